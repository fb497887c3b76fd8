//! When answering is closed.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::format;

/// The last day on which answers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerBy {
    /// The day, in the meeting's time zone.
    #[serde(with = "format::one_day")]
    pub day: NaiveDate,
    /// The moment in UTC at which it is over.
    #[serde(with = "format::seconds")]
    pub until: NaiveDateTime,
}

/// What the organizer set about closing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Whether answering was closed by hand.
    pub by_hand: bool,
    /// The last day on which answers count; `None` if there is none.
    pub answer_by: Option<AnswerBy>,
}

/// Why answering is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedBy {
    /// The organizer closed it.
    Hand,
    /// The answer-by day is over.
    AnswerBy,
}

impl Closing {
    /// Why answering is closed at `now` (UTC); `None` while it is open.
    #[must_use]
    pub fn cause(&self, now: NaiveDateTime) -> Option<ClosedBy> {
        if self.by_hand {
            return Some(ClosedBy::Hand);
        }
        self.is_answer_by_over(now).then_some(ClosedBy::AnswerBy)
    }

    /// Whether answers are taken at `now`: while answering is closed, only those of the organizer.
    #[must_use]
    pub fn takes_answers(&self, now: NaiveDateTime, organizes: bool) -> bool {
        organizes || self.cause(now).is_none()
    }

    /// Whether there is a last day for answers, and it is over at `now` (UTC).
    #[must_use]
    pub fn is_answer_by_over(&self, now: NaiveDateTime) -> bool {
        self.answer_by.is_some_and(|answer_by| answer_by.until <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answering_closes_when_its_last_day_is_over_or_by_hand() {
        let (day, until) = ("2026-12-03".parse().unwrap(), "2026-12-03T15:00:00".parse().unwrap());
        let closing = Closing { by_hand: false, answer_by: Some(AnswerBy { day, until }) };
        assert_eq!(closing.cause("2026-12-03T14:59:59".parse().unwrap()), None);
        assert_eq!(closing.cause(until), Some(ClosedBy::AnswerBy));
        let both = Closing { by_hand: true, ..closing };
        assert_eq!((both.cause(until), both.is_answer_by_over(until)), (Some(ClosedBy::Hand), true));
        assert_eq!(Closing::default().cause(until), None);
    }
}

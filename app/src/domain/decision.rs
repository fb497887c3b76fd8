//! The decision: the day that the organizer settled on, and who can come.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Availability, DateRange, Participant, ParticipantId, format};

/// The day that the organizer settled on, with what was known then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The day.
    #[serde(with = "format::one_day")]
    pub date: NaiveDate,
    /// Who had said by then that they can.
    pub could: Vec<ParticipantId>,
    /// Who had said by then that they cannot.
    pub could_not: Vec<ParticipantId>,
}

/// Who can come on the decided day, and what has changed since the decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecidedDay<'a> {
    /// Who can.
    pub can: Vec<&'a Participant>,
    /// Who cannot.
    pub cannot: Vec<&'a Participant>,
    /// Who has not answered.
    pub unanswered: Vec<&'a Participant>,
    /// Who could when it was decided, and cannot any more.
    pub cannot_any_more: Vec<&'a Participant>,
    /// Who could not when it was decided, and can now.
    pub can_now: Vec<&'a Participant>,
}

impl Decision {
    /// The decision for a day, with the answers of those who have answered: whether each can on that day.
    #[must_use]
    pub fn new(date: NaiveDate, answers: &[(ParticipantId, Availability)]) -> Self {
        let ids = |free| {
            let answers = answers.iter().filter(|(_, day)| day.is_free() == free);
            answers.map(|(id, _)| *id).collect()
        };
        Self { date, could: ids(true), could_not: ids(false) }
    }

    /// Who can come now.
    #[must_use]
    pub fn day<'a>(&self, dates: &DateRange, participants: &'a [Participant]) -> DecidedDay<'a> {
        let mut day = DecidedDay::default();
        let index = dates.position(self.date);
        for one in participants {
            let is_free = index.and_then(|index| one.days.get(index)).is_some_and(|day| day.is_free());
            if !one.answered {
                day.unanswered.push(one);
            } else if is_free {
                day.can.push(one);
                if self.could_not.contains(&one.id) {
                    day.can_now.push(one);
                }
            } else {
                day.cannot.push(one);
                if self.could.contains(&one.id) {
                    day.cannot_any_more.push(one);
                }
            }
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ParticipantName, Weekdays};

    #[test]
    fn a_decision_knows_who_cannot_any_more_and_who_can_now() {
        let date: NaiveDate = "2026-12-01".parse().unwrap();
        let dates = DateRange::new(date, date, Weekdays::NONE).unwrap();
        let person = |id, answered, day| Participant {
            id: ParticipantId(id),
            name: ParticipantName::parse("Kit").unwrap(),
            answered,
            days: vec![day],
        };
        let (free, busy, starred) = (Availability::Free, Availability::Busy, Availability::Starred);
        let answers = [(1, free), (2, busy), (4, starred)].map(|(id, day)| (ParticipantId(id), day));
        let decision = Decision::new(date, &answers);
        let after = [
            person(1, true, busy),
            person(2, true, starred),
            person(3, true, busy),
            person(5, true, free),
            person(6, false, free),
        ];
        let ids = |people: &[&Participant]| people.iter().map(|one| one.id.0).collect::<Vec<_>>();
        let day = decision.day(&dates, &after);
        assert_eq!(
            (ids(&day.can), ids(&day.cannot), ids(&day.unanswered)),
            (vec![2, 5], vec![1, 3], vec![6])
        );
        assert_eq!((ids(&day.cannot_any_more), ids(&day.can_now)), (vec![1], vec![2]));
    }
}

//! The rule for when a meeting is deleted.

use chrono::{Days, NaiveDate};

use super::DateRange;

/// How long meetings are kept, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Counted from the last candidate day, or from the day the range was set if that is later.
    pub with_dates: u64,
    /// Counted from the creation, if no range was set.
    pub without_dates: u64,
}

impl Default for Retention {
    fn default() -> Self {
        Self { with_dates: 90, without_dates: 30 }
    }
}

/// The day on which a meeting is deleted. `on` is the day on which the range was set or, without a range, the
/// day of the creation. The result is at most 9999-12-31, the last day that the databases support.
#[must_use]
pub fn expires_on(dates: Option<&DateRange>, on: NaiveDate, retention: Retention) -> NaiveDate {
    let (from, days) = match dates {
        Some(range) => (range.last_candidate().max(on), retention.with_dates),
        None => (on, retention.without_dates),
    };
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    from.checked_add_days(Days::new(days)).map_or(last, |day| day.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Weekdays;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_meeting_is_kept_90_days_after_its_last_candidate_day() {
        let sundays = Weekdays::from_iso([7]).unwrap();
        let range = DateRange::new(day("2026-12-01"), day("2026-12-06"), sundays).unwrap();
        let expires = expires_on(Some(&range), day("2026-11-23"), Retention::default());
        assert_eq!(expires, day("2026-12-05") + Days::new(90));
    }

    #[test]
    fn a_range_in_the_past_is_kept_90_days_after_it_was_set() {
        let range = DateRange::new(day("2020-01-01"), day("2020-01-02"), Weekdays::NONE).unwrap();
        let expires = expires_on(Some(&range), day("2026-11-23"), Retention::default());
        assert_eq!(expires, day("2026-11-23") + Days::new(90));
    }

    #[test]
    fn no_meeting_is_kept_beyond_the_last_day_of_the_calendar() {
        let range = DateRange::new(day("9999-12-01"), day("9999-12-31"), Weekdays::NONE).unwrap();
        let expires = expires_on(Some(&range), day("2026-11-23"), Retention::default());
        assert_eq!(expires.to_string(), "9999-12-31");
    }

    #[test]
    fn a_meeting_without_dates_is_kept_30_days() {
        let expires = expires_on(None, day("2026-11-23"), Retention::default());
        assert_eq!(expires, day("2026-12-23"));
    }
}

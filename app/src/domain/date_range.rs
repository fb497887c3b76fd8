//! The date range of a meeting, from which its candidate days follow.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

use super::Weekdays;

/// The maximum length of a date range in days, counting both ends.
pub const MAX_DAYS: u64 = 62;

/// First and last day, both included, optionally without some weekdays; at least one day is left.
///
/// Days are calendar dates without a time zone, in the years 1000 to 9999. The range spans at most
/// [`MAX_DAYS`], unless it was made by [`of_any_length`](Self::of_any_length).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    first: NaiveDate,
    last: NaiveDate,
    excluded: Weekdays,
}

/// Why two days do not form a date range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateRangeError {
    /// The range would end before it begins.
    #[error("start {first} should not be after end {last}")]
    Reversed {
        /// The day given as the first.
        first: NaiveDate,
        /// The day given as the last.
        last: NaiveDate,
    },
    /// The range would have more than [`MAX_DAYS`] days.
    #[error("start {first} and end {last} should be within {MAX_DAYS} days")]
    TooLong {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// All days of the range fall on excluded weekdays.
    #[error("no day is left between start {first} and end {last}")]
    NoDayLeft {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// A day lies outside the years that calendars and databases support.
    #[error("{0} should be in the years 1000 to 9999")]
    OutOfYears(NaiveDate),
}

/// Whether calendars and databases support a day: it is in the years 1000 to 9999.
#[must_use]
pub fn is_supported(day: NaiveDate) -> bool {
    (1000..=9999).contains(&day.year())
}

impl DateRange {
    /// The range from `first` to `last` without the `excluded` weekdays.
    ///
    /// # Errors
    /// [`DateRangeError`], the first that applies of: out of years, reversed, too long, no day left.
    pub fn new(first: NaiveDate, last: NaiveDate, excluded: Weekdays) -> Result<Self, DateRangeError> {
        match Self::of_any_length(first, last, excluded) {
            Ok(_) | Err(DateRangeError::NoDayLeft { .. }) if count_days(first, last) > MAX_DAYS => {
                Err(DateRangeError::TooLong { first, last })
            }
            range => range,
        }
    }

    /// A range that a meeting already has. It may be longer than [`MAX_DAYS`], because meetings of the Python
    /// service kept their ranges when its database was taken over.
    ///
    /// # Errors
    /// [`DateRangeError`], but not [`DateRangeError::TooLong`].
    pub fn of_any_length(
        first: NaiveDate,
        last: NaiveDate,
        excluded: Weekdays,
    ) -> Result<Self, DateRangeError> {
        if let Some(day) = [first, last].into_iter().find(|day| !is_supported(*day)) {
            return Err(DateRangeError::OutOfYears(day));
        }
        if first > last {
            return Err(DateRangeError::Reversed { first, last });
        }
        // Seven days are enough: they cover all weekdays.
        let mut week = first.iter_days().take(7).take_while(|day| *day <= last);
        if week.all(|day| excluded.contains_day(day)) {
            return Err(DateRangeError::NoDayLeft { first, last });
        }
        Ok(Self { first, last, excluded })
    }

    /// The first day. It is not a candidate day if it falls on an excluded weekday.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day. It is not a candidate day if it falls on an excluded weekday.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// The weekdays that are left out.
    #[must_use]
    pub fn excluded(&self) -> Weekdays {
        self.excluded
    }

    /// The candidate days in order; always at least one.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let Self { first, last, excluded } = *self;
        first.iter_days().take_while(move |day| *day <= last).filter(move |day| !excluded.contains_day(*day))
    }

    /// The number of candidate days; at least one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.days().count()
    }

    /// Always `false`: a range without a candidate day does not exist.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The last candidate day.
    #[must_use]
    pub fn last_candidate(&self) -> NaiveDate {
        self.days().last().unwrap_or(self.last)
    }

    /// The index of `day` among the candidate days, from 0; `None` if it is not a candidate day.
    #[must_use]
    pub fn position(&self, day: NaiveDate) -> Option<usize> {
        self.days().position(|candidate| candidate == day)
    }
}

/// The number of days from `first` to `last`, counting both.
fn count_days(first: NaiveDate, last: NaiveDate) -> u64 {
    (last - first).num_days().unsigned_abs() + 1
}

/// First day, last day and excluded weekdays. JSON has `YYYY-MM-DD` and ISO weekday numbers. The binary wire
/// format has days since the start of year 1 (1 January is day 1) and weekday bits: this is short and needs
/// no date parser.
impl Serialize for DateRange {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { first, last, excluded } = self;
        if to.is_human_readable() {
            (first.to_string(), last.to_string(), excluded.iso().collect::<Vec<_>>()).serialize(to)
        } else {
            (first.num_days_from_ce(), last.num_days_from_ce(), excluded.bits()).serialize(to)
        }
    }
}

impl<'de> Deserialize<'de> for DateRange {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let range = if from.is_human_readable() {
            let (first, last, excluded) = <(String, String, Vec<u8>)>::deserialize(from)?;
            (first.parse().ok(), last.parse().ok(), Weekdays::from_iso(excluded).ok())
        } else {
            let (first, last, excluded) = Deserialize::deserialize(from)?;
            let day = NaiveDate::from_num_days_from_ce_opt;
            (day(first), day(last), Weekdays::from_bits(excluded).ok())
        };
        let range = match range {
            (Some(first), Some(last), Some(excluded)) => Self::of_any_length(first, last, excluded).ok(),
            _ => None,
        };
        range.ok_or_else(|| D::Error::custom("no date range"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn range(first: &str, last: &str, excluded: &[u8]) -> Result<DateRange, DateRangeError> {
        DateRange::new(day(first), day(last), Weekdays::from_iso(excluded.iter().copied()).unwrap())
    }

    #[test]
    fn both_ends_are_candidate_days() {
        let days: Vec<_> = range("2026-12-30", "2027-01-02", &[]).unwrap().days().collect();
        assert_eq!(days, ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"].map(day));
    }

    #[test]
    fn one_day_is_a_range() {
        assert_eq!(range("2026-12-01", "2026-12-01", &[]).unwrap().len(), 1);
    }

    #[test]
    fn a_range_has_at_most_62_days_counting_both_ends() {
        assert_eq!(range("2026-12-01", "2027-01-31", &[]).unwrap().len(), 62);
        let too_long = range("2026-12-01", "2027-02-01", &[]).unwrap_err();
        assert_eq!(too_long.to_string(), "start 2026-12-01 and end 2027-02-01 should be within 62 days");
    }

    #[test]
    fn excluded_weekdays_do_not_make_a_long_range_shorter() {
        assert!(matches!(
            range("2026-12-01", "2027-02-01", &[1, 2, 3, 4]),
            Err(DateRangeError::TooLong { .. })
        ));
    }

    #[test]
    fn the_first_day_is_not_after_the_last() {
        let reversed = range("2026-12-02", "2026-12-01", &[]).unwrap_err();
        assert_eq!(reversed.to_string(), "start 2026-12-02 should not be after end 2026-12-01");
    }

    #[test]
    fn excluded_weekdays_leave_at_least_one_day() {
        let none = range("2026-12-05", "2026-12-06", &[6, 7]).unwrap_err();
        assert_eq!(none.to_string(), "no day is left between start 2026-12-05 and end 2026-12-06");
        assert_eq!(range("2026-12-05", "2026-12-07", &[6, 7]).unwrap().len(), 1);
    }

    #[test]
    fn years_run_from_1000_to_9999() {
        assert!(range("1000-01-01", "1000-01-01", &[]).is_ok());
        assert!(range("9999-12-31", "9999-12-31", &[]).is_ok());
        assert!(matches!(range("0999-12-31", "1000-01-01", &[]), Err(DateRangeError::OutOfYears(_))));
        let after = NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
        assert_eq!(DateRange::new(after, after, Weekdays::NONE), Err(DateRangeError::OutOfYears(after)));
    }

    proptest! {
        #[test]
        fn candidate_days_are_the_days_between_the_ends_that_are_not_excluded(
            start in 365_000_i32..3_600_000,
            length in 0_i32..62,
            excluded in 0_u8..128,
        ) {
            let first = NaiveDate::from_num_days_from_ce_opt(start).unwrap();
            let last = NaiveDate::from_num_days_from_ce_opt(start + length).unwrap();
            let excluded = Weekdays::from_bits(excluded).unwrap();
            let expected: Vec<_> = (start..=start + length)
                .map(|number| NaiveDate::from_num_days_from_ce_opt(number).unwrap())
                .filter(|day| !excluded.iter().any(|weekday| weekday == day.weekday()))
                .collect();
            match DateRange::new(first, last, excluded) {
                Ok(range) => {
                    prop_assert_eq!(range.days().collect::<Vec<_>>(), expected.clone());
                    prop_assert_eq!(range.last_candidate(), *expected.last().unwrap());
                    prop_assert_eq!(crate::live_protocol::decode(&crate::live_protocol::encode(&range)), Some(range));
                }
                Err(error) => {
                    prop_assert_eq!(error, DateRangeError::NoDayLeft { first, last });
                    prop_assert!(expected.is_empty());
                }
            }
        }
    }
}

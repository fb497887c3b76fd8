//! A set of weekdays; date ranges use it for their excluded weekdays.

use chrono::{Datelike, NaiveDate, Weekday};
use thiserror::Error;

/// A set of weekdays as bits: bit 0 is Monday, bit 6 is Sunday.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weekdays(u8);

/// The number is not a weekday, or not a set of weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{0} is not a day of the week")]
pub struct WeekdaysError(pub u8);

/// All weekdays, Monday first, as in the calendar.
const ALL: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Weekdays {
    /// The empty set.
    pub const NONE: Self = Self(0);

    /// The set with these ISO numbers: 1 Monday to 7 Sunday.
    ///
    /// # Errors
    /// [`WeekdaysError`] with the first number that is not a weekday.
    pub fn from_iso(numbers: impl IntoIterator<Item = u8>) -> Result<Self, WeekdaysError> {
        numbers.into_iter().try_fold(Self::NONE, |set, number| match number {
            1..=7 => Ok(Self(set.0 | 1 << (number - 1))),
            _ => Err(WeekdaysError(number)),
        })
    }

    /// The ISO numbers of the weekdays in the set: 1 Monday to 7 Sunday.
    pub fn iso(self) -> impl Iterator<Item = u8> {
        (1..=7).filter(move |number| self.0 >> (number - 1) & 1 == 1)
    }

    /// The set for a number that [`Self::bits`] returned.
    ///
    /// # Errors
    /// [`WeekdaysError`] if a bit is set that does not stand for a weekday.
    pub fn from_bits(bits: u8) -> Result<Self, WeekdaysError> {
        if bits < 1 << 7 { Ok(Self(bits)) } else { Err(WeekdaysError(bits)) }
    }

    /// The set as a number from 0 to 127.
    #[must_use]
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether `weekday` is in the set.
    #[must_use]
    pub fn contains(self, weekday: Weekday) -> bool {
        self.0 >> weekday.num_days_from_monday() & 1 == 1
    }

    /// Whether `day` falls on a weekday in the set.
    #[must_use]
    pub fn contains_day(self, day: NaiveDate) -> bool {
        self.contains(day.weekday())
    }

    /// The weekdays in the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        ALL.into_iter().filter(move |weekday| self.contains(*weekday))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_numbers_run_from_monday_to_sunday() {
        let weekend = Weekdays::from_iso([7, 6, 7]).unwrap();
        assert_eq!(weekend.iter().collect::<Vec<_>>(), [Weekday::Sat, Weekday::Sun]);
        assert_eq!(weekend.iso().collect::<Vec<_>>(), [6, 7]);
        assert_eq!(Weekdays::from_bits(weekend.bits()), Ok(weekend));
    }

    #[test]
    fn numbers_that_name_no_day_are_rejected() {
        assert_eq!(Weekdays::from_iso([1, 0]), Err(WeekdaysError(0)));
        assert_eq!(Weekdays::from_iso([8]), Err(WeekdaysError(8)));
        assert_eq!(Weekdays::from_bits(128), Err(WeekdaysError(128)));
    }
}

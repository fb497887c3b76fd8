//! Formats days, months and ranges in a language. The patterns of each language are lines after its texts,
//! which [`super::locale_data`] writes in the order of the constants here.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};

use super::lines::Lines;
use super::{DAYS, Language};
use crate::domain::{DateRange, Weekdays};

/// The names of the days of the week from Monday, in full.
const WEEKDAYS: usize = DAYS;
/// The same as short as they stand above a calendar.
const SHORT_WEEKDAYS: usize = WEEKDAYS + 7;
/// For each month a day with its weekday; `{0}` is the weekday, `{1}` the day.
const WEEKDAY_AND_DAY: usize = SHORT_WEEKDAYS + 7;
/// For each month a day; `{1}` is the day.
const DAY: usize = WEEKDAY_AND_DAY + 12;
/// For each month a range within it; `{0}` is the first, `{1}` the last day.
const DAYS_OF_MONTH: usize = DAY + 12;
/// For each month its name with the year; `{0}` is the year.
const MONTH_AND_YEAR: usize = DAYS_OF_MONTH + 12;
/// A range; `{0}` is its first, `{1}` its last day.
const RANGE: usize = MONTH_AND_YEAR + 12;

/// What stands between the parts of a list of two, between parts that are not the last, and before the last one.
pub(super) const LIST_SEPARATORS: usize = RANGE + 1;

/// Of the lines that only the server has: for each month a day with its year; `{0}` is the year, `{1}` the day.
#[cfg(feature = "ssr")]
const DAY_AND_YEAR: usize = 0;
/// For each month a day, abbreviated; `{1}` is the day.
#[cfg(feature = "ssr")]
const SHORT_DAY: usize = DAY_AND_YEAR + 12;
/// For each month a range within it, abbreviated; `{0}` is the first, `{1}` the last day.
#[cfg(feature = "ssr")]
const SHORT_DAYS_OF_MONTH: usize = SHORT_DAY + 12;
/// An abbreviated range; `{0}` is its first, `{1}` its last day.
#[cfg(feature = "ssr")]
const SHORT_RANGE: usize = SHORT_DAYS_OF_MONTH + 12;

impl Language {
    /// A day of the week in full: "월요일", "Monday".
    #[must_use]
    pub fn weekday(self, weekday: Weekday) -> &'static str {
        self.live.0.line(WEEKDAYS + weekday.num_days_from_monday() as usize)
    }

    /// A day of the week as short as it goes above a calendar: "월", "Mo".
    #[must_use]
    pub fn weekday_short(self, weekday: Weekday) -> &'static str {
        self.live.0.line(SHORT_WEEKDAYS + weekday.num_days_from_monday() as usize)
    }

    /// The days of the week in the order of a calendar's columns, as the language and its region have it.
    #[must_use]
    pub fn week(self) -> [Weekday; 7] {
        std::array::from_fn(|column| (0..column).fold(self.first_weekday, |weekday, _| weekday.succ()))
    }

    /// The weekend of the region.
    #[must_use]
    pub fn weekend(self) -> Weekdays {
        self.weekend
    }

    /// A day with its weekday: "12월 11일 금요일", "Friday, December 11".
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        self.with_year(day, of_month(self.live.0, WEEKDAY_AND_DAY, day, self.weekday(day.weekday())))
    }

    /// The words for a day, with its year if that is not the current one.
    fn with_year(self, day: NaiveDate, words: String) -> String {
        match self.this_year {
            Some(this_year) if this_year != day.year() => {
                self.live.with_year(&words, &day.year().to_string())
            }
            _ => words,
        }
    }

    /// A month: "2026년 12월", "December 2026".
    #[must_use]
    pub fn month(self, day: NaiveDate) -> String {
        of_month(self.live.0, MONTH_AND_YEAR, day, &day.year().to_string())
    }

    /// A range in a line: "12월 1일 – 28일, 일요일 빼고", "December 1 – 28, without Sundays".
    #[must_use]
    pub fn range(self, range: &DateRange) -> String {
        let (first, last) = (range.first(), range.last());
        let days = if first == last {
            self.day_of_month(first)
        } else if (first.year(), first.month()) == (last.year(), last.month()) {
            self.with_year(last, of_month(self.live.0, DAYS_OF_MONTH, last, &first.day().to_string()))
        } else {
            self.live.0.filled(RANGE, &[&self.day_of_month(first), &self.day_of_month(last)])
        };
        let weekdays: Vec<_> = range.excluded().iter().map(|weekday| self.excluded(weekday)).collect();
        if weekdays.is_empty() { days } else { self.live.range_without(&days, &self.list(&weekdays)) }
    }

    /// A moment of this or another day: "12월 11일 9:05", "December 11, 9:05".
    #[must_use]
    pub fn moment(self, at: NaiveDateTime) -> String {
        let time = format!("{}:{:02}", at.hour(), at.minute());
        self.live.moment(&self.day_of_month(at.date()), &time)
    }

    /// A day with its year: "2026년 12월 11일", "December 11, 2026".
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn day_of_year(self, day: NaiveDate) -> String {
        of_month(self.server.days, DAY_AND_YEAR, day, &day.year().to_string())
    }

    /// Two days as short as a button has room for: "12월 1일 – 28일", "Dec 1 – 28".
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn short_range(self, first: NaiveDate, last: NaiveDate) -> String {
        let days = self.server.days;
        if first == last {
            self.with_year(first, of_month(days, SHORT_DAY, first, ""))
        } else if (first.year(), first.month()) == (last.year(), last.month()) {
            self.with_year(last, of_month(days, SHORT_DAYS_OF_MONTH, last, &first.day().to_string()))
        } else {
            let short = |day| self.with_year(day, of_month(days, SHORT_DAY, day, ""));
            days.filled(SHORT_RANGE, &[&short(first), &short(last)])
        }
    }

    /// A day without its weekday: "12월 11일", "December 11".
    fn day_of_month(self, day: NaiveDate) -> String {
        self.with_year(day, of_month(self.live.0, DAY, day, ""))
    }

    /// A weekday that a range leaves out.
    fn excluded(self, weekday: Weekday) -> &'static str {
        match weekday {
            Weekday::Mon => self.live.excluded_monday(),
            Weekday::Tue => self.live.excluded_tuesday(),
            Weekday::Wed => self.live.excluded_wednesday(),
            Weekday::Thu => self.live.excluded_thursday(),
            Weekday::Fri => self.live.excluded_friday(),
            Weekday::Sat => self.live.excluded_saturday(),
            Weekday::Sun => self.live.excluded_sunday(),
        }
    }
}

/// The line of a day's month, filled with something and the day.
fn of_month(lines: Lines, first_line: usize, day: NaiveDate, value: &str) -> String {
    lines.filled(first_line + day.month0() as usize, &[value, &day.day().to_string()])
}

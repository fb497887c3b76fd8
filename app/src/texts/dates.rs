//! Days as people say them.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Language;
use crate::domain::DateRange;

const KOREAN_WEEKDAYS: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
const ENGLISH_WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month's name in English.
pub(super) fn english_month(day: NaiveDate) -> &'static str {
    ENGLISH_MONTHS[day.month0() as usize]
}

impl Language {
    /// A day of the week in full: "월요일", "Monday".
    #[must_use]
    pub fn weekday(self, weekday: Weekday) -> String {
        let name = self.weekday_name(weekday);
        match self {
            Self::Korean => format!("{name}요일"),
            Self::English => name.to_owned(),
        }
    }

    /// A day of the week as short as it goes above a calendar: "월", "Mo".
    #[must_use]
    pub fn weekday_short(self, weekday: Weekday) -> &'static str {
        let name = self.weekday_name(weekday);
        match self {
            Self::Korean => name,
            Self::English => &name[..2],
        }
    }

    fn weekday_name(self, weekday: Weekday) -> &'static str {
        let place = weekday.num_days_from_monday() as usize;
        match self {
            Self::Korean => KOREAN_WEEKDAYS[place],
            Self::English => ENGLISH_WEEKDAYS[place],
        }
    }

    /// A day with its weekday: "12월 11일 금요일", "Friday, December 11".
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        let weekday = self.weekday(day.weekday());
        match self {
            Self::Korean => format!("{}월 {}일 {weekday}", day.month(), day.day()),
            Self::English => format!("{weekday}, {} {}", ENGLISH_MONTHS[day.month0() as usize], day.day()),
        }
    }

    /// A month: "2026년 12월", "December 2026".
    #[must_use]
    pub fn month(self, day: NaiveDate) -> String {
        match self {
            Self::Korean => format!("{}년 {}월", day.year(), day.month()),
            Self::English => format!("{} {}", ENGLISH_MONTHS[day.month0() as usize], day.year()),
        }
    }

    /// A day with its year: "2026년 12월 11일", "December 11, 2026".
    #[must_use]
    pub fn day_of_year(self, day: NaiveDate) -> String {
        match self {
            Self::Korean => format!("{}년 {}월 {}일", day.year(), day.month(), day.day()),
            Self::English => {
                format!("{} {}, {}", ENGLISH_MONTHS[day.month0() as usize], day.day(), day.year())
            }
        }
    }

    /// Two days as short as a button has room for: "12.1 – 12.28", "Dec 1 – Dec 28".
    #[must_use]
    pub fn span(self, first: NaiveDate, last: NaiveDate) -> String {
        let short = |day: NaiveDate| match self {
            Self::Korean => format!("{}.{}", day.month(), day.day()),
            Self::English => format!("{} {}", &ENGLISH_MONTHS[day.month0() as usize][..3], day.day()),
        };
        if first == last { short(first) } else { format!("{} – {}", short(first), short(last)) }
    }

    /// A range in a line: "12월 1일 – 28일, 일요일 빼고", "December 1 – 28, without Sundays".
    #[must_use]
    pub fn range(self, range: &DateRange) -> String {
        let (first, last) = (range.first(), range.last());
        let same_month = (first.year(), first.month()) == (last.year(), last.month());
        let month_day = |day: NaiveDate| match self {
            Self::Korean => format!("{}월 {}일", day.month(), day.day()),
            Self::English => format!("{} {}", ENGLISH_MONTHS[day.month0() as usize], day.day()),
        };
        let days = match (first == last, same_month, self) {
            (true, ..) => month_day(first),
            (_, true, Self::Korean) => format!("{} – {}일", month_day(first), last.day()),
            (_, true, Self::English) => format!("{} – {}", month_day(first), last.day()),
            (_, false, _) => format!("{} – {}", month_day(first), month_day(last)),
        };
        let left_out: Vec<_> = range.excluded().iter().collect();
        if left_out.is_empty() {
            return days;
        }
        match self {
            Self::Korean if left_out.len() == 1 => {
                format!("{days}, {} 빼고", self.weekday(left_out[0]))
            }
            Self::Korean => {
                let names: Vec<_> = left_out.iter().map(|weekday| self.weekday_short(*weekday)).collect();
                format!("{days}, {} 빼고", names.join("·"))
            }
            Self::English => {
                let names: Vec<_> =
                    left_out.iter().map(|weekday| format!("{}s", self.weekday(*weekday))).collect();
                format!("{days}, without {}", names.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Weekdays;

    fn range(first: &str, last: &str, excluded: &[u8]) -> DateRange {
        let excluded = Weekdays::from_iso(excluded.iter().copied()).unwrap();
        DateRange::new(first.parse().unwrap(), last.parse().unwrap(), excluded).unwrap()
    }

    #[test]
    fn a_range_is_said_as_briefly_as_it_can_be() {
        let four_weeks = range("2026-12-01", "2026-12-28", &[7]);
        assert_eq!(Language::Korean.range(&four_weeks), "12월 1일 – 28일, 일요일 빼고");
        assert_eq!(Language::English.range(&four_weeks), "December 1 – 28, without Sundays");
        let over_new_year = range("2026-12-28", "2027-01-08", &[6, 7]);
        assert_eq!(Language::Korean.range(&over_new_year), "12월 28일 – 1월 8일, 토·일 빼고");
        assert_eq!(
            Language::English.range(&over_new_year),
            "December 28 – January 8, without Saturdays, Sundays"
        );
        assert_eq!(Language::English.range(&range("2026-12-01", "2026-12-01", &[])), "December 1");
    }

    #[test]
    fn a_day_is_said_with_its_weekday() {
        let day = "2026-12-11".parse().unwrap();
        assert_eq!(Language::Korean.day(day), "12월 11일 금요일");
        assert_eq!(Language::English.day(day), "Friday, December 11");
    }
}

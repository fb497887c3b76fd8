//! Preset date ranges, each chosen by one tap.

use chrono::{Datelike, Days, Months, NaiveDate};

/// A date range that is computed from today's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Today and the 27 days after it.
    NextFourWeeks,
    /// Today to the last day of its month.
    ThisMonth,
    /// The first to the last day of the following month.
    NextMonth,
}

impl Preset {
    /// All presets, in the order in which the form shows them.
    pub const ALL: [Self; 3] = [Self::NextFourWeeks, Self::ThisMonth, Self::NextMonth];

    /// The first and the last day of the range, both included, relative to `today`.
    #[must_use]
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        match self {
            Self::NextFourWeeks => (today, today + Days::new(27)),
            Self::ThisMonth => (today, next_month(today) - Days::new(1)),
            Self::NextMonth => {
                let first = next_month(today);
                (first, next_month(first) - Days::new(1))
            }
        }
    }

    /// The value of the preset in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NextFourWeeks => "next_4_weeks",
            Self::ThisMonth => "this_month",
            Self::NextMonth => "next_month",
        }
    }

    /// The preset for a form value; `None` if there is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }
}

/// The first day of the month after the month of `day`.
fn next_month(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.day0())) + Months::new(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DateRange, Weekdays};

    fn days(preset: Preset, today: &str) -> (String, String) {
        let (first, last) = preset.days(today.parse().unwrap());
        (first.to_string(), last.to_string())
    }

    fn pair(first: &str, last: &str) -> (String, String) {
        (first.to_owned(), last.to_owned())
    }

    #[test]
    fn next_four_weeks_are_today_and_the_27_days_after() {
        assert_eq!(days(Preset::NextFourWeeks, "2026-12-01"), pair("2026-12-01", "2026-12-28"));
        assert_eq!(days(Preset::NextFourWeeks, "2028-02-10"), pair("2028-02-10", "2028-03-08"));
    }

    #[test]
    fn this_month_ends_on_its_last_day_also_when_that_is_today() {
        assert_eq!(days(Preset::ThisMonth, "2026-12-23"), pair("2026-12-23", "2026-12-31"));
        assert_eq!(days(Preset::ThisMonth, "2026-11-30"), pair("2026-11-30", "2026-11-30"));
    }

    #[test]
    fn next_month_after_the_31st_is_not_the_month_after_it() {
        assert_eq!(days(Preset::NextMonth, "2026-01-31"), pair("2026-02-01", "2026-02-28"));
        assert_eq!(days(Preset::NextMonth, "2028-01-31"), pair("2028-02-01", "2028-02-29"));
        assert_eq!(days(Preset::NextMonth, "2026-12-31"), pair("2027-01-01", "2027-01-31"));
    }

    #[test]
    fn every_preset_is_a_range_on_every_day_of_four_years() {
        let first: NaiveDate = "2026-01-01".parse().unwrap();
        for today in first.iter_days().take(4 * 365 + 1) {
            for preset in Preset::ALL {
                let (from, to) = preset.days(today);
                let range = DateRange::new(from, to, Weekdays::NONE).unwrap();
                match preset {
                    Preset::NextFourWeeks => {
                        assert_eq!(range.first(), today);
                        assert_eq!(range.len(), 28);
                    }
                    Preset::ThisMonth => {
                        assert_eq!(range.first(), today);
                        assert_eq!(to.month(), today.month());
                        assert_ne!(to.succ_opt().unwrap().month(), today.month());
                    }
                    Preset::NextMonth => {
                        assert_eq!(from.day(), 1);
                        assert_eq!(from.month0(), (today.month0() + 1) % 12);
                        assert_eq!(to.month(), from.month());
                        assert_ne!(to.succ_opt().unwrap().month(), from.month());
                        assert!((from - today).num_days() <= 31);
                    }
                }
            }
        }
    }

    #[test]
    fn a_preset_is_found_by_its_name() {
        for preset in Preset::ALL {
            assert_eq!(Preset::named(preset.name()), Some(preset));
        }
        assert_eq!(Preset::named("last_month"), None);
    }
}

//! The current day in the viewer's time zone.

use chrono::{Days, NaiveDate};
use thiserror::Error;

/// The viewer's today, as displayed by the page: within a day of UTC's date, as in every time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today(NaiveDate);

/// The displayed day is not today in any time zone: the page was left open, or the viewer's clock is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the dates have moved on since {0}")]
pub struct TodayError(pub NaiveDate);

impl Today {
    /// Accepts the day that a page displayed if it can still be today somewhere; `utc` is the date in UTC.
    ///
    /// # Errors
    /// [`TodayError`] if it is more than a day from `utc`.
    pub fn from_page(shown: NaiveDate, utc: NaiveDate) -> Result<Self, TodayError> {
        let one = Days::new(1);
        let near = utc.checked_sub_days(one) <= Some(shown) && Some(shown) <= utc.checked_add_days(one);
        if near { Ok(Self(shown)) } else { Err(TodayError(shown)) }
    }

    /// The day.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_day_counts_as_today_within_a_day_of_utc() {
        let utc: NaiveDate = "2026-12-01".parse().unwrap();
        for (shown, counts) in [
            ("2026-11-29", false),
            ("2026-11-30", true),
            ("2026-12-01", true),
            ("2026-12-02", true),
            ("2026-12-03", false),
        ] {
            assert_eq!(Today::from_page(shown.parse().unwrap(), utc).is_ok(), counts, "{shown}");
        }
    }
}

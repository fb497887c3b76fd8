//! What day it is where the viewer is.

use chrono::{Days, NaiveDate};
use thiserror::Error;

/// The viewer's today, as the page showed it: within a day of UTC's date, as any time zone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today(NaiveDate);

/// The page was left open, or the viewer's clock is off: its dates are not today's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the dates have moved on since {0}")]
pub struct TodayError(pub NaiveDate);

impl Today {
    /// The day that a page showed, if it can still be today somewhere, given UTC's date.
    ///
    /// # Errors
    /// [`TodayError`] where it is more than a day away.
    pub fn shown(shown: NaiveDate, utc: NaiveDate) -> Result<Self, TodayError> {
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
            assert_eq!(Today::shown(shown.parse().unwrap(), utc).is_ok(), counts, "{shown}");
        }
    }
}

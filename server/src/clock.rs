//! The system clock: the adapter for time, and the only place that reads a clock.

use app::meetings::Clock;
use chrono::{NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// The system clock, with the time zone of viewers whose own zone is unknown.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    /// The time zone of viewers whose own zone is unknown.
    pub zone: Tz,
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter for time")]
    fn now(&self) -> NaiveDateTime {
        Utc::now().naive_utc()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the adapter for time")]
    fn today(&self) -> NaiveDate {
        Utc::now().with_timezone(&self.zone).date_naive()
    }

    fn minutes_from_utc(&self, at: NaiveDateTime) -> i32 {
        self.zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_is_that_of_the_moment() {
        let clock = SystemClock { zone: chrono_tz::Europe::Berlin };
        let offset = |at: &str| clock.minutes_from_utc(at.parse().unwrap());
        assert_eq!(offset("2026-10-20T12:00:00"), 120);
        assert_eq!(offset("2026-11-20T12:00:00"), 60);
    }
}

//! The system clock: the adapter for time, and the only place that reads a clock.

use app::meetings::Clock;
use chrono::{NaiveDate, NaiveDateTime, Offset, Utc};
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

    #[expect(clippy::disallowed_methods, reason = "this is the adapter for time")]
    fn minutes_from_utc(&self) -> i32 {
        Utc::now().with_timezone(&self.zone).offset().fix().local_minus_utc() / 60
    }
}

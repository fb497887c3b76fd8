//! The system clock: the adapter for time, and the only place that reads a clock.

use app::meetings::Clock;
use chrono::{NaiveDateTime, Utc};
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

    fn zone(&self) -> Tz {
        self.zone
    }
}

//! The server's time, as far as the page knows it.

use chrono::{NaiveDateTime, TimeDelta};

use super::browser::clock;

/// The server's time at a moment of the browser's clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct ServerClock {
    /// The server's time, in UTC.
    told: NaiveDateTime,
    /// When it was told, by the browser's clock, in milliseconds since 1970.
    told_at: f64,
}

impl ServerClock {
    /// The server has just told its time.
    pub(super) fn told(now: NaiveDateTime) -> Self {
        Self { told: now, told_at: clock::now() }
    }

    /// The server's time now, in UTC.
    pub(super) fn now(self) -> NaiveDateTime {
        #[expect(clippy::cast_possible_truncation, reason = "pages do not live for 292 million years")]
        let since = (clock::now() - self.told_at) as i64;
        self.told + TimeDelta::milliseconds(since)
    }
}

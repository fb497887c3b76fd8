//! The time at which tests happen.

use std::time::Duration;

use app::domain::Retention;
use app::meetings::Clock;
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use server::store::OpenOptions;

/// A clock that always returns the same time.
pub struct FixedClock(pub NaiveDateTime);

impl Clock for FixedClock {
    fn now(&self) -> NaiveDateTime {
        self.0
    }
    fn zone(&self) -> Tz {
        Tz::UTC
    }
}

/// The time at which tests happen.
pub fn now() -> NaiveDateTime {
    "2026-11-24T09:05:00".parse().expect("a moment")
}

/// The host's settings for opening the database.
pub fn open_options() -> OpenOptions {
    let today = now().date();
    OpenOptions {
        slow_statement: Duration::from_secs(5),
        today,
        retention: Retention::default(),
        time_zone: chrono_tz::Asia::Seoul,
        connections: 30,
        cache_bytes: cache_bytes(),
    }
}

/// The size of each cache in tests: none where the environment says so, to run all of them without.
fn cache_bytes() -> u64 {
    if std::env::var("MEETIFYR_CACHE_MB").is_ok_and(|megabytes| megabytes == "0") {
        0
    } else {
        4 * 1024 * 1024
    }
}

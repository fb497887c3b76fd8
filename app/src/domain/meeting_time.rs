//! The time of day at which a meeting starts, and how long it lasts.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The minutes of a day.
const MINUTES_OF_DAY: u16 = 24 * 60;

/// The duration of a meeting of which nobody knows how long it lasts, in minutes: calendars need one.
const USUAL_DURATION: Duration = Duration(60);

/// The maximum duration of a meeting, in minutes: 14 days.
pub const MAX_DURATION: u16 = 14 * MINUTES_OF_DAY;

/// A time of day, to the minute. Its text is `19:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TimeOfDay(u16);

/// The name of a time zone in the IANA database, such as `Asia/Seoul`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneName(String);

/// A duration in minutes: at least one, at most [`MAX_DURATION`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration(u16);

/// When a meeting starts on its day, and how long it lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingTime {
    /// The start, in `zone`.
    pub start: TimeOfDay,
    /// The zone.
    pub zone: ZoneName,
    /// The duration; `None` if nobody knows.
    pub duration: Option<Duration>,
}

/// Why a part of a meeting's time was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimeError {
    /// The text is not a time of day.
    #[error("should be a time like 19:30")]
    NoTime,
    /// The IANA database has no such zone.
    #[error("should be a time zone like Asia/Seoul")]
    NoZone,
    /// The duration is 0, negative or longer than 14 days.
    #[error("should be at least 1 and at most {MAX_DURATION} minutes")]
    NoDuration,
}

impl MeetingTime {
    /// The duration for calendars, which need one: an hour if none is set.
    #[must_use]
    pub fn duration_for_calendars(&self) -> Duration {
        self.duration.unwrap_or(USUAL_DURATION)
    }
}

impl TimeOfDay {
    /// The time so many minutes after midnight; `None` if the day has fewer.
    #[must_use]
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes < MINUTES_OF_DAY).then_some(Self(minutes))
    }

    /// Parses a time such as `19:30`; seconds are accepted and dropped.
    ///
    /// # Errors
    /// [`TimeError::NoTime`].
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let mut parts = text.trim().split(':').map(|part| {
            let is_number =
                !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>().ok().filter(|_| is_number)
        });
        let time = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Some(hour @ 0..24)), Some(Some(minute @ 0..60)), None | Some(Some(0..60)), None) => {
                Self::from_minutes(hour * 60 + minute)
            }
            _ => None,
        };
        time.ok_or(TimeError::NoTime)
    }

    /// The minutes since midnight.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl ZoneName {
    /// Parses the name of a zone; the IANA database is on the server only.
    ///
    /// # Errors
    /// [`TimeError::NoZone`].
    #[cfg(feature = "ssr")]
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        text.trim().parse::<chrono_tz::Tz>().map(Self::from).map_err(|_| TimeError::NoZone)
    }

    /// The zone.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn zone(&self) -> chrono_tz::Tz {
        self.0.parse().unwrap_or(chrono_tz::UTC)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "ssr")]
impl From<chrono_tz::Tz> for ZoneName {
    fn from(zone: chrono_tz::Tz) -> Self {
        Self(zone.name().to_owned())
    }
}

impl Duration {
    /// A duration of so many minutes.
    ///
    /// # Errors
    /// [`TimeError::NoDuration`].
    pub fn from_minutes(minutes: i64) -> Result<Self, TimeError> {
        let minutes = u16::try_from(minutes).ok().filter(|minutes| (1..=MAX_DURATION).contains(minutes));
        minutes.map(Self).ok_or(TimeError::NoDuration)
    }

    /// The minutes.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_to_the_minute() {
        for (text, time) in
            [("19:30", "19:30"), (" 7:05 ", "07:05"), ("00:00:59", "00:00"), ("23:59", "23:59")]
        {
            assert_eq!(TimeOfDay::parse(text).unwrap().to_string(), time);
        }
        for wrong in ["", "24:00", "19:60", "19", "19:3x", "+1:00", "19:30:00:00", "-1:00", "19:", "003:00"] {
            assert_eq!(TimeOfDay::parse(wrong), Err(TimeError::NoTime), "{wrong:?}");
        }
    }

    #[test]
    fn a_duration_is_at_least_a_minute_and_at_most_two_weeks() {
        assert_eq!(Duration::from_minutes(20_160).unwrap().minutes(), 20_160);
        for wrong in [0, -1, 20_161, i64::MAX] {
            assert_eq!(Duration::from_minutes(wrong), Err(TimeError::NoDuration), "{wrong}");
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_zone_is_one_of_the_iana_database() {
        assert_eq!(ZoneName::parse(" Asia/Seoul ").unwrap().as_str(), "Asia/Seoul");
        for wrong in ["", "Seoul", "Asia/Atlantis", "+09:00"] {
            assert_eq!(ZoneName::parse(wrong), Err(TimeError::NoZone), "{wrong:?}");
        }
    }
}

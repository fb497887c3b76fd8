//! Changes of which parts may be left out.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::{Duration, Location, Note, TimeOfDay, Title, ZoneName};

/// A change of a value that may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is missing afterwards.
    Clear,
    /// It is this afterwards.
    Set(T),
}

impl<T> Patch<T> {
    /// The value after the change, given the one before.
    #[must_use]
    pub fn applied_to(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

/// A change of what the organizer tells about the meeting; `None` keeps the current value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// The title.
    pub title: Option<Title>,
    /// The location.
    pub location: Option<Location>,
    /// The note.
    pub note: Option<Note>,
}

/// A change of the meeting's time. Whoever clears the start clears the time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeChange {
    /// The start.
    pub start: Patch<TimeOfDay>,
    /// The zone; without one it is that of the host.
    pub zone: Patch<ZoneName>,
    /// The duration.
    pub duration: Patch<Duration>,
}

impl TimeChange {
    /// Whether it sets what has no meaning without a start: a duration, or another zone than the host's.
    pub(super) fn adds_to_start(&self, host: Tz) -> bool {
        let other_zone = matches!(&self.zone, Patch::Set(zone) if zone.zone() != host);
        matches!(self.duration, Patch::Set(_)) || other_zone
    }
}

/// A change of closing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClosingChange {
    /// Whether answering is closed by hand; `None` keeps that.
    pub by_hand: Option<bool>,
    /// The last day on which answers count.
    pub answer_by: Patch<NaiveDate>,
    /// The last day that is cleared, if it is known: another one that somebody has set meanwhile stays.
    pub cleared: Option<NaiveDate>,
}

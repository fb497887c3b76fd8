//! What happened in a meeting.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::domain::{Availability, DateRange, Location, ParticipantId, ParticipantName, Title};

/// One entry of a meeting's timeline. Its number, counted within the meeting, is the meeting's
/// version after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// From 1, without gaps.
    pub number: u64,
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// Who did it.
    pub who: Actor,
    /// What is so since.
    pub event: Event,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A participant, for itself, with the name it had at the time.
    Participant(ParticipantId, ParticipantName),
    /// The organizer.
    Organizer,
    /// Anybody with the link.
    Guest,
}

/// What is so after a change; nothing that depends on who looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The meeting was made.
    Created {
        /// What it is about.
        title: Title,
        /// Where it will be.
        location: Location,
    },
    /// The date range was set.
    DatesSet {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
        /// The weekdays that are left out: 1 Monday to 7 Sunday.
        excluded_weekdays: Vec<u8>,
    },
    /// The title is another.
    TitleChanged {
        /// The new one.
        title: Title,
    },
    /// The location is another.
    LocationChanged {
        /// The new one.
        location: Location,
    },
    /// Somebody is in.
    Joined {
        /// Who.
        participant: ParticipantId,
        /// By which name.
        name: ParticipantName,
    },
    /// A participant is called otherwise.
    Renamed {
        /// Who.
        participant: ParticipantId,
        /// The new name.
        name: ParticipantName,
    },
    /// A participant is out, with all its dates.
    Removed {
        /// Who.
        participant: ParticipantId,
        /// The name at the time.
        name: ParticipantName,
    },
    /// Days of a participant were marked, in one stroke.
    Marked {
        /// Whose.
        participant: ParticipantId,
        /// The name at the time.
        name: ParticipantName,
        /// The days that changed and are free now.
        free: Vec<NaiveDate>,
        /// The days that changed and are busy now.
        busy: Vec<NaiveDate>,
        /// The days that changed and are starred now.
        starred: Vec<NaiveDate>,
        /// Whether it was said that all days work.
        all_days_work: bool,
    },
}

impl Event {
    /// The range that was set.
    #[must_use]
    pub fn dates_set(dates: &DateRange) -> Self {
        let (first, last) = (dates.first(), dates.last());
        Self::DatesSet { first, last, excluded_weekdays: dates.excluded().iso().collect() }
    }

    /// The days of `changed`, sorted by what they are now.
    #[must_use]
    pub fn marked(
        participant: ParticipantId,
        name: ParticipantName,
        changed: &[(NaiveDate, Availability)],
        all_days_work: bool,
    ) -> Self {
        let now = |wanted| {
            changed.iter().filter(|(_, availability)| *availability == wanted).map(|(day, _)| *day).collect()
        };
        Self::Marked {
            participant,
            name,
            free: now(Availability::Free),
            busy: now(Availability::Busy),
            starred: now(Availability::Starred),
            all_days_work,
        }
    }
}

//! A meeting with its participants, as one value.

use chrono::NaiveDate;
#[cfg(feature = "ssr")]
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{
    Availability, Closing, DateRange, Decision, Location, MeetingTime, Note, ParticipantName, Title, UrlCode,
};
#[cfg(feature = "ssr")]
use super::{Board, Entry};

/// The id of a participant, unique in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParticipantId(pub i64);

/// The id of a participant date (one participant on one day), unique in the database. API clients refer to a
/// day of a participant by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParticipantDateId(pub i64);

/// A meeting. It has at most 62 days and a few hundred people, so it is read as one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The code in the shared link.
    pub url_code: UrlCode,
    /// The number of the newest entry of the timeline.
    pub version: u64,
    /// The title.
    pub title: Title,
    /// The location.
    pub location: Location,
    /// The organizer's note.
    pub note: Note,
    /// The candidate days; `None` until they are set.
    pub dates: Option<DateRange>,
    /// The time of day; `None` for whole days.
    pub time: Option<MeetingTime>,
    /// What is set about closing.
    pub closing: Closing,
    /// The decision that stands.
    pub decision: Option<Decision>,
    /// The day of the last decision, if that was taken back.
    pub withdrawn: Option<NaiveDate>,
    /// The participants, in joining order.
    pub participants: Vec<Participant>,
    /// The day on which the meeting is deleted.
    pub expires_on: NaiveDate,
}

#[cfg(feature = "ssr")]
impl Meeting {
    /// The meeting and its `timeline` after further entries. `None` if they do not follow each other, or say less than
    /// a meeting holds: who joins gets ids of the database, and new dates another day of deletion.
    #[must_use]
    pub fn after(&self, timeline: Vec<Entry>, entries: &[Entry]) -> Option<(Self, Vec<Entry>)> {
        let mut board = Board::of(self, timeline);
        for entry in entries {
            if !entry.event.says_all() || board.apply(entry).is_err() {
                return None;
            }
        }
        let meeting = Self {
            url_code: self.url_code.clone(),
            version: board.version,
            title: board.title,
            location: board.location,
            note: board.note,
            dates: board.dates,
            time: board.time,
            closing: board.closing,
            decision: board.decision,
            withdrawn: self.withdrawn,
            participants: board.participants,
            expires_on: self.expires_on,
        };
        Some((meeting, board.timeline))
    }

    /// When it starts, in UTC, if day and time are known.
    #[must_use]
    pub fn starts_at(&self) -> Option<NaiveDateTime> {
        // A time that does not exist on the decided day is refused, unless clocks are changed by a new law later.
        super::start_on(self.decision.as_ref()?.date, self.time.as_ref()?).ok()
    }
}

/// A named participant of a meeting, with the availability on each candidate day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The id.
    pub id: ParticipantId,
    /// The name.
    pub name: ParticipantName,
    /// Whether the participant has marked a day or said "all days work".
    pub answered: bool,
    /// The availability on each candidate day, in order.
    #[serde(with = "letters")]
    pub days: Vec<Availability>,
}

/// Serde format for a participant's days: one string with a character per day.
mod letters {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Availability;

    pub(super) fn serialize<S: Serializer>(days: &[Availability], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&days.iter().map(|day| day.letter()).collect::<String>())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Availability>, D::Error> {
        String::deserialize(from)?
            .chars()
            .map(|letter| Availability::from_letter(letter).ok_or_else(|| D::Error::custom("no such mark")))
            .collect()
    }
}

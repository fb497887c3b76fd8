//! A meeting as a whole.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Availability, DateRange, Location, ParticipantName, Title, UrlCode};

/// The number of a participant, unique in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParticipantId(pub i64);

/// The number of one participant's date, unique in the database; programs name a day of somebody by
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateId(pub i64);

/// What is being planned. At most 62 days and a few hundred people, so it is read as one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// What the shared link names it by.
    pub url_code: UrlCode,
    /// The number of the newest entry of its timeline.
    pub version: u64,
    /// What it is about.
    pub title: Title,
    /// Where it will be.
    pub location: Location,
    /// The candidate days; none while nobody has set them.
    pub dates: Option<DateRange>,
    /// Who is in, in joining order.
    pub participants: Vec<Participant>,
    /// The day on which it is deleted.
    pub expires_on: NaiveDate,
}

/// A name in a meeting, with what it said about each candidate day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Its number.
    pub id: ParticipantId,
    /// What it is called.
    pub name: ParticipantName,
    /// Whether anything was marked, or "all days work" said.
    pub answered: bool,
    /// One for each candidate day, in order.
    #[serde(with = "letters")]
    pub days: Vec<Availability>,
}

/// A participant's days on the wire: one text, a character a day.
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

//! What a server tells a page that looks at a meeting, and how both write it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::{Board, Entry};

/// What happened in a meeting since a page last heard of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeetingUpdate {
    /// These entries of the timeline, in order and without gaps; perhaps none.
    Entries(Vec<Entry>),
    /// So much that the whole board is less.
    Whole(Box<Board>),
    /// The meeting was deleted.
    Gone,
}

/// The form of what a server tells a page: below 9, so that it is told from any text. Whoever changes a
/// type that goes over the wire raises it, and begins again after 8: pages stay open while servers are
/// replaced, but not for so long.
const WIRE_VERSION: u8 = 1;

/// MeetingUpdate as it goes over the wire, with the form that it has. A page cannot read another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    version: WireVersion,
    /// What is told.
    pub update: MeetingUpdate,
    /// The number of the comment that was written, where it is the answer to that.
    pub written: Option<u64>,
}

impl From<MeetingUpdate> for Envelope {
    fn from(update: MeetingUpdate) -> Self {
        Self { version: WireVersion, update, written: None }
    }
}

/// This build's [`WIRE_VERSION`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WireVersion;

impl Serialize for WireVersion {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(WIRE_VERSION)
    }
}

impl<'de> Deserialize<'de> for WireVersion {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match u8::deserialize(from)? {
            WIRE_VERSION => Ok(Self),
            _ => Err(serde::de::Error::custom("another form")),
        }
    }
}

/// What became of news that a page heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// It was taken over; these entries were new, perhaps none.
    New(Vec<Entry>),
    /// All that was known before is replaced.
    Whole,
    /// Something lies between: nothing was taken over, and the page has to ask for what it missed.
    Missed,
    /// The meeting was deleted.
    Gone,
}

impl MeetingUpdate {
    /// Takes it over into what a page knows. Entries may come twice, late, or not at all: what is known
    /// already changes nothing, and a gap is noticed.
    pub fn apply_to(self, board: &mut Board) -> Applied {
        match self {
            Self::Entries(mut entries) => {
                entries.retain(|entry| entry.number > board.version);
                let taken = entries.iter().try_for_each(|entry| board.apply(entry));
                taken.map_or(Applied::Missed, |()| Applied::New(entries))
            }
            Self::Whole(whole) => {
                *board = *whole;
                Applied::Whole
            }
            Self::Gone => Applied::Gone,
        }
    }
}

/// Writes a value as bytes: compact, and only readable by who knows its type.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // It fails for sequences of unknown length only, which none of ours are.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Reads what [`encode`] wrote; none where it is something else.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::domain::{
        Actor, Availability, CommentText, DateRange, Event, Location, Participant, ParticipantId,
        ParticipantName, Title, Weekdays,
    };

    /// All that can be told.
    fn everything() -> [MeetingUpdate; 3] {
        let name = ParticipantName::parse("Kit").unwrap();
        let day = |text: &str| text.parse().unwrap();
        let dates = DateRange::new(day("2026-12-01"), day("2026-12-03"), Weekdays::NONE).unwrap();
        let participant = ParticipantId(7);
        let marked = dates.days().zip(Availability::ALL).collect::<Vec<_>>();
        let events = [
            Event::Created { title: Title::default(), location: Location::default() },
            Event::DatesSet { dates },
            Event::TitleChanged { title: Title::default() },
            Event::LocationChanged { location: Location::default() },
            Event::Joined { participant, name: name.clone() },
            Event::Renamed { participant, before: name.clone(), name: name.clone() },
            Event::Removed { participant, name: name.clone() },
            Event::marked(participant, name.clone(), &marked, true),
            Event::Commented { name: name.clone(), text: CommentText::parse("hi").ok(), open: true },
            Event::CommentRemoved { comment: 9 },
        ];
        let actors = [Actor::Participant(participant, name.clone()), Actor::Organizer, Actor::Guest];
        let at = day("2026-12-01").and_hms_opt(9, 5, 0).unwrap();
        let entries: Vec<_> = (1..)
            .zip(events.into_iter().zip(actors.into_iter().cycle()))
            .map(|(number, (event, who))| Entry { number, at, who, event })
            .collect();
        let kit = Participant { id: participant, name, answered: true, days: Availability::ALL.to_vec() };
        let board = Board {
            version: 10,
            title: Title::default(),
            location: Location::default(),
            dates: Some(dates),
            participants: vec![kit],
            timeline: entries.clone(),
        };
        [MeetingUpdate::Entries(entries), MeetingUpdate::Whole(Box::new(board)), MeetingUpdate::Gone]
    }

    #[test]
    fn what_has_another_form_has_another_number() {
        let bytes: Vec<u8> =
            everything().into_iter().flat_map(|update| encode(&Envelope::from(update))).collect();
        let [.., first, second] = <[u8; 32]>::from(Sha256::digest(&bytes));
        // Where this fails, raise WIRE_VERSION, and write the new end of the hash here.
        assert_eq!((WIRE_VERSION, [first, second]), (1, [135, 216]));
    }

    #[test]
    fn a_page_does_not_read_another_form() {
        for update in everything() {
            let mut bytes = encode(&Envelope::from(update.clone()));
            assert_eq!(decode::<Envelope>(&bytes).unwrap().update, update);
            bytes[0] += 1;
            assert_eq!(decode::<Envelope>(&bytes), None);
        }
    }
}

//! The protocol of live updates: what the server sends to a page that shows a meeting, and its encoding.

use chrono::{DateTime, NaiveDateTime};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::{Board, Entry};

/// What happened in a meeting after the entry that a page has last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeetingUpdate {
    /// These entries of the timeline, in order and without gaps; perhaps none.
    Entries(Vec<Entry>),
    /// The whole board, because the entries would be more.
    Whole(Box<Board>),
    /// The meeting was deleted.
    Gone,
}

/// The version of the encoding. Raise it with every change of a type that is sent, and start again at 1
/// after 8: it has to stay below 9, so that no text begins with it. Pages stay open while servers are
/// replaced, but not for that many versions.
const WIRE_VERSION: u8 = 2;

/// An update as it is sent, with the version of its encoding. A page cannot decode another version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    version: WireVersion,
    /// The update.
    pub update: MeetingUpdate,
    /// The number of the new comment, in the response to adding one.
    pub written: Option<u64>,
}

impl From<MeetingUpdate> for Envelope {
    fn from(update: MeetingUpdate) -> Self {
        Self { version: WireVersion, update, written: None }
    }
}

/// Encoded as [`WIRE_VERSION`]; decoding fails for any other number.
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
            _ => Err(serde::de::Error::custom("another version")),
        }
    }
}

/// The first byte of a message that is no envelope: no version has this number.
const TIME: u8 = 0;

/// The message that tells a viewer that it has everything up to now, with the server's time in UTC. The browser's
/// clock may be wrong, and a page may come from a cache.
#[must_use]
pub fn encode_time(now: NaiveDateTime) -> Vec<u8> {
    encode(&(TIME, now.and_utc().timestamp()))
}

/// The time in a message that [`encode_time`] wrote; `None` if it is any other.
#[must_use]
pub fn decode_time(bytes: &[u8]) -> Option<NaiveDateTime> {
    let (TIME, seconds) = decode(bytes)? else { return None };
    DateTime::from_timestamp(seconds, 0).map(|now| now.naive_utc())
}

/// What applying an update to a board did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// It was applied; these entries were new, perhaps none.
    New(Vec<Entry>),
    /// The whole board was replaced.
    Whole,
    /// Entries are missing in between: nothing was applied, and the page has to ask for them.
    Missed,
    /// The meeting was deleted.
    Gone,
}

impl MeetingUpdate {
    /// Applies it to the board of a page. Updates may arrive twice, late, or not at all: entries that the
    /// board has already change nothing, and a gap is noticed.
    pub fn apply_to(self, board: &mut Board) -> Applied {
        match self {
            Self::Entries(mut entries) => {
                entries.retain(|entry| entry.number > board.version);
                let applied = entries.iter().try_for_each(|entry| board.apply(entry));
                applied.map_or(Applied::Missed, |()| Applied::New(entries))
            }
            Self::Whole(whole) => {
                *board = *whole;
                Applied::Whole
            }
            Self::Gone => Applied::Gone,
        }
    }
}

/// Encodes a value as bytes: compact, and only decodable with its type.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // It fails for sequences of unknown length only, which none of ours are.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Decodes what [`encode`] encoded; none if the bytes are anything else.
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
        Actor, AnswerBy, Availability, Closing, CommentText, DateRange, Decision, Duration, Event, Location,
        MeetingTime, Note, Participant, ParticipantId, ParticipantName, TimeOfDay, Title, Weekdays, ZoneName,
    };

    /// Every kind of update and event.
    fn everything() -> [MeetingUpdate; 3] {
        let name = ParticipantName::parse("Kit").unwrap();
        let day = |text: &str| text.parse().unwrap();
        let dates = DateRange::new(day("2026-12-01"), day("2026-12-03"), Weekdays::NONE).unwrap();
        let participant = ParticipantId(7);
        let marked = dates.days().zip(Availability::ALL).collect::<Vec<_>>();
        let at = day("2026-12-01").and_hms_opt(9, 5, 0).unwrap();
        let note = Note::parse("boots").unwrap();
        let time = MeetingTime {
            start: TimeOfDay::parse("19:30").unwrap(),
            zone: ZoneName::parse("Asia/Seoul").unwrap(),
            duration: Duration::from_minutes(120).ok(),
        };
        let answer_by = Some(AnswerBy { day: day("2026-11-30"), until: at });
        let closing = Closing { by_hand: true, answer_by };
        let decision =
            Decision { date: day("2026-12-02"), could: vec![participant], could_not: vec![ParticipantId(8)] };
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
            Event::NoteChanged { note: note.clone() },
            Event::TimeChanged { time: Some(time.clone()), starts_at: Some(at), closing },
            Event::ClosingChanged { closing },
            Event::Decided { decision: decision.clone(), starts_at: None },
            Event::DecisionWithdrawn { date: decision.date },
            Event::Unknown,
        ];
        let actors = [Actor::Participant(participant, name.clone()), Actor::Organizer, Actor::Guest];
        let entries: Vec<_> = (1..)
            .zip(events.into_iter().zip(actors.into_iter().cycle()))
            .map(|(number, (event, who))| Entry { number, at, who, event })
            .collect();
        let kit = Participant { id: participant, name, answered: true, days: Availability::ALL.to_vec() };
        let board = Board {
            version: 10,
            title: Title::default(),
            location: Location::default(),
            note,
            dates: Some(dates),
            time: Some(time),
            closing,
            decision: Some(decision),
            starts_at: Some(at),
            participants: vec![kit],
            timeline: entries.clone(),
        };
        [MeetingUpdate::Entries(entries), MeetingUpdate::Whole(Box::new(board)), MeetingUpdate::Gone]
    }

    #[test]
    fn another_encoding_has_another_version() {
        let bytes: Vec<u8> =
            everything().into_iter().flat_map(|update| encode(&Envelope::from(update))).collect();
        let [.., first, second] = <[u8; 32]>::from(Sha256::digest(&bytes));
        // If this fails, raise WIRE_VERSION and write the new end of the hash here.
        assert_eq!((WIRE_VERSION, [first, second]), (2, [97, 65]));
    }

    #[test]
    fn a_time_is_told_from_an_update() {
        let now = "2026-12-01T09:05:00".parse().unwrap();
        assert_eq!(decode_time(&encode_time(now)), Some(now));
        assert!(decode::<Envelope>(&encode_time(now)).is_none());
        for update in everything() {
            assert_eq!(decode_time(&encode(&Envelope::from(update))), None);
        }
    }

    #[test]
    fn another_version_is_not_decoded() {
        for update in everything() {
            let mut bytes = encode(&Envelope::from(update.clone()));
            assert_eq!(decode::<Envelope>(&bytes).unwrap().update, update);
            bytes[0] += 1;
            assert_eq!(decode::<Envelope>(&bytes), None);
        }
    }
}

//! The timeline of a meeting: its entries and events, and how they are grouped for reading.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{
    Availability, Closing, CommentText, DateRange, Decision, Location, MeetingTime, Note, ParticipantId,
    ParticipantName, Title, format,
};

/// One entry of a meeting's timeline. Entries are numbered within the meeting; the meeting's version is the
/// number of its newest entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The number, from 1, without gaps.
    pub number: u64,
    /// The time in UTC, to the second.
    #[serde(with = "format::seconds")]
    pub at: NaiveDateTime,
    /// Who made the change.
    pub who: Actor,
    /// The state after the change.
    pub event: Event,
}

/// Who made a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A participant who changed their own data or comments, with the name at the time.
    Participant(ParticipantId, ParticipantName),
    /// The organizer.
    Organizer,
    /// Anybody else with the link.
    Guest,
}

/// A change, as the state after it; it contains nothing that depends on the viewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The meeting was created.
    Created {
        /// The title.
        title: Title,
        /// The location.
        location: Location,
    },
    /// The date range was set.
    DatesSet {
        /// The candidate days.
        dates: DateRange,
    },
    /// The title was changed.
    TitleChanged {
        /// The new title.
        title: Title,
    },
    /// The location was changed.
    LocationChanged {
        /// The new location.
        location: Location,
    },
    /// A participant joined.
    Joined {
        /// The participant.
        participant: ParticipantId,
        /// The name they joined with.
        name: ParticipantName,
    },
    /// A participant was renamed.
    Renamed {
        /// The participant.
        participant: ParticipantId,
        /// The previous name.
        before: ParticipantName,
        /// The new name.
        name: ParticipantName,
    },
    /// A participant was removed, with all of its dates.
    Removed {
        /// The participant.
        participant: ParticipantId,
        /// The name at the time.
        name: ParticipantName,
    },
    /// Days of a participant were marked, in one stroke.
    Marked {
        /// The participant.
        participant: ParticipantId,
        /// The name at the time.
        name: ParticipantName,
        /// The days that changed to free.
        #[serde(with = "format::days")]
        free: Vec<NaiveDate>,
        /// The days that changed to busy.
        #[serde(with = "format::days")]
        busy: Vec<NaiveDate>,
        /// The days that changed to starred.
        #[serde(with = "format::days")]
        starred: Vec<NaiveDate>,
        /// Whether this was "all days work".
        all_days_work: bool,
    },
    /// Somebody commented.
    Commented {
        /// The author: a participant's name at the time, or a typed name.
        name: ParticipantName,
        /// The text; `None` once the comment was removed.
        text: Option<CommentText>,
        /// Whether it was written without a device, so that anybody with the link may remove it.
        open: bool,
    },
    /// The text of a comment was removed.
    CommentRemoved {
        /// The number of the comment's timeline entry.
        comment: u64,
    },
    /// The note was changed.
    NoteChanged {
        /// The new note.
        note: Note,
    },
    /// The time of the meeting was changed.
    TimeChanged {
        /// The new time; `None` for a whole day.
        time: Option<MeetingTime>,
        /// When the meeting starts, in UTC, if day and time are known.
        #[serde(with = "format::optional_seconds")]
        starts_at: Option<NaiveDateTime>,
        /// What is set about closing: an answer-by day ends with the day of the meeting's zone.
        closing: Closing,
    },
    /// Answering was closed or opened, or the answer-by day changed.
    ClosingChanged {
        /// What is set now.
        closing: Closing,
    },
    /// The organizer decided on a day.
    Decided {
        /// The decision.
        decision: Decision,
        /// When the meeting starts, in UTC, if it has a time.
        #[serde(with = "format::optional_seconds")]
        starts_at: Option<NaiveDateTime>,
    },
    /// The decision was taken back.
    DecisionWithdrawn {
        /// The day that is no longer decided.
        #[serde(with = "format::one_day")]
        date: NaiveDate,
    },
    /// Something that this version of the program does not know: a newer server wrote it.
    Unknown,
}

impl Event {
    /// Whether the event says all that changed of the meeting, so that who has the meeting before it need not read
    /// the meeting again.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn says_all(&self) -> bool {
        match self {
            Self::TitleChanged { .. }
            | Self::LocationChanged { .. }
            | Self::NoteChanged { .. }
            | Self::TimeChanged { .. }
            | Self::ClosingChanged { .. }
            | Self::Renamed { .. }
            | Self::Marked { .. }
            | Self::Commented { .. }
            | Self::CommentRemoved { .. } => true,
            Self::Created { .. }
            | Self::DatesSet { .. }
            | Self::Joined { .. }
            | Self::Removed { .. }
            | Self::Decided { .. }
            | Self::DecisionWithdrawn { .. }
            | Self::Unknown => false,
        }
    }

    /// A [`Self::Marked`] event for the `changed` days, grouped by their new availability.
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

/// Strokes by the same actor that are less than this many minutes apart are shown as one entry.
const MERGED_MINUTES: i64 = 10;

/// The timeline as people read it, newest first. Consecutive strokes of one actor for one participant that
/// follow each other closely are merged into one entry, with the number and the time of the last one. The
/// removal of a comment is not an entry of its own: it shows at the comment.
#[must_use]
pub fn merged_for_display(timeline: &[Entry]) -> Vec<Entry> {
    let mut read: Vec<Entry> = Vec::new();
    for entry in timeline {
        if matches!(entry.event, Event::CommentRemoved { .. }) {
            continue;
        }
        match read.last_mut().and_then(|last| merged(last, entry)) {
            Some(event) => {
                if let Some(last) = read.last_mut() {
                    *last = Entry { event, ..entry.clone() };
                }
            }
            None => read.push(entry.clone()),
        }
    }
    read.reverse();
    read
}

/// Merges two strokes into one event if they have the same participant and actor and are close in time.
fn merged(earlier: &Entry, later: &Entry) -> Option<Event> {
    let (
        Event::Marked { participant: one, all_days_work: all, .. },
        Event::Marked { participant, name, busy, all_days_work, .. },
    ) = (&earlier.event, &later.event)
    else {
        return None;
    };
    let near = (later.at - earlier.at).num_minutes() < MERGED_MINUTES;
    if one != participant || !near || !is_same_actor(&earlier.who, &later.who) {
        return None;
    }
    let mut days = marked_days(&earlier.event);
    for (day, now) in marked_days(&later.event) {
        days.retain(|(other, _)| *other != day);
        days.push((day, now));
    }
    // "All days work" stays true until a day becomes busy again.
    let all_days_work = *all_days_work || *all && busy.is_empty();
    Some(Event::marked(*participant, name.clone(), &days, all_days_work))
}

fn is_same_actor(one: &Actor, other: &Actor) -> bool {
    match (one, other) {
        // Compares ids only: the name may have changed in between.
        (Actor::Participant(one, _), Actor::Participant(other, _)) => one == other,
        _ => one == other,
    }
}

/// The days that a stroke changed, with their new availability.
fn marked_days(event: &Event) -> Vec<(NaiveDate, Availability)> {
    let Event::Marked { free, busy, starred, .. } = event else { return Vec::new() };
    let of = |days: &[NaiveDate], now| days.iter().map(|day| (*day, now)).collect::<Vec<_>>();
    [of(free, Availability::Free), of(busy, Availability::Busy), of(starred, Availability::Starred)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, number).unwrap()
    }

    fn stroke(number: u64, minute: u32, busy: &[u32], free: &[u32]) -> Entry {
        let days = busy.iter().map(|number| (day(*number), Availability::Busy));
        let days: Vec<_> = days.chain(free.iter().map(|number| (day(*number), Availability::Free))).collect();
        let (kit, name) = (ParticipantId(1), ParticipantName::parse("Kit").unwrap());
        Entry {
            number,
            at: day(1).and_hms_opt(9, minute, 0).unwrap(),
            who: Actor::Participant(kit, name.clone()),
            event: Event::marked(kit, name, &days, false),
        }
    }

    fn busy_and_free(entry: &Entry) -> (usize, usize) {
        let Event::Marked { busy, free, .. } = &entry.event else { panic!("no stroke") };
        (busy.len(), free.len())
    }

    #[test]
    fn strokes_of_one_sitting_are_read_as_one() {
        let read = merged_for_display(&[
            stroke(1, 0, &[1, 2], &[]),
            stroke(2, 1, &[3], &[1]),
            stroke(3, 20, &[1], &[]),
        ]);
        assert_eq!(read.iter().map(|entry| entry.number).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(busy_and_free(&read[0]), (1, 0));
        assert_eq!(busy_and_free(&read[1]), (2, 1));
    }

    #[test]
    fn all_days_work_until_one_is_busy_again() {
        let all = |number, event| match event {
            Event::Marked { participant, name, .. } => {
                let free = [(day(5), Availability::Free)];
                Entry { event: Event::marked(participant, name, &free, true), ..stroke(number, 2, &[], &[]) }
            }
            event => panic!("no stroke: {event:?}"),
        };
        let works = |read: &[Entry]| matches!(read[0].event, Event::Marked { all_days_work: true, .. });
        let starred = stroke(1, 0, &[5], &[]);
        let all_work = all(2, starred.event.clone());
        assert!(works(&merged_for_display(&[starred.clone(), all_work.clone()])));
        assert!(works(&merged_for_display(&[starred.clone(), all_work.clone(), stroke(3, 3, &[], &[6])])));
        let undone = merged_for_display(&[starred, all_work, stroke(3, 3, &[5], &[])]);
        assert!(!works(&undone));
        assert_eq!(busy_and_free(&undone[0]), (1, 0));
    }

    #[test]
    fn strokes_of_different_hands_are_read_apart() {
        let organizers = Entry { who: Actor::Organizer, ..stroke(2, 0, &[4], &[]) };
        assert_eq!(merged_for_display(&[stroke(1, 0, &[1], &[]), organizers]).len(), 2);
    }

    #[test]
    fn a_removed_comment_is_said_where_it_was() {
        let name = ParticipantName::parse("Kit").unwrap();
        let comment = Event::Commented { name, text: None, open: false };
        let entries = [
            Entry { event: comment, ..stroke(1, 0, &[], &[]) },
            Entry { event: Event::CommentRemoved { comment: 1 }, ..stroke(2, 0, &[], &[]) },
        ];
        assert_eq!(merged_for_display(&entries), entries[..1]);
    }
}

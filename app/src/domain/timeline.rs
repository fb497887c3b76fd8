//! What happened in a meeting.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Availability, CommentText, DateRange, Location, ParticipantId, ParticipantName, Title, format};

/// One entry of a meeting's timeline. Its number, counted within the meeting, is the meeting's
/// version after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, without gaps.
    pub number: u64,
    /// When, in UTC, to the second.
    #[serde(with = "format::seconds")]
    pub at: NaiveDateTime,
    /// Who did it.
    pub who: Actor,
    /// What is so since.
    pub event: Event,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(rename_all = "snake_case")]
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
        /// The candidate days.
        dates: DateRange,
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
        /// The name until then.
        before: ParticipantName,
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
        #[serde(with = "format::days")]
        free: Vec<NaiveDate>,
        /// The days that changed and are busy now.
        #[serde(with = "format::days")]
        busy: Vec<NaiveDate>,
        /// The days that changed and are starred now.
        #[serde(with = "format::days")]
        starred: Vec<NaiveDate>,
        /// Whether it was said that all days work.
        all_days_work: bool,
    },
    /// Somebody said something.
    Commented {
        /// Who signed it: a participant by its name at the time, or a name that was typed.
        name: ParticipantName,
        /// What was said; nothing once it was removed.
        text: Option<CommentText>,
        /// Whether it was written without a device, so that anybody with the link may remove it.
        open: bool,
    },
    /// A comment lost its text.
    CommentRemoved {
        /// The number of the comment's entry.
        comment: u64,
    },
}

impl Event {
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

/// How long after a stroke another one of the same hand still counts as the same, in minutes.
const ONE_SITTING: i64 = 10;

/// The timeline as people read it, the newest first: what one hand marks of one participant in one
/// sitting is one entry, with the number and the time of the last stroke. That a comment was removed
/// is said where the comment was.
#[must_use]
pub fn as_read(timeline: &[Entry]) -> Vec<Entry> {
    let mut read: Vec<Entry> = Vec::new();
    for entry in timeline {
        if matches!(entry.event, Event::CommentRemoved { .. }) {
            continue;
        }
        match read.last_mut().and_then(|last| together(last, entry)) {
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

/// Two strokes as one, where they are of one hand and one sitting.
fn together(earlier: &Entry, later: &Entry) -> Option<Event> {
    let (
        Event::Marked { participant: one, all_days_work: all, .. },
        Event::Marked { participant, name, busy, all_days_work, .. },
    ) = (&earlier.event, &later.event)
    else {
        return None;
    };
    let near = (later.at - earlier.at).num_minutes() < ONE_SITTING;
    if one != participant || !near || !same_hand(&earlier.who, &later.who) {
        return None;
    }
    let mut days = marked_days(&earlier.event);
    for (day, now) in marked_days(&later.event) {
        days.retain(|(other, _)| *other != day);
        days.push((day, now));
    }
    // They do until a day is busy again.
    let all_days_work = *all_days_work || *all && busy.is_empty();
    Some(Event::marked(*participant, name.clone(), &days, all_days_work))
}

fn same_hand(one: &Actor, other: &Actor) -> bool {
    match (one, other) {
        // The name may have changed between.
        (Actor::Participant(one, _), Actor::Participant(other, _)) => one == other,
        _ => one == other,
    }
}

/// What a stroke made of which day.
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
        let read = as_read(&[stroke(1, 0, &[1, 2], &[]), stroke(2, 1, &[3], &[1]), stroke(3, 20, &[1], &[])]);
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
        assert!(works(&as_read(&[starred.clone(), all_work.clone()])));
        assert!(works(&as_read(&[starred.clone(), all_work.clone(), stroke(3, 3, &[], &[6])])));
        let undone = as_read(&[starred, all_work, stroke(3, 3, &[5], &[])]);
        assert!(!works(&undone));
        assert_eq!(busy_and_free(&undone[0]), (1, 0));
    }

    #[test]
    fn strokes_of_different_hands_are_read_apart() {
        let organizers = Entry { who: Actor::Organizer, ..stroke(2, 0, &[4], &[]) };
        assert_eq!(as_read(&[stroke(1, 0, &[1], &[]), organizers]).len(), 2);
    }

    #[test]
    fn a_removed_comment_is_said_where_it_was() {
        let name = ParticipantName::parse("Kit").unwrap();
        let comment = Event::Commented { name, text: None, open: false };
        let entries = [
            Entry { event: comment, ..stroke(1, 0, &[], &[]) },
            Entry { event: Event::CommentRemoved { comment: 1 }, ..stroke(2, 0, &[], &[]) },
        ];
        assert_eq!(as_read(&entries), entries[..1]);
    }
}

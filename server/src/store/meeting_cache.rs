//! Meetings that were read lately.
//!
//! Nothing is read from here without a statement that reads the meeting's version (see `reading`); only the answer to a
//! change, whose version is known, needs none. So a read after a change through any process is as fresh as one of the
//! whole meeting, for the price of one row.

use std::cmp::Ordering;
use std::sync::Arc;

use app::domain::{
    Availability, ENTRIES_WITH_BOARD, Entry, Event, Meeting, Participant, ParticipantDateId, ParticipantId,
    ParticipantName, UrlCode,
};
use app::meetings::{
    Access, LockedMeeting, LockedParticipant, MeetingForViewer, MeetingWithDateIds, StoredTimeline,
};
use chrono::{NaiveDateTime, Timelike};

use super::rows::ReadMeeting;
use crate::byte_cache::{ByteCache, Weigh};

/// The cache, by url code.
pub(super) type MeetingCache = ByteCache<UrlCode, CachedMeeting>;

/// What is the same for all viewers of a meeting.
#[derive(Debug, Clone)]
pub(super) struct CachedMeeting {
    pub(super) meeting: MeetingWithDateIds,
    /// The second in which the newest entry of its timeline was written: after a backup is restored, a version may come
    /// twice.
    pub(super) changed_at: Option<NaiveDateTime>,
    /// Whether it is open.
    is_open: bool,
    /// Whether each participant is open.
    are_open: Arc<Vec<bool>>,
    /// Whether names are reserved in it. Joining and renaming take them, after which it is read again.
    pub(super) has_reserved_names: bool,
    /// What only the page shows; read when it is shown for the first time.
    pub(super) on_page: Option<OnPage>,
}

/// What only the page of a meeting shows.
#[derive(Debug, Clone)]
pub(super) struct OnPage {
    /// The newest entries of the timeline.
    pub(super) timeline: StoredTimeline,
    /// The reserved names, in order.
    pub(super) reserved: Arc<Vec<ParticipantName>>,
}

impl CachedMeeting {
    /// What is to be kept of a meeting that was read.
    pub(super) fn of(read: &ReadMeeting) -> Self {
        Self {
            meeting: read.meeting.clone(),
            changed_at: read.changed_at.map(whole_seconds),
            is_open: read.access.open,
            are_open: Arc::new(read.participants.iter().map(|access| access.open).collect()),
            has_reserved_names: read.has_reserved_names,
            on_page: None,
        }
    }

    /// Whether the other one was read at the same version.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        (self.version(), self.changed_at) == (other.version(), other.changed_at)
    }

    /// The number of the oldest comment that the page shows.
    pub(super) fn first_comment(&self) -> Option<u64> {
        self.on_page.as_ref()?.timeline.first_comment()
    }

    /// The same meeting, with what only the page shows.
    pub(super) fn shown_on_page(self, on_page: OnPage) -> Self {
        Self { on_page: Some(on_page), ..self }
    }

    /// Its version.
    pub(super) fn version(&self) -> u64 {
        self.meeting.meeting.version
    }

    /// The same meeting after further entries. `None` if it has to be read again.
    pub(super) fn after(&self, entries: &[Entry]) -> Option<Self> {
        let changed_at = entries.last()?.at;
        let is_renaming = |entry: &Entry| matches!(entry.event, Event::Renamed { .. });
        if self.has_reserved_names && entries.iter().any(is_renaming) {
            return None;
        }
        let timeline = self.on_page.as_ref().map(|on_page| on_page.timeline.entries()).unwrap_or_default();
        let (meeting, mut timeline) = self.meeting.meeting.after(timeline, entries)?;
        let on_page = self.on_page.as_ref().map(|OnPage { reserved, .. }| {
            let newest = timeline.split_off(timeline.len().saturating_sub(ENTRIES_WITH_BOARD as usize));
            OnPage { timeline: StoredTimeline::of(&newest), reserved: Arc::clone(reserved) }
        });
        let date_ids = Arc::clone(&self.meeting.date_ids);
        let meeting = MeetingWithDateIds { meeting: Arc::new(meeting), date_ids };
        Some(Self { meeting, changed_at: Some(whole_seconds(changed_at)), on_page, ..self.clone() })
    }
}

/// A cached meeting that is current, and what the requester's device owns of it.
pub(super) struct KnownMeeting {
    pub(super) cached: CachedMeeting,
    /// Whether it owns the meeting itself.
    pub(super) owns: bool,
    /// The ids of its participants.
    pub(super) own_participants: Vec<i64>,
    /// The numbers of its comments.
    pub(super) own_comments: Vec<u64>,
}

impl KnownMeeting {
    /// The meeting for its viewer.
    pub(super) fn for_viewer(&self) -> MeetingForViewer {
        let meeting = &self.cached.meeting.meeting;
        let people = meeting.participants.iter().zip(self.cached.are_open.iter());
        let own = |id: ParticipantId| self.own_participants.contains(&id.0);
        MeetingForViewer {
            meeting: Arc::clone(meeting),
            access: self.access(),
            participants: people.map(|(one, open)| Access { open: *open, own: own(one.id) }).collect(),
        }
    }

    fn access(&self) -> Access {
        Access { open: self.cached.is_open, own: self.owns }
    }

    /// The meeting for a change, while it is locked.
    pub(super) fn locked_meeting(&self) -> LockedMeeting {
        let meeting = &*self.cached.meeting.meeting;
        LockedMeeting {
            url_code: meeting.url_code.clone(),
            version: meeting.version + 1,
            title: meeting.title.clone(),
            location: meeting.location.clone(),
            note: meeting.note.clone(),
            dates: meeting.dates,
            time: meeting.time.clone(),
            closing: meeting.closing,
            decision: meeting.decision.clone(),
            withdrawn: meeting.withdrawn,
            access: self.access(),
        }
    }

    /// A participant, and the availability on each candidate day.
    pub(super) fn participant(&self, id: ParticipantId) -> Option<(LockedParticipant, &[Availability])> {
        let index = self.cached.meeting.meeting.participants.iter().position(|one| one.id == id)?;
        self.participant_at(index)
    }

    /// The participant to whom a date belongs, the availability on each candidate day, and which of these it is.
    pub(super) fn date(
        &self,
        date: ParticipantDateId,
    ) -> Option<(LockedParticipant, &[Availability], usize)> {
        let ids = self.cached.meeting.date_ids.iter();
        let places = ids.map(|ids| ids.iter().position(|id| id == date));
        let (index, place) = places.enumerate().find_map(|(index, place)| Some((index, place?)))?;
        let (participant, days) = self.participant_at(index)?;
        Some((participant, days, place))
    }

    fn participant_at(&self, index: usize) -> Option<(LockedParticipant, &[Availability])> {
        let Participant { id, name, answered, days } = self.cached.meeting.meeting.participants.get(index)?;
        let open = *self.cached.are_open.get(index)?;
        let access = Access { open, own: self.own_participants.contains(&id.0) };
        Some((LockedParticipant { id: *id, name: name.clone(), answered: *answered, access }, days))
    }
}

/// Keeps a meeting that was read, unless it is kept already: all share one then, and what is made of it.
pub(super) fn keep(cache: &MeetingCache, new: CachedMeeting) -> CachedMeeting {
    let url_code = &new.meeting.meeting.url_code;
    match cache.get(url_code).filter(|kept| kept.is_same_as(&new)) {
        Some(kept) if kept.on_page.is_some() || new.on_page.is_none() => kept,
        Some(kept) => insert(cache, CachedMeeting { on_page: new.on_page, ..kept }),
        None => insert(cache, new),
    }
}

fn insert(cache: &MeetingCache, new: CachedMeeting) -> CachedMeeting {
    cache.insert(new.meeting.meeting.url_code.clone(), new.clone());
    new
}

/// Lets a cached meeting follow a change that was just committed, or removes it if it has to be read again. One that is
/// behind is left to catch up by its timeline when it is read.
pub(super) fn follow_change(cache: &MeetingCache, url_code: &UrlCode, entries: &[Entry]) {
    let (Some(first), Some(last), Some(cached)) = (entries.first(), entries.last(), cache.get(url_code))
    else {
        return;
    };
    let was_read_since = (cached.version(), cached.changed_at) == (last.number, Some(whole_seconds(last.at)));
    let followed = match first.number.cmp(&(cached.version() + 1)) {
        Ordering::Equal => cached.after(entries),
        Ordering::Less if !was_read_since => None,
        _ => return,
    };
    match followed {
        Some(followed) => drop(keep(cache, followed)),
        None => cache.remove(url_code),
    }
}

/// A time without the part of its second, which not all engines store.
pub(super) fn whole_seconds(at: NaiveDateTime) -> NaiveDateTime {
    at.with_nanosecond(0).unwrap_or(at)
}

impl Weigh for CachedMeeting {
    fn bytes(&self) -> usize {
        let Meeting { participants, note, title, location, .. } = &*self.meeting.meeting;
        let texts = note.as_str().len() + title.as_str().len() + location.as_str().len();
        let people = participants.iter().zip(self.meeting.date_ids.iter()).map(|(one, ids)| {
            // One byte says whether it is open.
            let text_and_days = one.name.as_str().len() + one.days.len();
            size_of_val(one) + size_of_val(ids) + text_and_days + ids.heap_bytes() + 1
        });
        let on_page = self.on_page.iter().map(|OnPage { timeline, reserved }| {
            let names = reserved.iter().map(|name| size_of_val(name) + name.as_str().len());
            timeline.heap_bytes() + names.sum::<usize>()
        });
        size_of::<Self>() + size_of::<Meeting>() + texts + people.sum::<usize>() + on_page.sum::<usize>()
    }
}

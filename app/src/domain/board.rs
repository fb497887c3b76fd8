//! The board: the part of a meeting that all of its live viewers share and that timeline entries update.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{
    Availability, Closing, DateRange, Decision, Entry, Event, Location, MeetingTime, Note, Participant,
    ParticipantId, Title, format,
};

#[cfg(feature = "ssr")]
use super::Meeting;

/// How many timeline entries are sent with a board.
pub const ENTRIES_WITH_BOARD: u32 = 30;

/// The maximum number of entries that a board keeps while it applies new ones.
const MAX_ENTRIES: usize = 200;

/// The part of a meeting that changes while people view it; it is the same for every viewer.
///
/// Applying every timeline entry in order results in the same board as reading the meeting again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The number of the newest entry of the timeline.
    pub version: u64,
    /// The title of the meeting.
    pub title: Title,
    /// The location of the meeting.
    pub location: Location,
    /// The organizer's note.
    pub note: Note,
    /// The candidate days; `None` until they are set.
    pub dates: Option<DateRange>,
    /// The time of day; `None` for whole days.
    pub time: Option<MeetingTime>,
    /// What is set about closing.
    pub closing: Closing,
    /// The decision; `None` until there is one, and after it was taken back.
    pub decision: Option<Decision>,
    /// When the meeting starts, in UTC, if day and time are known.
    #[serde(with = "format::optional_seconds")]
    pub starts_at: Option<NaiveDateTime>,
    /// The participants, in joining order.
    pub participants: Vec<Participant>,
    /// The newest entries of the timeline, in order.
    pub timeline: Vec<Entry>,
}

/// The entries between the board's version and the applied entry are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed;

impl Board {
    /// The board of a meeting with the newest entries of its timeline.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn of(meeting: &Meeting, timeline: Vec<Entry>) -> Self {
        let starts_at = meeting.starts_at();
        let Meeting { version, title, location, note, dates, time, closing, decision, participants, .. } =
            meeting.clone();
        Self {
            version,
            title,
            location,
            note,
            dates,
            time,
            closing,
            decision,
            starts_at,
            participants,
            timeline,
        }
    }

    /// Applies the next timeline entry; an entry that the board already contains changes nothing.
    ///
    /// # Errors
    /// [`Missed`] if there are entries between the board's version and this entry.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Missed> {
        if entry.number <= self.version {
            return Ok(());
        }
        if entry.number > self.version + 1 {
            return Err(Missed);
        }
        self.version = entry.number;
        self.apply_event(&entry.event);
        self.timeline.push(entry.clone());
        if self.timeline.len() > MAX_ENTRIES {
            self.timeline.remove(0);
        }
        Ok(())
    }

    fn apply_event(&mut self, event: &Event) {
        match event {
            Event::Created { title, location } => {
                self.title = title.clone();
                self.location = location.clone();
            }
            Event::DatesSet { dates } => self.dates = Some(*dates),
            Event::TitleChanged { title } => self.title = title.clone(),
            Event::LocationChanged { location } => self.location = location.clone(),
            Event::Joined { participant, name } => {
                let days = self.dates.map_or(0, |dates| dates.len());
                self.participants.push(Participant {
                    id: *participant,
                    name: name.clone(),
                    answered: false,
                    days: vec![Availability::Free; days],
                });
            }
            Event::Renamed { participant, name, .. } => {
                if let Some(one) = self.participant(*participant) {
                    one.name = name.clone();
                }
            }
            Event::Removed { participant, .. } => self.participants.retain(|one| one.id != *participant),
            Event::Marked { participant, free, busy, starred, .. } => {
                let Some(dates) = self.dates else { return };
                let Some(one) = self.participant(*participant) else { return };
                one.answered = true;
                let now = [
                    (free, Availability::Free),
                    (busy, Availability::Busy),
                    (starred, Availability::Starred),
                ];
                for (days, availability) in now {
                    for index in days.iter().filter_map(|day| dates.position(*day)) {
                        if let Some(day) = one.days.get_mut(index) {
                            *day = availability;
                        }
                    }
                }
            }
            Event::Commented { .. } | Event::Unknown => {}
            Event::NoteChanged { note } => self.note = note.clone(),
            Event::TimeChanged { time, starts_at, closing } => {
                self.time.clone_from(time);
                self.starts_at = *starts_at;
                self.closing = *closing;
            }
            Event::ClosingChanged { closing } => self.closing = *closing,
            Event::Decided { decision, starts_at } => {
                self.decision = Some(decision.clone());
                self.starts_at = *starts_at;
            }
            Event::DecisionWithdrawn { .. } => {
                self.decision = None;
                self.starts_at = None;
            }
            Event::CommentRemoved { comment } => {
                for entry in self.timeline.iter_mut().filter(|entry| entry.number == *comment) {
                    if let Event::Commented { text, .. } = &mut entry.event {
                        *text = None;
                    }
                }
            }
        }
    }

    fn participant(&mut self, id: ParticipantId) -> Option<&mut Participant> {
        self.participants.iter_mut().find(|one| one.id == id)
    }
}

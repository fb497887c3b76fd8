//! The sentences for timeline entries, as HTML.

use super::Language;
use super::html::typed;
use crate::domain::{Actor, Closing, Entry, Event, MeetingTime};

impl Language {
    /// An entry of the timeline as a sentence in HTML, which names who did it if it is about somebody else.
    #[must_use]
    pub fn entry_sentence(self, entry: &Entry) -> String {
        let texts = self.live();
        let sentence = match &entry.event {
            Event::Created { .. } => texts.created().to_owned(),
            Event::DatesSet { dates } => format!("{}: {}", texts.dates(), self.range(dates)),
            Event::TitleChanged { title } => format!("{}: {}", texts.title(), or_none(title.as_str())),
            Event::LocationChanged { location } => {
                format!("{}: {}", texts.location(), or_none(location.as_str()))
            }
            Event::Joined { name, .. } => texts.joined(&typed(name.as_str())),
            Event::Renamed { before, name, .. } => {
                texts.renamed(&typed(before.as_str()), &typed(name.as_str()))
            }
            Event::Removed { name, .. } => texts.removed(&typed(name.as_str())),
            Event::Marked { name, all_days_work: true, .. } => texts.all_days_work_for(&typed(name.as_str())),
            Event::Marked { name, free, busy, starred, .. } => {
                let days = self.day_numbers([free.len(), busy.len(), starred.len()]);
                if days.is_empty() {
                    texts.marked_nothing(&typed(name.as_str()))
                } else {
                    texts.marked(&typed(name.as_str()), &days)
                }
            }
            Event::Commented { name, text: Some(text), .. } => {
                format!("{}: {}", typed(name.as_str()), typed(text.as_str()))
            }
            Event::Commented { text: None, .. } | Event::CommentRemoved { .. } => {
                texts.comment_removed().to_owned()
            }
            Event::NoteChanged { note } => format!("{}: {}", texts.note(), or_none(note.as_str())),
            Event::TimeChanged { time, .. } => format!("{}: {}", texts.time(), self.time(time.as_ref())),
            Event::ClosingChanged { closing: Closing { by_hand: true, .. } } => {
                texts.answering_closed().to_owned()
            }
            Event::ClosingChanged { closing: Closing { answer_by: Some(answer_by), .. } } => {
                texts.answer_until(&self.day(answer_by.day))
            }
            Event::ClosingChanged { .. } => texts.answering_open().to_owned(),
            Event::Decided { decision, .. } => texts.decided(&self.day(decision.date)),
            Event::DecisionWithdrawn { date } => texts.withdrawn(&self.day(*date)),
            Event::Unknown => texts.unknown_event().to_owned(),
        };
        let about = match &entry.event {
            Event::Renamed { .. } | Event::Removed { .. } | Event::Marked { .. } => &entry.who,
            _ => return sentence,
        };
        match about {
            Actor::Organizer => format!("{sentence} ({})", texts.organizer()),
            Actor::Participant(..) | Actor::Guest => sentence,
        }
    }
}

impl Language {
    /// How many days are free, busy and starred; only those that are some.
    #[must_use]
    pub fn day_numbers(self, [free, busy, starred]: [usize; 3]) -> String {
        let texts = self.live();
        let days = [
            (busy > 0).then(|| texts.marked_busy(busy)),
            (starred > 0).then(|| texts.marked_starred(starred)),
            (free > 0).then(|| texts.marked_free(free)),
        ];
        self.row(&days.into_iter().flatten().collect::<Vec<_>>())
    }

    /// The time of a meeting: "19:30 (Asia/Seoul), 120 minutes", or that it is a whole day.
    #[must_use]
    pub fn time(self, time: Option<&MeetingTime>) -> String {
        let texts = self.live();
        let Some(MeetingTime { start, zone, duration }) = time else { return texts.whole_day().to_owned() };
        let start = format!("{start} (<span translate=no>{}</span>)", zone.as_str());
        match duration {
            Some(duration) => self.row(&[start, texts.minutes(duration.minutes().into())]),
            None => start,
        }
    }
}

/// A text, or a sign for none.
fn or_none(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { typed(text) }
}

//! The sentences for timeline entries, as HTML.

use super::Language;
use super::html::typed;
use crate::domain::{Actor, Entry, Event};

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
                let days = [
                    (!busy.is_empty()).then(|| texts.marked_busy(busy.len())),
                    (!starred.is_empty()).then(|| texts.marked_starred(starred.len())),
                    (!free.is_empty()).then(|| texts.marked_free(free.len())),
                ];
                let days = days.into_iter().flatten().collect::<Vec<_>>();
                if days.is_empty() {
                    texts.marked_nothing(&typed(name.as_str()))
                } else {
                    texts.marked(&typed(name.as_str()), &days.join(", "))
                }
            }
            Event::Commented { name, text: Some(text), .. } => {
                format!("{}: {}", typed(name.as_str()), typed(text.as_str()))
            }
            Event::Commented { text: None, .. } | Event::CommentRemoved { .. } => {
                texts.comment_removed().to_owned()
            }
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

/// A text, or a sign for none.
fn or_none(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { typed(text) }
}

//! What happened, as people say it.

use chrono::{Datelike, NaiveDateTime, Timelike};

use super::Language;
use super::dates::english_month;
use crate::domain::{Actor, Entry, Event};

impl Language {
    /// A moment of this or another day: "12월 11일 9:05", "December 11, 9:05".
    #[must_use]
    pub fn moment(self, at: NaiveDateTime) -> String {
        let (hour, minute) = (at.hour(), at.minute());
        match self {
            Self::Korean => format!("{}월 {}일 {hour}:{minute:02}", at.month(), at.day()),
            Self::English => format!("{} {}, {hour}:{minute:02}", english_month(at.date()), at.day()),
        }
    }

    /// An entry of the timeline in one sentence; who did it is said where it is not who it is about.
    #[must_use]
    pub fn happened(self, entry: &Entry) -> String {
        let texts = self.live();
        let sentence = match &entry.event {
            Event::Created { .. } => texts.created.to_owned(),
            Event::DatesSet { dates } => format!("{}: {}", texts.dates, self.range(dates)),
            Event::TitleChanged { title } => format!("{}: {}", texts.title, or_none(title.as_str())),
            Event::LocationChanged { location } => {
                format!("{}: {}", texts.location, or_none(location.as_str()))
            }
            Event::Joined { name, .. } => (texts.joined)(name.as_str()),
            Event::Renamed { before, name, .. } => (texts.renamed)(before.as_str(), name.as_str()),
            Event::Removed { name, .. } => (texts.removed)(name.as_str()),
            Event::Marked { name, free, busy, starred, all_days_work, .. } => {
                let days = if *all_days_work { None } else { Some([busy.len(), starred.len(), free.len()]) };
                (texts.marked)(name.as_str(), days)
            }
            Event::Commented { name, text: Some(text), .. } => {
                format!("{}: {}", name.as_str(), text.as_str())
            }
            Event::Commented { text: None, .. } | Event::CommentRemoved { .. } => {
                texts.comment_removed.to_owned()
            }
        };
        let about = match &entry.event {
            Event::Renamed { .. } | Event::Removed { .. } | Event::Marked { .. } => &entry.who,
            _ => return sentence,
        };
        match about {
            Actor::Organizer => format!("{sentence} ({})", texts.organizer),
            Actor::Participant(..) | Actor::Guest => sentence,
        }
    }
}

/// A text, or a sign for none.
fn or_none(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

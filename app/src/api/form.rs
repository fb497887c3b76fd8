//! The identifiers of the forms on the pages.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ParticipantId;

/// A form of a page. Its `Display` text is the prefix of the ids of its elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Creates a meeting.
    Create,
    /// Sets the range.
    SetDates,
    /// Adds a participant.
    Join,
    /// Marks the viewer's days, or says that all of them work.
    Days,
    /// Changes title and location.
    Describe,
    /// Deletes the meeting.
    Delete,
    /// Renames this participant.
    Rename(ParticipantId),
    /// Removes this participant.
    Remove(ParticipantId),
    /// Adds a comment.
    Comment,
    /// Removes the comment with this number.
    RemoveComment(u64),
}

impl Form {
    /// The form that is sent to this server function; `number` is that of its participant or comment.
    #[must_use]
    pub fn for_operation(operation: &str, number: Option<u64>) -> Option<Self> {
        let participant = || Some(ParticipantId(number?.try_into().ok()?));
        match operation {
            "create" => Some(Self::Create),
            "set_dates" => Some(Self::SetDates),
            "join" => Some(Self::Join),
            "choose_days" | "all_days_work" | "mark" => Some(Self::Days),
            "describe" => Some(Self::Describe),
            "delete" => Some(Self::Delete),
            "rename" => participant().map(Self::Rename),
            "remove" => participant().map(Self::Remove),
            "comment" => Some(Self::Comment),
            "remove_comment" => number.map(Self::RemoveComment),
            _ => None,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create => to.write_str("create"),
            Self::SetDates => to.write_str("set_dates"),
            Self::Join => to.write_str("join"),
            Self::Days => to.write_str("days"),
            Self::Describe => to.write_str("describe"),
            Self::Delete => to.write_str("delete"),
            Self::Rename(id) => write!(to, "rename-{}", id.0),
            Self::Remove(id) => write!(to, "remove-{}", id.0),
            Self::Comment => to.write_str("comment"),
            Self::RemoveComment(number) => write!(to, "remove_comment-{number}"),
        }
    }
}

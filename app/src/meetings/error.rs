//! Why an operation did not happen.

use thiserror::Error;

use crate::domain::{DateId, DateRange, ParticipantId, ParticipantName, StrokeError, UrlCode};

/// What an operation answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation did not happen.
#[derive(Debug, Error)]
pub enum Error {
    /// The rules do not allow it: the asker can do something about it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database did not do its part: trying again may help.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl Error {
    /// The HTTP status that says so, the same on pages and in the HTTP API.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Refused(refusal) => refusal.status(),
            // Trying again does not help.
            Self::Failed(StoreError::Inconsistent { .. }) => 500,
            Self::Failed(_) => 503,
        }
    }
}

impl Refusal {
    /// The HTTP status that says so.
    fn status(&self) -> u16 {
        match self {
            Self::MeetingNotFound(_)
            | Self::ParticipantNotFound(_)
            | Self::DateNotFound(_)
            | Self::CommentNotFound(_) => 404,
            Self::DatesAlreadySet { .. } | Self::MarksDoNotFit(_) => 422,
            Self::DatesNotSet => 400,
            Self::NameTaken(_) | Self::MeetingFull { .. } | Self::KeyReused => 409,
            Self::NotOrganizer | Self::NotTheirDevice | Self::NotTheirName | Self::NotTheirComment => 403,
        }
    }
}

/// What the rules say no to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No meeting has this code, or the text that was given for one is none.
    #[error("meeting with url_code: {0} not found")]
    MeetingNotFound(String),
    /// No participant of this meeting has this number.
    #[error("participant with id: {} not found", .0.0)]
    ParticipantNotFound(ParticipantId),
    /// No participant date of this meeting has this number.
    #[error("participant_date with id: {} not found", .0.0)]
    DateNotFound(DateId),
    /// No comment of this meeting has this number.
    #[error("comment with number: {0} not found")]
    CommentNotFound(u64),
    /// The range is set once.
    #[error("meeting: {url_code} start: {} end: {} are already set", .dates.first(), .dates.last())]
    DatesAlreadySet {
        /// The meeting.
        url_code: UrlCode,
        /// The range it has.
        dates: DateRange,
    },
    /// Joining needs a range.
    #[error("start and end should be set.")]
    DatesNotSet,
    /// Another participant of the meeting has this name, perhaps in another case or Unicode form.
    #[error("name: {} is already taken", .0.as_str())]
    NameTaken(ParticipantName),
    /// No more participants fit in.
    #[error("meeting: {url_code} already has {limit} participants")]
    MeetingFull {
        /// The meeting.
        url_code: UrlCode,
        /// How many participants a meeting may have.
        limit: u32,
    },
    /// What was marked does not fit the meeting's days.
    #[error("the marks do not fit the meeting: {0}")]
    MarksDoNotFit(#[from] StrokeError),
    /// Only the organizer may change the meeting itself.
    #[error("only the organizer of this meeting may do this")]
    NotOrganizer,
    /// Only the participant's own device and the organizer may change a participant.
    #[error("only the participant's own device and the organizer may do this")]
    NotTheirDevice,
    /// Only the participant's own device may sign with its name.
    #[error("only the participant's own device may sign for it")]
    NotTheirName,
    /// Only its author and the organizer may remove a comment.
    #[error("only the author of this comment and the organizer may do this")]
    NotTheirComment,
    /// The idempotency key came with something else before.
    #[error("idempotency key was used for another request")]
    KeyReused,
}

/// What the database did instead of its part.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It was not reached, not in time, or could not do what it was told.
    #[error("the database failed")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row holds what the rules do not allow.
    #[error("table {table}, row {row}: {column} is inconsistent")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What identifies the row.
        row: String,
    },
    /// A new url code is the code of another meeting; the next one will not be.
    #[error("the url code is taken")]
    UrlCodeTaken,
}

//! Why an operation failed: refused by a rule, or failed in the store.

use chrono::{NaiveDate, NaiveDateTime};
use thiserror::Error;

use crate::domain::{
    DateRange, ParticipantDateId, ParticipantId, ParticipantName, StrokeError, TimeOfDay, UrlCode,
};

/// The result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation failed.
#[derive(Debug, Error)]
pub enum Error {
    /// The rules do not allow it; the user can do something about it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed; a retry may help.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl Error {
    /// The HTTP status for this error, the same on pages and in the HTTP API.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Refused(refusal) => refusal.status(),
            // A retry does not help.
            Self::Failed(StoreError::Inconsistent { .. }) => 500,
            Self::Failed(_) => 503,
        }
    }
}

impl Refusal {
    /// The HTTP status for this refusal.
    fn status(&self) -> u16 {
        match self {
            Self::MeetingNotFound(_)
            | Self::ParticipantNotFound(_)
            | Self::DateNotFound(_)
            | Self::CommentNotFound(_)
            | Self::LinkNotFound => 404,
            Self::LinkUsed | Self::LinkExpired => 410,
            Self::DatesAlreadySet { .. }
            | Self::MarksDoNotFit(_)
            | Self::NoCandidateDay(_)
            | Self::SkippedTime { .. }
            | Self::AnswerByOver(_)
            | Self::StartMissing => 422,
            Self::DatesNotSet => 400,
            Self::NameTaken(_)
            | Self::NameReserved(_)
            | Self::MeetingFull { .. }
            | Self::Closed(_)
            | Self::KeyReused
            | Self::TooManyLinks(_) => 409,
            Self::NotOrganizer
            | Self::NotTheirDevice
            | Self::NotTheirName
            | Self::NotTheirComment
            | Self::NoDevice => 403,
        }
    }
}

/// Why the rules do not allow an operation.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No meeting has this code, or the given text is not a url code.
    #[error("meeting with url_code: {0} not found")]
    MeetingNotFound(String),
    /// No participant of this meeting has this id.
    #[error("participant with id: {} not found", .0.0)]
    ParticipantNotFound(ParticipantId),
    /// No participant date of this meeting has this id.
    #[error("participant_date with id: {} not found", .0.0)]
    DateNotFound(ParticipantDateId),
    /// No comment of this meeting has this number.
    #[error("comment with number: {0} not found")]
    CommentNotFound(u64),
    /// The range is already set; it can be set only once.
    #[error("meeting: {url_code} start: {} end: {} are already set", .dates.first(), .dates.last())]
    DatesAlreadySet {
        /// The url code of the meeting.
        url_code: UrlCode,
        /// The range that is set.
        dates: DateRange,
    },
    /// Joining requires that the range is set.
    #[error("start and end should be set.")]
    DatesNotSet,
    /// Another participant of the meeting has this name, possibly in another case or Unicode form.
    #[error("name: {} is already taken", .0.as_str())]
    NameTaken(ParticipantName),
    /// The name is reserved for somebody of an earlier meeting, who takes it by saying so.
    #[error("name: {} is reserved", .0.as_str())]
    NameReserved(ParticipantName),
    /// The meeting has the maximum number of participants.
    #[error("meeting: {url_code} already has {limit} participants")]
    MeetingFull {
        /// The url code of the meeting.
        url_code: UrlCode,
        /// The maximum number of participants of a meeting.
        limit: u32,
    },
    /// Answering is closed.
    #[error("meeting: {0} is closed")]
    Closed(UrlCode),
    /// The day is not one of the candidate days.
    #[error("date: {0} is not a candidate day")]
    NoCandidateDay(NaiveDate),
    /// Clocks are put forward over the start of the meeting on this day.
    #[error("start_time: {start} does not exist on {date}, the next one is {}", .next.format("%Y-%m-%d %H:%M"))]
    SkippedTime {
        /// The day.
        date: NaiveDate,
        /// The start.
        start: TimeOfDay,
        /// The next local time that exists.
        next: NaiveDateTime,
    },
    /// The last day for answers is over already.
    #[error("answer_by: {0} is over")]
    AnswerByOver(NaiveDate),
    /// A meeting without a start has neither a duration nor a zone.
    #[error("start_time should be set")]
    StartMissing,
    /// The marks do not fit the meeting's days.
    #[error("the marks do not fit the meeting: {0}")]
    MarksDoNotFit(#[from] StrokeError),
    /// Only the organizer may change the meeting itself.
    #[error("only the organizer of this meeting may do this")]
    NotOrganizer,
    /// Only the participant's own device and the organizer may change a participant.
    #[error("only the participant's own device and the organizer may do this")]
    NotTheirDevice,
    /// Only the participant's own device may sign comments with its name.
    #[error("only the participant's own device may sign for it")]
    NotTheirName,
    /// Only its author and the organizer may remove a comment.
    #[error("only the author of this comment and the organizer may do this")]
    NotTheirComment,
    /// No link has this token or number: it was revoked, its meeting or participant is gone, or it never was.
    #[error("link not found")]
    LinkNotFound,
    /// A personal link works once.
    #[error("link was used already")]
    LinkUsed,
    /// A personal link works for seven days.
    #[error("link has expired")]
    LinkExpired,
    /// There are as many links of a kind as there may be.
    #[error("there are already {0} links, revoke one first")]
    TooManyLinks(u32),
    /// Only a device can claim a link.
    #[error("a device is required")]
    NoDevice,
    /// The idempotency key was used before with other content.
    #[error("idempotency key was used for another request")]
    KeyReused,
}

/// Why the store failed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database was not reachable, did not respond in time, or could not execute a statement.
    #[error("the database failed")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row contains a value that the rules do not allow.
    #[error("table {table}, row {row}: {column} is inconsistent")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The identifier of the row.
        row: String,
    },
    /// A generated url code belongs to another meeting already; a retry uses another code.
    #[error("the url code is taken")]
    UrlCodeTaken,
}

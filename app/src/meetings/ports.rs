//! The ports: traits for what the operations need from the outside world, and their data types.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::{
    Access, Attempt, ClosingChange, DateIds, Description, DeviceHash, IdempotencyKey, Link, LinkId,
    LinkTarget, LinkToken, LinkTokenHash, OpenedLink, Result, StoredTimeline, TimeChange,
};
use crate::domain::{
    Closing, CommentText, DateRange, Entry, Location, Mark, Marking, Meeting, MeetingTime, Note,
    ParticipantDateId, ParticipantId, ParticipantName, Title, UrlCode,
};

/// The current time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> NaiveDateTime;
    /// The configured zone: that of viewers whose own zone is unknown, and of meetings that have none.
    fn zone(&self) -> Tz;
}

/// Generates url codes for new meetings.
pub trait UrlCodes: Send + Sync {
    /// A new code with at least 60 random bits.
    fn next(&self) -> UrlCode;
}

/// Generates the secrets of links.
pub trait LinkTokens: Send + Sync {
    /// A new token of 256 random bits.
    fn next(&self) -> LinkToken;
}

/// The live viewers of meetings.
pub trait Live: Send + Sync {
    /// Notifies the viewers of a meeting that it has a new version or was deleted.
    fn changed(&self, url_code: &UrlCode);
}

/// The meeting that a request is about, who sent the request, and when.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The meeting.
    pub url_code: UrlCode,
    /// The requester's device; `None` for an API client without one.
    pub device: Option<DeviceHash>,
    /// The time of the request, in UTC.
    pub at: NaiveDateTime,
    /// The zone of meetings that have none of their own.
    pub zone: Tz,
}

/// The data of a meeting that is to be created.
#[derive(Debug, Clone)]
pub struct NewMeeting {
    /// The url code, the organizer's device and the time. Without a device the meeting is open.
    pub context: RequestContext,
    /// The title.
    pub title: Title,
    /// The location.
    pub location: Location,
    /// The note.
    pub note: Note,
    /// The time of day.
    pub time: Option<MeetingTime>,
    /// The names that are reserved for people of an earlier meeting.
    pub reserved: Vec<ParticipantName>,
    /// The candidate days; `None` to set them later.
    pub dates: Option<DateRange>,
    /// The day on which the meeting is deleted.
    pub expires_on: NaiveDate,
}

/// The name of somebody who joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewName {
    /// The name.
    pub name: ParticipantName,
    /// Whether they said that they are the person for whom it is reserved, if it is.
    pub takes_reserved: bool,
}

impl From<ParticipantName> for NewName {
    fn from(name: ParticipantName) -> Self {
        Self { name, takes_reserved: false }
    }
}

/// A meeting, with the requester's access to it and to each of its participants.
#[derive(Debug, Clone)]
pub struct MeetingForViewer {
    /// The meeting, which other requests may share.
    pub meeting: Arc<Meeting>,
    /// The requester's access to the meeting.
    pub access: Access,
    /// The requester's access to each participant, in the meeting's order.
    pub participants: Vec<Access>,
}

impl MeetingForViewer {
    /// Whether the requester may change the meeting or any of its participants.
    #[must_use]
    pub fn may_manage(&self) -> bool {
        self.access.may_change() || self.participants.iter().any(|access| access.may_change())
    }
}

/// A meeting with the ids by which API clients refer to its participant dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingWithDateIds {
    /// The meeting, which other requests may share.
    pub meeting: Arc<Meeting>,
    /// The ids of each participant's dates; participants and dates are in the meeting's order.
    pub date_ids: Arc<Vec<DateIds>>,
}

/// What the page of a meeting shows to a viewer.
#[derive(Debug, Clone)]
pub struct MeetingForPage {
    /// The meeting.
    pub found: MeetingForViewer,
    /// The newest entries of its timeline.
    pub timeline: StoredTimeline,
    /// The numbers of those that are comments which the viewer's device wrote.
    pub written: Vec<u64>,
    /// The names that are reserved for people of an earlier meeting, in order.
    pub reserved: Arc<Vec<ParticipantName>>,
}

/// The data of a comment that is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// Who signs it.
    pub signature: Signature,
    /// The text.
    pub text: CommentText,
}

/// The author of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// A participant that the requester's device owns, or that is open.
    Participant(ParticipantId),
    /// A name that was typed.
    Typed(ParticipantName),
}

impl Signature {
    /// A text that is unique to this signature: the participant with id 7 differs from the typed name "7".
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match self {
            Self::Participant(id) => format!("participant {}", id.0),
            Self::Typed(name) => format!("name {}", name.as_str()),
        }
    }
}

/// A timeline entry for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryForViewer {
    /// The entry.
    pub entry: Entry,
    /// Whether it is a comment that the viewer's device wrote.
    pub own: bool,
}

/// The timeline entries after a given entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntriesSince {
    /// The number of the newest entry of the timeline.
    pub version: u64,
    /// The following entries, oldest first, up to the requested limit.
    pub entries: Vec<Entry>,
}

/// A meeting in a list of meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The meeting.
    pub url_code: UrlCode,
    /// The title.
    pub title: Title,
    /// The candidate days; `None` until they are set.
    pub dates: Option<DateRange>,
    /// The number of participants.
    pub participants: u32,
    /// How many of them have answered.
    pub answered: u32,
    /// The day that was decided.
    pub decided_on: Option<NaiveDate>,
    /// What is set about closing.
    pub closing: Closing,
    /// Whether the device leaves it out of its list.
    pub hidden: bool,
}

/// Persistent storage of meetings.
///
/// Each method that changes something is one transaction with the change, its timeline entries and the
/// meeting's new version: all of it or nothing. If nothing changes, the timeline and the version stay as they
/// are. Refusals come from [`super::LockedMeeting`] and from database constraints.
#[async_trait]
pub trait Store: Send + Sync {
    /// Reads a meeting in a fixed number of statements; `None` if no meeting has the code.
    async fn read(&self, url_code: &UrlCode, device: Option<&DeviceHash>)
    -> Result<Option<MeetingForViewer>>;
    /// Reads a meeting with the ids of its participant dates in a fixed number of statements; `None` if no
    /// meeting has the code. If `known_version` is given, any that is at least as new.
    async fn read_with_date_ids(
        &self,
        url_code: &UrlCode,
        known_version: Option<u64>,
    ) -> Result<Option<MeetingWithDateIds>>;
    /// Reads a meeting with the newest [`crate::domain::ENTRIES_WITH_BOARD`] entries of its timeline, or the newest of those
    /// below `before`; `None` if no
    /// meeting has the code.
    async fn read_for_page(
        &self,
        url_code: &UrlCode,
        before: Option<u64>,
        device: Option<&DeviceHash>,
    ) -> Result<Option<MeetingForPage>>;
    /// Reads the days of a participant with their ids, in order; empty if the participant was removed.
    async fn dates_of(&self, participant: ParticipantId) -> Result<Vec<(ParticipantDateId, NaiveDate)>>;
    /// Reads the meetings that the device organizes or participates in, at most 51: first those that it lists, newest
    /// first.
    async fn meetings_of(&self, device: &DeviceHash) -> Result<Vec<Summary>>;
    /// Creates a meeting, or finds the one that the same request created before. Returns its code.
    async fn create(&self, new: &NewMeeting, idempotency_key: Option<&IdempotencyKey>) -> Result<UrlCode>;
    /// Sets the range, which is possible only once.
    async fn set_dates(
        &self,
        context: &RequestContext,
        dates: &DateRange,
        expires_on: NaiveDate,
    ) -> Result<()>;
    /// Changes the title, the location and the note.
    async fn describe(&self, context: &RequestContext, description: &Description) -> Result<()>;
    /// Changes the time of day.
    async fn set_time(&self, context: &RequestContext, change: &TimeChange) -> Result<()>;
    /// Closes or opens answering, and sets the answer-by day.
    async fn set_closing(&self, context: &RequestContext, change: ClosingChange) -> Result<()>;
    /// Decides on a day, and closes answering with it if `close` is set.
    async fn decide(&self, context: &RequestContext, date: NaiveDate, close: bool) -> Result<()>;
    /// Takes the decision back.
    async fn withdraw_decision(&self, context: &RequestContext) -> Result<()>;
    /// Reads the names that are reserved in a meeting, in order.
    async fn reserved_names(&self, url_code: &UrlCode) -> Result<Vec<ParticipantName>>;
    /// Adds a participant with all its dates, or finds the one that the same request added before.
    async fn join(
        &self,
        context: &RequestContext,
        name: &NewName,
        limit: u32,
        idempotency_key: Option<&IdempotencyKey>,
    ) -> Result<ParticipantId>;
    /// Marks days of a participant, unless the attempt was given up. The attempts that `attempt` gives up are
    /// not carried out any more.
    async fn mark(
        &self,
        context: &RequestContext,
        participant: ParticipantId,
        marking: &Marking,
        attempt: Option<&Attempt>,
    ) -> Result<()>;
    /// Marks one day of a participant, identified by the id of the participant date. Returns the version that the
    /// meeting has then.
    async fn mark_date(&self, context: &RequestContext, date: ParticipantDateId, mark: Mark) -> Result<u64>;
    /// Renames a participant.
    async fn rename(
        &self,
        context: &RequestContext,
        participant: ParticipantId,
        name: &ParticipantName,
    ) -> Result<()>;
    /// Removes a participant with its dates.
    async fn remove(&self, context: &RequestContext, participant: ParticipantId) -> Result<()>;
    /// Reads the newest `limit` timeline entries with a number below `before`, in order.
    async fn timeline(
        &self,
        url_code: &UrlCode,
        before: u64,
        limit: u32,
        device: Option<&DeviceHash>,
    ) -> Result<Vec<EntryForViewer>>;
    /// Reads up to `limit` timeline entries after the entry `after`, oldest first; `None` if no meeting has
    /// the code.
    async fn entries_since(&self, url_code: &UrlCode, after: u64, limit: u32)
    -> Result<Option<EntriesSince>>;
    /// Reads the versions of meetings in one statement; deleted meetings are left out.
    async fn versions(&self, url_codes: &[UrlCode]) -> Result<Vec<(UrlCode, u64)>>;
    /// Adds a comment, or finds the one that the same request added before. Returns its number.
    async fn comment(
        &self,
        context: &RequestContext,
        new: &NewComment,
        idempotency_key: Option<&IdempotencyKey>,
    ) -> Result<u64>;
    /// Removes the text of a comment; its number stays.
    async fn remove_comment(&self, context: &RequestContext, comment: u64) -> Result<()>;
    /// Makes a link. An earlier personal link for the same participant that nobody has used is replaced.
    async fn make_link(
        &self,
        context: &RequestContext,
        target: LinkTarget,
        token: LinkTokenHash,
    ) -> Result<()>;
    /// Reads the links of a meeting, oldest first.
    async fn links(&self, url_code: &UrlCode) -> Result<Vec<Link>>;
    /// Reads the link with this token; `None` if there is none.
    async fn opened_link(
        &self,
        token: LinkTokenHash,
        device: Option<&DeviceHash>,
    ) -> Result<Option<OpenedLink>>;
    /// Gives the requester's device what the link with this token is for. Returns what that is.
    async fn claim(&self, context: &RequestContext, token: LinkTokenHash) -> Result<LinkTarget>;
    /// Revokes a link, and takes what it gave from the devices that came by it.
    async fn revoke_link(&self, context: &RequestContext, link: LinkId) -> Result<()>;
    /// Leaves the meeting out of the list of the requester's device, or puts it back.
    async fn hide_meeting(&self, context: &RequestContext, hidden: bool) -> Result<()>;
    /// Takes everything from a device that it owns or keeps.
    async fn forget_device(&self, device: &DeviceHash) -> Result<()>;
    /// Deletes the meeting with everything in it.
    async fn delete(&self, context: &RequestContext) -> Result<()>;
    /// Deletes meetings that expire on `today` or earlier, and idempotency keys from before `keys_before`.
    /// Returns the number of deleted meetings.
    async fn expire(&self, today: NaiveDate, keys_before: NaiveDateTime) -> Result<u64>;
}

//! What the operations need from the outside world.

use async_trait::async_trait;
use chrono::{NaiveDate, NaiveDateTime};

use super::{Access, Attempt, DeviceHash, IdempotencyKey, Result};
use crate::domain::{
    CommentText, DateId, DateRange, Entry, Location, Mark, Marking, Meeting, ParticipantId, ParticipantName,
    Title, UrlCode,
};

/// The time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> NaiveDateTime;
    /// What day it is in the configured zone, for viewers whose own zone is unknown.
    fn today(&self) -> NaiveDate;
    /// How far that zone is from UTC now, in minutes.
    fn minutes_from_utc(&self) -> i32;
}

/// New codes for meetings.
pub trait UrlCodes: Send + Sync {
    /// A code of at least 60 random bits.
    fn next(&self) -> UrlCode;
}

/// Those who look at meetings while they change.
pub trait Live: Send + Sync {
    /// A meeting has a new version, or is gone: who looks at it gets to know.
    fn changed(&self, url_code: &UrlCode);
}

/// Who asks for a change of which meeting, and when.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The meeting.
    pub url_code: UrlCode,
    /// The asker's device; none for a program that has none.
    pub device: Option<DeviceHash>,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

/// A meeting that is to be.
#[derive(Debug, Clone)]
pub struct NewMeeting {
    /// The meeting's code, the organizer's device, and when. Without a device the meeting is open.
    pub context: RequestContext,
    /// What it is about.
    pub title: Title,
    /// Where it will be.
    pub location: Location,
    /// Its candidate days; none to decide later.
    pub dates: Option<DateRange>,
    /// The day on which it is deleted.
    pub expires_on: NaiveDate,
}

/// A meeting, and what the asker is to it and to each of its participants.
#[derive(Debug, Clone)]
pub struct MeetingForViewer {
    /// The meeting.
    pub meeting: Meeting,
    /// What the asker is to the meeting.
    pub access: Access,
    /// What the asker is to each participant, in the meeting's order.
    pub participants: Vec<Access>,
}

/// A meeting with the numbers by which programs name its participant dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingWithDateIds {
    /// The meeting.
    pub meeting: Meeting,
    /// For each participant the numbers of its dates, both in the meeting's order.
    pub date_ids: Vec<Vec<DateId>>,
}

/// A comment that is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// Who signs it.
    pub signature: Signature,
    /// What is said.
    pub text: CommentText,
}

/// Who signs a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// A participant that is the asker's, or open.
    Participant(ParticipantId),
    /// A name that somebody typed.
    Typed(ParticipantName),
}

impl Signature {
    /// A text that no other signature has: a participant with the number 7 is not the typed name "7".
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match self {
            Self::Participant(id) => format!("participant {}", id.0),
            Self::Typed(name) => format!("name {}", name.as_str()),
        }
    }
}

/// An entry of the timeline as one asker sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryForViewer {
    /// The entry.
    pub entry: Entry,
    /// Whether it is a comment that the asker's device wrote.
    pub own: bool,
}

/// What happened in a meeting after a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntriesSince {
    /// The number of the newest entry of the timeline.
    pub version: u64,
    /// The entries after the moment, in order, as many as were asked for at most.
    pub entries: Vec<Entry>,
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The meeting.
    pub url_code: UrlCode,
    /// What it is about.
    pub title: Title,
    /// Its candidate days.
    pub dates: Option<DateRange>,
    /// How many people are in.
    pub participants: u32,
}

/// Where meetings are kept.
///
/// Each method is one thing that happens, in one transaction, with its entries in the timeline and
/// the meeting's new version: all of it or nothing. Where nothing changes, the timeline and the version
/// stay as they are.
/// Refusals are those of [`super::LockedMeeting`] and of the constraints.
#[async_trait]
pub trait Store: Send + Sync {
    /// Reads a meeting in a fixed number of statements; none where no meeting has the code.
    async fn read(&self, url_code: &UrlCode, device: Option<&DeviceHash>)
    -> Result<Option<MeetingForViewer>>;
    /// Reads a meeting with the numbers of its participant dates in a fixed number of statements; none
    /// where no meeting has the code.
    async fn read_with_date_ids(&self, url_code: &UrlCode) -> Result<Option<MeetingWithDateIds>>;
    /// The days of a participant with their numbers, in order; none where it has gone.
    async fn dates_of(&self, participant: ParticipantId) -> Result<Vec<(DateId, NaiveDate)>>;
    /// The meetings that the device organizes or takes part in, the newest first, at most 50.
    async fn meetings_of(&self, device: &DeviceHash) -> Result<Vec<Summary>>;
    /// Makes a meeting, or finds the one that the same request made before; gives its code.
    async fn create(&self, new: &NewMeeting, idempotency_key: Option<&IdempotencyKey>) -> Result<UrlCode>;
    /// Sets the range, once.
    async fn set_dates(
        &self,
        context: &RequestContext,
        dates: &DateRange,
        expires_on: NaiveDate,
    ) -> Result<()>;
    /// Changes what is given of title and location.
    async fn describe(
        &self,
        context: &RequestContext,
        title: Option<&Title>,
        location: Option<&Location>,
    ) -> Result<()>;
    /// Adds a participant with all its dates, or finds the one that the same request added before.
    async fn join(
        &self,
        context: &RequestContext,
        name: &ParticipantName,
        limit: u32,
        idempotency_key: Option<&IdempotencyKey>,
    ) -> Result<ParticipantId>;
    /// Marks days of a participant, unless the attempt was given up; those that it gives up itself are not
    /// carried out from then on.
    async fn mark(
        &self,
        context: &RequestContext,
        participant: ParticipantId,
        marking: &Marking,
        attempt: Option<&Attempt>,
    ) -> Result<()>;
    /// Marks the day of a participant that has this number.
    async fn mark_date(&self, context: &RequestContext, date: DateId, mark: Mark) -> Result<()>;
    /// Gives a participant another name.
    async fn rename(
        &self,
        context: &RequestContext,
        participant: ParticipantId,
        name: &ParticipantName,
    ) -> Result<()>;
    /// Removes a participant with its dates.
    async fn remove(&self, context: &RequestContext, participant: ParticipantId) -> Result<()>;
    /// Reads the newest entries of the timeline that are numbered below `before`, in order.
    async fn timeline(
        &self,
        url_code: &UrlCode,
        before: u64,
        limit: u32,
        device: Option<&DeviceHash>,
    ) -> Result<Vec<EntryForViewer>>;
    /// Reads what happened after an entry, the oldest first; none where no meeting has the code.
    async fn entries_since(&self, url_code: &UrlCode, after: u64, limit: u32)
    -> Result<Option<EntriesSince>>;
    /// Reads the versions of meetings in one statement; those that are gone are left out.
    async fn versions(&self, url_codes: &[UrlCode]) -> Result<Vec<(UrlCode, u64)>>;
    /// Adds a comment, or finds the one that the same request added before; gives its number.
    async fn comment(
        &self,
        context: &RequestContext,
        new: &NewComment,
        idempotency_key: Option<&IdempotencyKey>,
    ) -> Result<u64>;
    /// Blanks the text of a comment.
    async fn remove_comment(&self, context: &RequestContext, comment: u64) -> Result<()>;
    /// Deletes the meeting with everything in it.
    async fn delete(&self, context: &RequestContext) -> Result<()>;
    /// Deletes what is kept no longer: meetings that expire on `today` or before, and idempotency
    /// keys from before `keys_before`. Gives the number of meetings.
    async fn expire(&self, today: NaiveDate, keys_before: NaiveDateTime) -> Result<u64>;
}

//! The operations that read.

use chrono::NaiveDate;

use super::{
    DeviceHash, EntriesSince, EntryForViewer, Error, MeetingForViewer, MeetingWithDateIds, Meetings, Refusal,
    Result, Summary,
};
use crate::domain::{Board, DateId, NEWEST, ParticipantId, UrlCode};
use crate::live_protocol::MeetingUpdate;

/// How many entries of a timeline are read at a time, going on after one.
pub const AT_A_TIME: u32 = 200;

impl Meetings {
    /// The meeting with this code.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn read(&self, url_code: &UrlCode, device: Option<&DeviceHash>) -> Result<MeetingForViewer> {
        let found = self.store.read(url_code, device).await?;
        found.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// The meeting with this code, and the numbers of its participant dates.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn read_with_date_ids(&self, url_code: &UrlCode) -> Result<MeetingWithDateIds> {
        let found = self.store.read_with_date_ids(url_code).await?;
        found.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// The days of a participant with their numbers, in order; none where it has gone.
    ///
    /// # Errors
    /// The store's.
    pub async fn dates_of(&self, participant: ParticipantId) -> Result<Vec<(DateId, NaiveDate)>> {
        self.store.dates_of(participant).await
    }

    /// What people look at together in the meeting with this code.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn board(&self, url_code: &UrlCode) -> Result<Board> {
        let found = self.read(url_code, None).await?;
        let newest = self.timeline(url_code, found.meeting.version + 1, None).await?;
        Ok(Board::of(found.meeting, newest.into_iter().map(|item| item.entry).collect()))
    }

    /// The newest entries of the timeline that are numbered below `before`, in order.
    ///
    /// # Errors
    /// The store's.
    pub async fn timeline(
        &self,
        url_code: &UrlCode,
        before: u64,
        device: Option<&DeviceHash>,
    ) -> Result<Vec<EntryForViewer>> {
        self.store.timeline(url_code, before, NEWEST, device).await
    }

    /// What happened in a meeting after an entry, the oldest first, at most [`AT_A_TIME`] entries.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn entries_since(&self, url_code: &UrlCode, after: u64) -> Result<EntriesSince> {
        let found = self.store.entries_since(url_code, after, AT_A_TIME).await?;
        found.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// What a page that knows the entry `after` last has to hear. Who knows more than there is gets the
    /// whole board too: the database was put back.
    ///
    /// # Errors
    /// The store's.
    pub async fn update_since(&self, url_code: &UrlCode, after: u64) -> Result<MeetingUpdate> {
        let Some(found) = self.store.entries_since(url_code, after, AT_A_TIME).await? else {
            return Ok(MeetingUpdate::Gone);
        };
        let all = found.version.checked_sub(after) == Some(found.entries.len() as u64);
        if all {
            return Ok(MeetingUpdate::Entries(found.entries));
        }
        match self.board(url_code).await {
            Ok(board) => Ok(MeetingUpdate::Whole(Box::new(board))),
            Err(Error::Refused(Refusal::MeetingNotFound(_))) => Ok(MeetingUpdate::Gone),
            Err(error) => Err(error),
        }
    }

    /// The versions of meetings; those that are gone are left out.
    ///
    /// # Errors
    /// The store's.
    pub async fn versions(&self, url_codes: &[UrlCode]) -> Result<Vec<(UrlCode, u64)>> {
        self.store.versions(url_codes).await
    }

    /// The meetings of a device, the newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn meetings_of(&self, device: &DeviceHash) -> Result<Vec<Summary>> {
        self.store.meetings_of(device).await
    }
}

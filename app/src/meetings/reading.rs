//! The operations that only read.

use chrono::NaiveDate;

use super::{
    DeviceHash, EntriesSince, EntryForViewer, Error, MeetingForPage, MeetingForViewer, MeetingWithDateIds,
    Meetings, Refusal, Result, Summary,
};
use crate::domain::{Board, ENTRIES_WITH_BOARD, ParticipantDateId, ParticipantId, ParticipantName, UrlCode};
use crate::live_protocol::MeetingUpdate;

/// The maximum number of timeline entries that one read after a given entry returns.
pub const MAX_ENTRIES_PER_READ: u32 = 200;

impl Meetings {
    /// Reads the meeting with this code, and the device's access to it.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; errors of the store.
    pub async fn read(&self, url_code: &UrlCode, device: Option<&DeviceHash>) -> Result<MeetingForViewer> {
        let found = self.store.read(url_code, device).await?;
        found.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// Reads the meeting with this code, with the ids of its participant dates. After a change, any meeting that is at
    /// least as new as its `known_version` will do.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; errors of the store.
    pub async fn read_with_date_ids(
        &self,
        url_code: &UrlCode,
        known_version: Option<u64>,
    ) -> Result<MeetingWithDateIds> {
        let found = self.store.read_with_date_ids(url_code, known_version).await?;
        found.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// Reads what the page of the meeting with this code shows: the newest entries of its timeline, or the newest of
    /// those below `before`.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; errors of the store.
    pub async fn read_for_page(
        &self,
        url_code: &UrlCode,
        before: Option<u64>,
        device: Option<&DeviceHash>,
    ) -> Result<MeetingForPage> {
        let found = self.store.read_for_page(url_code, before, device).await?;
        found.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// Reads the days of a participant with their ids, in order; empty if the participant was removed.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn dates_of(&self, participant: ParticipantId) -> Result<Vec<(ParticipantDateId, NaiveDate)>> {
        self.store.dates_of(participant).await
    }

    /// Reads the names that are reserved in a meeting for people of an earlier one, in order.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn reserved_names(&self, url_code: &UrlCode) -> Result<Vec<ParticipantName>> {
        self.store.reserved_names(url_code).await
    }

    /// Reads the board of the meeting with this code.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; errors of the store.
    pub async fn board(&self, url_code: &UrlCode) -> Result<Board> {
        let MeetingForPage { found, timeline, .. } = self.read_for_page(url_code, None, None).await?;
        Ok(Board::of(&found.meeting, timeline.entries()))
    }

    /// Reads the newest timeline entries with a number below `before`, in order.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn timeline(
        &self,
        url_code: &UrlCode,
        before: u64,
        device: Option<&DeviceHash>,
    ) -> Result<Vec<EntryForViewer>> {
        self.store.timeline(url_code, before, ENTRIES_WITH_BOARD, device).await
    }

    /// Reads the timeline entries after the entry `after`, oldest first, at most [`MAX_ENTRIES_PER_READ`].
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; errors of the store.
    pub async fn entries_since(&self, url_code: &UrlCode, after: u64) -> Result<EntriesSince> {
        let found = self.store.entries_since(url_code, after, MAX_ENTRIES_PER_READ).await?;
        found.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// The update for a page whose newest entry is `after`. A page that is too far behind gets the whole
    /// board, and so does one whose number is higher than the meeting's: the database was restored from a
    /// backup.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn update_since(&self, url_code: &UrlCode, after: u64) -> Result<MeetingUpdate> {
        let Some(found) = self.store.entries_since(url_code, after, MAX_ENTRIES_PER_READ).await? else {
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

    /// Reads the versions of meetings; deleted meetings are left out.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn versions(&self, url_codes: &[UrlCode]) -> Result<Vec<(UrlCode, u64)>> {
        self.store.versions(url_codes).await
    }

    /// Reads the meetings of a device: first those whose decided day is to come, the next one first, then the
    /// others, newest first.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn meetings_of(&self, device: &DeviceHash) -> Result<Vec<Summary>> {
        let today = self.today();
        let mut meetings = self.store.meetings_of(device).await?;
        meetings.sort_by_key(|meeting| {
            let next = meeting.decided_on.filter(|day| *day >= today);
            (next.is_none(), next)
        });
        Ok(meetings)
    }
}

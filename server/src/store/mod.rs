//! The store: implements the `Store` port with sqlx, on MySQL (and what speaks its protocol) and SQLite.
//!
//! SQL that both engines accept is written once, in `commands` and `queries`; what differs is in `engine`.

mod commands;
mod database_error;
mod database_file;
mod engine;
mod entry_rows;
mod expiry;
mod link_rows;
mod meeting_cache;
mod meeting_transaction;
mod migrate;
mod migration_lock;
mod open;
mod queries;
mod readiness;
mod reading;
mod retry;
mod rows;
mod settings_rows;
mod takeover;
mod timeline;
mod wait_for_server;

use std::time::Duration;

use app::domain::{DateRange, Mark, Marking, ParticipantDateId, ParticipantId, ParticipantName, UrlCode};
use app::meetings::{
    Attempt, ClosingChange, Description, DeviceHash, EntriesSince, EntryForViewer, IdempotencyKey, Link,
    LinkId, LinkTarget, LinkTokenHash, MeetingForPage, MeetingForViewer, MeetingWithDateIds, NewComment,
    NewMeeting, NewName, OpenedLink, RequestContext, Result, Store, Summary, TimeChange,
};
use async_trait::async_trait;
use chrono::{NaiveDate, NaiveDateTime};

use meeting_transaction::{Change, run_change};

pub use open::{OpenError, OpenOptions, open};

/// Time limit for busy connections to finish when the store is closed.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(10);

/// A database with all migrations applied.
#[derive(Debug, Clone)]
pub struct SqlStore {
    pool: engine::Pool,
    cache: meeting_cache::MeetingCache,
    last_failure: readiness::LastFailure,
}

impl SqlStore {
    /// A store on a database, whose cache of meetings takes this many bytes.
    fn new(pool: engine::Pool, cache_bytes: u64) -> Self {
        let cache = meeting_cache::MeetingCache::new(cache_bytes);
        Self { pool, cache, last_failure: readiness::LastFailure::default() }
    }

    /// Runs a change of a meeting.
    async fn change<C: Change>(&self, context: &RequestContext, change: C) -> Result<C::Answer> {
        Ok(run_change(&self.pool, &self.cache, context, change).await?.0)
    }

    /// Checks that the database answers and can be written.
    ///
    /// # Errors
    /// If the database does not answer, or cannot be written.
    pub async fn check_ready(&self) -> Result<()> {
        readiness::check(&self.pool, &self.last_failure).await
    }

    /// Reads one row by its primary key: what the database does at least for a request. For benchmarks.
    ///
    /// # Errors
    /// If the database does not answer.
    #[cfg(feature = "bench")]
    pub async fn read_one_row(&self) -> Result<()> {
        queries::one_row(&self.pool).await?;
        Ok(())
    }

    /// Closes all connections; busy ones when they have finished, within a time limit.
    pub async fn close(&self) {
        if tokio::time::timeout(CLOSE_TIMEOUT, self.pool.close()).await.is_err() {
            tracing::warn!("connections to the database that are still busy are abandoned");
        }
    }
}

#[async_trait]
impl Store for SqlStore {
    async fn read(
        &self,
        url_code: &UrlCode,
        device: Option<&DeviceHash>,
    ) -> Result<Option<MeetingForViewer>> {
        Ok(reading::read(&self.pool, &self.cache, url_code, device).await?)
    }

    async fn read_with_date_ids(
        &self,
        url_code: &UrlCode,
        known_version: Option<u64>,
    ) -> Result<Option<MeetingWithDateIds>> {
        Ok(reading::read_with_date_ids(&self.pool, &self.cache, url_code, known_version).await?)
    }

    async fn read_for_page(
        &self,
        url_code: &UrlCode,
        before: Option<u64>,
        device: Option<&DeviceHash>,
    ) -> Result<Option<MeetingForPage>> {
        Ok(reading::read_for_page(&self.pool, &self.cache, url_code, before, device).await?)
    }

    async fn dates_of(&self, participant: ParticipantId) -> Result<Vec<(ParticipantDateId, NaiveDate)>> {
        Ok(queries::dates_of(&self.pool, participant).await?)
    }

    async fn meetings_of(&self, device: &DeviceHash) -> Result<Vec<Summary>> {
        Ok(queries::meetings_of(&self.pool, device).await?)
    }

    async fn create(&self, new: &NewMeeting, idempotency_key: Option<&IdempotencyKey>) -> Result<UrlCode> {
        Ok(commands::create(&self.pool, new, idempotency_key).await?)
    }

    async fn set_dates(
        &self,
        context: &RequestContext,
        dates: &DateRange,
        expires_on: NaiveDate,
    ) -> Result<()> {
        self.change(context, commands::SetDates { dates: *dates, expires_on }).await
    }

    async fn describe(&self, context: &RequestContext, description: &Description) -> Result<()> {
        self.change(context, commands::Describe(description.clone())).await
    }

    async fn set_time(&self, context: &RequestContext, change: &TimeChange) -> Result<()> {
        let set = commands::SetTime { context: context.clone(), change: change.clone() };
        self.change(context, set).await
    }

    async fn set_closing(&self, context: &RequestContext, change: ClosingChange) -> Result<()> {
        let set = commands::SetClosing { context: context.clone(), change };
        self.change(context, set).await
    }

    async fn decide(&self, context: &RequestContext, date: NaiveDate, close: bool) -> Result<()> {
        self.change(context, commands::Decide { context: context.clone(), date, close }).await
    }

    async fn withdraw_decision(&self, context: &RequestContext) -> Result<()> {
        self.change(context, commands::WithdrawDecision).await
    }

    async fn reserved_names(&self, url_code: &UrlCode) -> Result<Vec<ParticipantName>> {
        Ok(queries::reserved_names(&self.pool, url_code).await?)
    }

    async fn join(
        &self,
        context: &RequestContext,
        name: &NewName,
        limit: u32,
        idempotency_key: Option<&IdempotencyKey>,
    ) -> Result<ParticipantId> {
        let join = commands::Join {
            context: context.clone(),
            name: name.clone(),
            limit,
            idempotency_key: idempotency_key.copied(),
        };
        self.change(context, join).await
    }

    async fn mark(
        &self,
        context: &RequestContext,
        participant: ParticipantId,
        marking: &Marking,
        attempt: Option<&Attempt>,
    ) -> Result<()> {
        let (marking, attempt) = (marking.clone(), attempt.cloned());
        let mark = commands::MarkDays { context: context.clone(), participant, marking, attempt };
        self.change(context, mark).await
    }

    async fn mark_date(&self, context: &RequestContext, date: ParticipantDateId, mark: Mark) -> Result<u64> {
        let mark = commands::MarkDate { context: context.clone(), date, mark };
        Ok(run_change(&self.pool, &self.cache, context, mark).await?.1)
    }

    async fn rename(
        &self,
        context: &RequestContext,
        participant: ParticipantId,
        name: &ParticipantName,
    ) -> Result<()> {
        let rename = commands::Rename { context: context.clone(), participant, name: name.clone() };
        self.change(context, rename).await
    }

    async fn remove(&self, context: &RequestContext, participant: ParticipantId) -> Result<()> {
        self.change(context, commands::Remove { context: context.clone(), participant }).await
    }

    async fn timeline(
        &self,
        url_code: &UrlCode,
        before: u64,
        limit: u32,
        device: Option<&DeviceHash>,
    ) -> Result<Vec<EntryForViewer>> {
        Ok(timeline::newest(&self.pool, url_code, before, limit, device).await?)
    }

    async fn entries_since(
        &self,
        url_code: &UrlCode,
        after: u64,
        limit: u32,
    ) -> Result<Option<EntriesSince>> {
        Ok(timeline::entries_since(&self.pool, url_code, after, limit).await?)
    }

    async fn versions(&self, url_codes: &[UrlCode]) -> Result<Vec<(UrlCode, u64)>> {
        Ok(timeline::versions(&self.pool, url_codes).await?)
    }

    async fn comment(
        &self,
        context: &RequestContext,
        new: &NewComment,
        idempotency_key: Option<&IdempotencyKey>,
    ) -> Result<u64> {
        let add = commands::AddComment {
            context: context.clone(),
            new: new.clone(),
            idempotency_key: idempotency_key.copied(),
        };
        self.change(context, add).await
    }

    async fn remove_comment(&self, context: &RequestContext, comment: u64) -> Result<()> {
        self.change(context, commands::RemoveComment { context: context.clone(), comment }).await
    }

    async fn make_link(
        &self,
        context: &RequestContext,
        target: LinkTarget,
        token: LinkTokenHash,
    ) -> Result<()> {
        let make = commands::MakeLink { context: context.clone(), target, token };
        self.change(context, make).await
    }

    async fn links(&self, url_code: &UrlCode) -> Result<Vec<Link>> {
        Ok(link_rows::links(&self.pool, url_code).await?)
    }

    async fn opened_link(
        &self,
        token: LinkTokenHash,
        device: Option<&DeviceHash>,
    ) -> Result<Option<OpenedLink>> {
        Ok(link_rows::opened_link(&self.pool, token, device).await?)
    }

    async fn claim(&self, context: &RequestContext, token: LinkTokenHash) -> Result<LinkTarget> {
        self.change(context, commands::ClaimLink { context: context.clone(), token }).await
    }

    async fn revoke_link(&self, context: &RequestContext, link: LinkId) -> Result<()> {
        self.change(context, commands::RevokeLink { context: context.clone(), link }).await
    }

    async fn hide_meeting(&self, context: &RequestContext, hidden: bool) -> Result<()> {
        let hide = commands::HideMeeting { context: context.clone(), hidden };
        self.change(context, hide).await
    }

    async fn forget_device(&self, device: &DeviceHash) -> Result<()> {
        Ok(commands::forget(&self.pool, device).await?)
    }

    async fn delete(&self, context: &RequestContext) -> Result<()> {
        self.change(context, commands::Delete).await
    }

    async fn expire(&self, today: NaiveDate, keys_before: NaiveDateTime) -> Result<u64> {
        // Each of the two is done even if the other one fails.
        let keys = expiry::delete_keys(&self.pool, keys_before).await;
        let meetings = expiry::delete_meetings(&self.pool, today).await?;
        keys?;
        Ok(meetings)
    }
}

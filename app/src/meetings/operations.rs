//! The operations that change something. Each takes what it needs from the clock and the settings, then runs
//! one command of the store.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;

#[cfg(doc)]
use super::Refusal;
use super::{
    Attempt, Clock, ClosingChange, Description, DeviceHash, IdempotencyKey, LinkTokens, Live, NewComment,
    NewName, RequestContext, Result, Signature, Store, TimeChange, UrlCodes,
};
use crate::domain::{
    CommentText, DateRange, Mark, Marking, ParticipantDateId, ParticipantId, ParticipantName, Retention,
    Today, TodayError, UrlCode, day_at, expires_on, minutes_from_utc,
};

/// How long idempotency keys are kept.
const KEY_LIFETIME: TimeDelta = TimeDelta::hours(24);

/// Limits on meetings that are set by the host.
#[derive(Debug, Clone, Copy)]
pub struct HostLimits {
    /// The maximum number of participants of a meeting.
    pub max_participants: u32,
    /// How long meetings are kept.
    pub retention: Retention,
}

impl Default for HostLimits {
    fn default() -> Self {
        Self { max_participants: 500, retention: Retention::default() }
    }
}

/// All operations on meetings.
#[derive(Clone)]
pub struct Meetings {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) url_codes: Arc<dyn UrlCodes>,
    pub(super) link_tokens: Arc<dyn LinkTokens>,
    live: Arc<dyn Live>,
    pub(super) limits: HostLimits,
}

impl Meetings {
    /// The operations on these ports, with these limits.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        url_codes: Arc<dyn UrlCodes>,
        link_tokens: Arc<dyn LinkTokens>,
        live: Arc<dyn Live>,
        limits: HostLimits,
    ) -> Self {
        Self { store, clock, url_codes, link_tokens, live, limits }
    }

    /// The current day for viewers whose time zone is unknown.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.day_of(self.clock.now())
    }

    /// The day of a moment (UTC) for viewers whose time zone is unknown.
    #[must_use]
    pub fn day_of(&self, at: NaiveDateTime) -> NaiveDate {
        day_at(at, self.clock.zone())
    }

    /// The UTC offset of the zone used for viewers whose own zone is unknown, in minutes.
    #[must_use]
    pub fn minutes_from_utc(&self, at: NaiveDateTime) -> i32 {
        minutes_from_utc(at, self.clock.zone())
    }

    /// The current moment, in UTC.
    #[must_use]
    pub fn now(&self) -> NaiveDateTime {
        self.clock.now()
    }

    /// The zone of meetings that have none of their own.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.clock.zone()
    }

    /// How long meetings are kept.
    #[must_use]
    pub fn retention(&self) -> Retention {
        self.limits.retention
    }

    /// Accepts the day that a page displayed as today, if it can still be today.
    ///
    /// # Errors
    /// [`TodayError`] if it cannot.
    pub fn shown_today(&self, shown: NaiveDate) -> Result<Today, TodayError> {
        Today::from_page(shown, self.clock.now().date())
    }

    /// Sets the candidate days.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`], [`Refusal::DatesAlreadySet`]; errors of the
    /// store.
    pub async fn set_dates(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        dates: DateRange,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        let expires_on = expires_on(Some(&dates), context.at.date(), self.limits.retention);
        self.notify_viewers(&context, self.store.set_dates(&context, &dates, expires_on).await)
    }

    /// Changes the title, the location and the note.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`]; errors of the store.
    pub async fn describe(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        description: Description,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.describe(&context, &description).await)
    }

    /// Changes the time of day.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`], [`Refusal::StartMissing`],
    /// [`Refusal::SkippedTime`]; errors of the store.
    pub async fn set_time(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        change: TimeChange,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.set_time(&context, &change).await)
    }

    /// Closes or opens answering, and sets the answer-by day.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`], [`Refusal::AnswerByOver`]; errors of the store.
    pub async fn set_closing(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        change: ClosingChange,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.set_closing(&context, change).await)
    }

    /// Decides on a candidate day, and closes answering with it if `close` is set. An earlier decision is replaced.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`], [`Refusal::DatesNotSet`],
    /// [`Refusal::NoCandidateDay`], [`Refusal::SkippedTime`]; errors of the store.
    pub async fn decide(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        date: NaiveDate,
        close: bool,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.decide(&context, date, close).await)
    }

    /// Takes the decision back, if there is one.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`]; errors of the store.
    pub async fn withdraw_decision(&self, url_code: UrlCode, device: Option<DeviceHash>) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.withdraw_decision(&context).await)
    }

    /// Adds a participant who is free on all days; the requester's device becomes its owner.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::DatesNotSet`], [`Refusal::MeetingFull`],
    /// [`Refusal::NameTaken`], [`Refusal::NameReserved`], [`Refusal::KeyReused`]; errors of the store.
    pub async fn join(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        name: impl Into<NewName>,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<ParticipantId> {
        let context = self.context(url_code, device);
        let joined = self
            .store
            .join(&context, &name.into(), self.limits.max_participants, idempotency_key.as_ref())
            .await;
        self.notify_viewers(&context, joined)
    }

    /// Marks days of a participant.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirDevice`],
    /// [`Refusal::MarksDoNotFit`]; errors of the store.
    pub async fn mark(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        participant: ParticipantId,
        marking: Marking,
    ) -> Result<()> {
        self.mark_by_attempt(url_code, device, participant, marking, None).await
    }

    /// Marks days of a participant, unless the page that sent the request has given up this attempt
    /// meanwhile.
    ///
    /// # Errors
    /// As [`Self::mark`].
    pub async fn mark_by_attempt(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        participant: ParticipantId,
        marking: Marking,
        attempt: Option<Attempt>,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(
            &context,
            self.store.mark(&context, participant, &marking, attempt.as_ref()).await,
        )
    }

    /// Marks one day of a participant, identified by the id of the participant date. Returns the version that the
    /// meeting has then.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::DateNotFound`], [`Refusal::NotTheirDevice`]; errors of the
    /// store.
    pub async fn mark_date(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        date: ParticipantDateId,
        mark: Mark,
    ) -> Result<u64> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.mark_date(&context, date, mark).await)
    }

    /// Renames a participant.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirDevice`],
    /// [`Refusal::NameTaken`]; errors of the store.
    pub async fn rename(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        participant: ParticipantId,
        name: ParticipantName,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.rename(&context, participant, &name).await)
    }

    /// Removes a participant with its dates.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirDevice`]; errors of
    /// the store.
    pub async fn remove(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        participant: ParticipantId,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.remove(&context, participant).await)
    }

    /// Adds a comment and returns the number of its timeline entry.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirName`],
    /// [`Refusal::KeyReused`]; errors of the store.
    pub async fn comment(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        signature: Signature,
        text: CommentText,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<u64> {
        let context = self.context(url_code, device);
        let new = NewComment { signature, text };
        self.notify_viewers(&context, self.store.comment(&context, &new, idempotency_key.as_ref()).await)
    }

    /// Removes the text of a comment; its number stays.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::CommentNotFound`], [`Refusal::NotTheirComment`]; errors of
    /// the store.
    pub async fn remove_comment(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        comment: u64,
    ) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.remove_comment(&context, comment).await)
    }

    /// Leaves a meeting out of the list of the requester's device (`hidden`), or puts it back.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NoDevice`]; errors of the store.
    pub async fn hide_meeting(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        hidden: bool,
    ) -> Result<()> {
        self.store.hide_meeting(&self.context(url_code, device), hidden).await
    }

    /// Takes everything from a device that it organizes and answers for. Its meetings and what it wrote stay.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn forget_device(&self, device: &DeviceHash) -> Result<()> {
        self.store.forget_device(device).await
    }

    /// Deletes a meeting with everything in it.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`]; errors of the store.
    pub async fn delete(&self, url_code: UrlCode, device: Option<DeviceHash>) -> Result<()> {
        let context = self.context(url_code, device);
        self.notify_viewers(&context, self.store.delete(&context).await)
    }

    /// Deletes expired meetings and old idempotency keys. Returns the number of deleted meetings.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn expire(&self) -> Result<u64> {
        let now = self.clock.now();
        self.store.expire(now.date(), now - KEY_LIFETIME).await
    }

    /// Notifies the live viewers of the meeting, if the operation succeeded.
    fn notify_viewers<T>(&self, context: &RequestContext, done: Result<T>) -> Result<T> {
        if done.is_ok() {
            self.live.changed(&context.url_code);
        }
        done
    }

    pub(super) fn context(&self, url_code: UrlCode, device: Option<DeviceHash>) -> RequestContext {
        RequestContext { url_code, device, at: self.clock.now(), zone: self.clock.zone() }
    }
}

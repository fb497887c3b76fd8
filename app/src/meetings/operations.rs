//! The operations, each a few lines: what they need from the clock and the settings, then one
//! command of the store.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use super::{
    Ask, Clock, DeviceHash, Error, NewMeeting, Numbered, Once, Refusal, Result, Seen, Store, StoreError,
    Summary, UrlCodes,
};
use crate::domain::{
    Board, DateId, DateRange, Location, Mark, Marking, ParticipantId, ParticipantName, Retention, Title,
    Today, TodayError, UrlCode, expires_on,
};

/// How often a new url code is tried; with 60 random bits the second try is already a wonder.
const URL_CODE_TRIES: usize = 5;

/// How long an idempotency key is remembered.
const KEYS_KEPT: TimeDelta = TimeDelta::hours(24);

/// What the host decides about meetings.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The most participants of one meeting.
    pub max_participants: u32,
    /// How long meetings are kept.
    pub retention: Retention,
}

impl Default for Rules {
    fn default() -> Self {
        Self { max_participants: 500, retention: Retention::default() }
    }
}

/// Everything that can be done with meetings.
#[derive(Clone)]
pub struct Meetings {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    url_codes: Arc<dyn UrlCodes>,
    rules: Rules,
}

impl Meetings {
    /// The operations on these ports, by these rules.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        url_codes: Arc<dyn UrlCodes>,
        rules: Rules,
    ) -> Self {
        Self { store, clock, url_codes, rules }
    }

    /// What day it is for a viewer whose zone is unknown.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// How long meetings are kept.
    #[must_use]
    pub fn retention(&self) -> Retention {
        self.rules.retention
    }

    /// The day that a page showed as today, if it still can be.
    ///
    /// # Errors
    /// [`TodayError`].
    pub fn shown_today(&self, shown: NaiveDate) -> Result<Today, TodayError> {
        Today::shown(shown, self.clock.now().date())
    }

    /// The meeting with this code.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn read(&self, url_code: &UrlCode, device: Option<&DeviceHash>) -> Result<Seen> {
        let seen = self.store.read(url_code, device).await?;
        seen.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// The meeting with this code, and the numbers of its participant dates.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn read_numbered(&self, url_code: &UrlCode) -> Result<Numbered> {
        let numbered = self.store.read_numbered(url_code).await?;
        numbered.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
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
    /// [`Refusal::MeetingNotFound`], [`Refusal::DatesNotSet`]; the store's.
    pub async fn board(&self, url_code: &UrlCode) -> Result<Board> {
        let seen = self.read(url_code, None).await?;
        Board::of(seen.meeting).ok_or_else(|| Refusal::DatesNotSet.into())
    }

    /// The meetings of a device, the newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn meetings_of(&self, device: &DeviceHash) -> Result<Vec<Summary>> {
        self.store.meetings_of(device).await
    }

    /// Makes a meeting and gives its code; the asker's device becomes its organizer.
    ///
    /// # Errors
    /// [`Refusal::KeyReused`]; the store's.
    pub async fn create(
        &self,
        device: Option<DeviceHash>,
        title: Title,
        location: Location,
        dates: Option<DateRange>,
        once: Option<Once>,
    ) -> Result<UrlCode> {
        let at = self.clock.now();
        let expires_on = expires_on(dates.as_ref(), at.date(), self.rules.retention);
        let ask = Ask { url_code: self.url_codes.next(), device, at };
        let mut new = NewMeeting { ask, title, location, dates, expires_on };
        for _ in 1..URL_CODE_TRIES {
            match self.store.create(&new, once.as_ref()).await {
                Err(Error::Failed(StoreError::UrlCodeTaken)) => new.ask.url_code = self.url_codes.next(),
                answer => return answer,
            }
        }
        self.store.create(&new, once.as_ref()).await
    }

    /// Sets the candidate days.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`], [`Refusal::DatesAlreadySet`]; the store's.
    pub async fn set_dates(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        dates: DateRange,
    ) -> Result<()> {
        let ask = self.ask(url_code, device);
        let expires_on = expires_on(Some(&dates), ask.at.date(), self.rules.retention);
        self.store.set_dates(&ask, &dates, expires_on).await
    }

    /// Changes what is given of title and location.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`]; the store's.
    pub async fn describe(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        title: Option<Title>,
        location: Option<Location>,
    ) -> Result<()> {
        let ask = self.ask(url_code, device);
        self.store.describe(&ask, title.as_ref(), location.as_ref()).await
    }

    /// Adds a participant, free on all days; the asker's device becomes its own.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::DatesNotSet`], [`Refusal::MeetingFull`],
    /// [`Refusal::NameTaken`], [`Refusal::KeyReused`]; the store's.
    pub async fn join(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        name: ParticipantName,
        once: Option<Once>,
    ) -> Result<ParticipantId> {
        let ask = self.ask(url_code, device);
        self.store.join(&ask, &name, self.rules.max_participants, once.as_ref()).await
    }

    /// Marks days of a participant.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirDevice`],
    /// [`Refusal::MarksDoNotFit`]; the store's.
    pub async fn mark(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        participant: ParticipantId,
        marking: Marking,
    ) -> Result<()> {
        self.store.mark(&self.ask(url_code, device), participant, &marking).await
    }

    /// Marks the day of a participant that has this number.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::DateNotFound`], [`Refusal::NotTheirDevice`]; the store's.
    pub async fn mark_date(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        date: DateId,
        mark: Mark,
    ) -> Result<()> {
        self.store.mark_date(&self.ask(url_code, device), date, mark).await
    }

    /// Gives a participant another name.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirDevice`],
    /// [`Refusal::NameTaken`]; the store's.
    pub async fn rename(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        participant: ParticipantId,
        name: ParticipantName,
    ) -> Result<()> {
        self.store.rename(&self.ask(url_code, device), participant, &name).await
    }

    /// Removes a participant with its dates.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirDevice`];
    /// the store's.
    pub async fn remove(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        participant: ParticipantId,
    ) -> Result<()> {
        self.store.remove(&self.ask(url_code, device), participant).await
    }

    /// Deletes a meeting with everything in it.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`]; the store's.
    pub async fn delete(&self, url_code: UrlCode, device: Option<DeviceHash>) -> Result<()> {
        self.store.delete(&self.ask(url_code, device)).await
    }

    /// Deletes the meetings whose day has come, and forgets old idempotency keys. Gives the number
    /// of meetings.
    ///
    /// # Errors
    /// The store's.
    pub async fn expire(&self) -> Result<u64> {
        let now = self.clock.now();
        self.store.expire(now.date(), now - KEYS_KEPT).await
    }

    fn ask(&self, url_code: UrlCode, device: Option<DeviceHash>) -> Ask {
        Ask { url_code, device, at: self.clock.now() }
    }
}

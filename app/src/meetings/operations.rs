//! The operations, each a few lines: what they need from the clock and the settings, then one
//! command of the store.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use super::{
    Ask, Clock, DeviceHash, Error, Live, NewComment, NewMeeting, Numbered, Once, Refusal, Result, Said, Seen,
    Signature, Since, Store, StoreError, Summary, UrlCodes,
};
use crate::domain::{
    Board, CommentText, DateId, DateRange, Location, Mark, Marking, NEWEST, ParticipantId, ParticipantName,
    Retention, Title, Today, TodayError, UrlCode, expires_on,
};
use crate::news::News;

/// How often a new url code is tried; with 60 random bits the second try is already a wonder.
const URL_CODE_TRIES: usize = 5;

/// How long an idempotency key is remembered.
const KEYS_KEPT: TimeDelta = TimeDelta::hours(24);

/// How many entries of a timeline are read at a time, going on after one.
pub const AT_A_TIME: u32 = 200;

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
    live: Arc<dyn Live>,
    rules: Rules,
}

impl Meetings {
    /// The operations on these ports, by these rules.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        url_codes: Arc<dyn UrlCodes>,
        live: Arc<dyn Live>,
        rules: Rules,
    ) -> Self {
        Self { store, clock, url_codes, live, rules }
    }

    /// What day it is for a viewer whose zone is unknown.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// How far the zone of viewers whose own is unknown is from UTC, in minutes.
    #[must_use]
    pub fn minutes_from_utc(&self) -> i32 {
        self.clock.minutes_from_utc()
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
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn board(&self, url_code: &UrlCode) -> Result<Board> {
        let seen = self.read(url_code, None).await?;
        let newest = self.timeline(url_code, seen.meeting.version + 1, None).await?;
        Ok(Board::of(seen.meeting, newest.into_iter().map(|said| said.entry).collect()))
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
    ) -> Result<Vec<Said>> {
        self.store.timeline(url_code, before, NEWEST, device).await
    }

    /// What happened in a meeting after an entry, the oldest first, at most [`AT_A_TIME`] entries.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`]; the store's.
    pub async fn since(&self, url_code: &UrlCode, after: u64) -> Result<Since> {
        let since = self.store.since(url_code, after, AT_A_TIME).await?;
        since.ok_or_else(|| Refusal::MeetingNotFound(url_code.to_string()).into())
    }

    /// What a page that knows the entry `after` last has to hear. Who knows more than there is gets the
    /// whole board too: the database was put back.
    ///
    /// # Errors
    /// The store's.
    pub async fn news(&self, url_code: &UrlCode, after: u64) -> Result<News> {
        let Some(since) = self.store.since(url_code, after, AT_A_TIME).await? else { return Ok(News::Gone) };
        let all = since.version.checked_sub(after) == Some(since.entries.len() as u64);
        if all {
            return Ok(News::Entries(since.entries));
        }
        match self.board(url_code).await {
            Ok(board) => Ok(News::Whole(Box::new(board))),
            Err(Error::Refused(Refusal::MeetingNotFound(_))) => Ok(News::Gone),
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
        self.told(&ask, self.store.set_dates(&ask, &dates, expires_on).await)
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
        self.told(&ask, self.store.describe(&ask, title.as_ref(), location.as_ref()).await)
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
        let joined = self.store.join(&ask, &name, self.rules.max_participants, once.as_ref()).await;
        self.told(&ask, joined)
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
        let ask = self.ask(url_code, device);
        self.told(&ask, self.store.mark(&ask, participant, &marking).await)
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
        let ask = self.ask(url_code, device);
        self.told(&ask, self.store.mark_date(&ask, date, mark).await)
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
        let ask = self.ask(url_code, device);
        self.told(&ask, self.store.rename(&ask, participant, &name).await)
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
        let ask = self.ask(url_code, device);
        self.told(&ask, self.store.remove(&ask, participant).await)
    }

    /// Adds a comment and gives its number.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotTheirDevice`],
    /// [`Refusal::KeyReused`]; the store's.
    pub async fn comment(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        signature: Signature,
        text: CommentText,
        once: Option<Once>,
    ) -> Result<u64> {
        let ask = self.ask(url_code, device);
        let new = NewComment { signature, text };
        self.told(&ask, self.store.comment(&ask, &new, once.as_ref()).await)
    }

    /// Removes the text of a comment; its number stays.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::CommentNotFound`], [`Refusal::NotTheirComment`]; the
    /// store's.
    pub async fn remove_comment(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        comment: u64,
    ) -> Result<()> {
        let ask = self.ask(url_code, device);
        self.told(&ask, self.store.remove_comment(&ask, comment).await)
    }

    /// Deletes a meeting with everything in it.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`]; the store's.
    pub async fn delete(&self, url_code: UrlCode, device: Option<DeviceHash>) -> Result<()> {
        let ask = self.ask(url_code, device);
        self.told(&ask, self.store.delete(&ask).await)
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

    /// Tells those who look on that something may have changed.
    fn told<T>(&self, ask: &Ask, done: Result<T>) -> Result<T> {
        if done.is_ok() {
            self.live.changed(&ask.url_code);
        }
        done
    }

    fn ask(&self, url_code: UrlCode, device: Option<DeviceHash>) -> Ask {
        Ask { url_code, device, at: self.clock.now() }
    }
}

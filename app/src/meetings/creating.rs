//! The operations that create a meeting: a new one, and one like an earlier one.

use std::collections::HashSet;

use super::{
    DeviceHash, Error, IdempotencyKey, MeetingForViewer, Meetings, NewMeeting, Refusal, RequestContext,
    Result, StoreError,
};
use crate::domain::{DateRange, Location, NameKey, Note, Title, UrlCode, expires_on};

/// How many url codes are tried; with 60 random bits even a second try is extremely unlikely.
const URL_CODE_TRIES: usize = 5;

impl Meetings {
    /// Creates a meeting and returns its code; the requester's device becomes its organizer.
    ///
    /// # Errors
    /// [`Refusal::KeyReused`]; errors of the store.
    pub async fn create(
        &self,
        device: Option<DeviceHash>,
        title: Title,
        location: Location,
        dates: Option<DateRange>,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<UrlCode> {
        let at = self.clock.now();
        let expires_on = expires_on(dates.as_ref(), at.date(), self.limits.retention);
        let context = RequestContext { url_code: self.url_codes.next(), device, at, zone: self.clock.zone() };
        let new = NewMeeting {
            context,
            title,
            location,
            note: Note::default(),
            time: None,
            reserved: Vec::new(),
            dates,
            expires_on,
        };
        self.store_new(new, idempotency_key).await
    }

    /// Creates a meeting like an earlier one: with its title, location, note, time and the names of its people, but
    /// without dates and marks. Returns its code; the requester's device becomes its organizer.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::NotOrganizer`], [`Refusal::KeyReused`]; errors of the store.
    pub async fn again(
        &self,
        url_code: &UrlCode,
        device: Option<DeviceHash>,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<UrlCode> {
        // Who did not come to the earlier one may come again, too. Read first: whoever takes their name in between is
        // found among the participants.
        let absent = self.store.reserved_names(url_code).await?;
        let MeetingForViewer { meeting, access, .. } = self.read(url_code, device.as_ref()).await?;
        if !access.may_change() {
            return Err(Refusal::NotOrganizer.into());
        }
        // Names that the rules of another day told apart may be the same by those of today.
        let mut seen = HashSet::new();
        let names = meeting.participants.iter().map(|one| one.name.clone()).chain(absent);
        let names = names.filter(|name| seen.insert(NameKey::of(name)));
        // More could not join.
        let most = usize::try_from(self.limits.max_participants).unwrap_or(usize::MAX);
        let reserved = names.take(most).collect();
        let context = self.context(self.url_codes.next(), device);
        let expires_on = expires_on(None, context.at.date(), self.limits.retention);
        let new = NewMeeting {
            context,
            title: meeting.title.clone(),
            location: meeting.location.clone(),
            note: meeting.note.clone(),
            time: meeting.time.clone(),
            reserved,
            dates: None,
            expires_on,
        };
        self.store_new(new, idempotency_key).await
    }

    /// Stores a new meeting, by another code if the drawn one is taken.
    async fn store_new(
        &self,
        mut new: NewMeeting,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<UrlCode> {
        for _ in 1..URL_CODE_TRIES {
            match self.store.create(&new, idempotency_key.as_ref()).await {
                Err(Error::Failed(StoreError::UrlCodeTaken)) => new.context.url_code = self.url_codes.next(),
                answer => return answer,
            }
        }
        self.store.create(&new, idempotency_key.as_ref()).await
    }
}

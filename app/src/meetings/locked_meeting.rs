//! A meeting read under its lock, and the rules that decide whether a change of it is allowed.

use super::{Access, LockedParticipant, Refusal, Result};
use crate::domain::{Actor, DateRange, Event, Location, Title, UrlCode, takes_back};

/// What a change needs to know of its meeting, read under the meeting's lock. The rules that are
/// about a meeting as it stands are its methods.
#[derive(Debug, Clone)]
pub struct LockedMeeting {
    /// The meeting.
    pub url_code: UrlCode,
    /// The number that the change's entry will have.
    pub version: u64,
    /// What it is about.
    pub title: Title,
    /// Where it will be.
    pub location: Location,
    /// The candidate days.
    pub dates: Option<DateRange>,
    /// What the asker is to the meeting: its organizer where it is their own.
    pub access: Access,
}

impl LockedMeeting {
    /// The organizer, or anybody where the meeting is open, changes the meeting itself.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn change(&self) -> Result<(), Refusal> {
        if self.access.may_change() { Ok(()) } else { Err(Refusal::NotOrganizer) }
    }

    /// What of a new title and a new location is a change; nothing where they are the same.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn describe(
        &self,
        title: Option<&Title>,
        location: Option<&Location>,
    ) -> Result<Vec<Event>, Refusal> {
        self.change()?;
        let title = title.filter(|title| **title != self.title);
        let location = location.filter(|location| **location != self.location);
        let title = title.map(|title| Event::TitleChanged { title: title.clone() });
        let location = location.map(|location| Event::LocationChanged { location: location.clone() });
        Ok(title.into_iter().chain(location).collect())
    }

    /// Only an organizer deletes: an open meeting is deleted by nobody.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn delete(&self) -> Result<(), Refusal> {
        if self.access.own { Ok(()) } else { Err(Refusal::NotOrganizer) }
    }

    /// The range is set once, by who may change the meeting.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`], [`Refusal::DatesAlreadySet`].
    pub fn set_dates(&self) -> Result<(), Refusal> {
        self.change()?;
        match self.dates {
            None => Ok(()),
            Some(dates) => Err(Refusal::DatesAlreadySet { url_code: self.url_code.clone(), dates }),
        }
    }

    /// Anybody joins once there is a range and while there is room; gives the range.
    ///
    /// # Errors
    /// [`Refusal::DatesNotSet`], [`Refusal::MeetingFull`].
    pub fn join(&self, participants: i64, limit: u32) -> Result<DateRange, Refusal> {
        let dates = self.dates.ok_or(Refusal::DatesNotSet)?;
        if participants >= i64::from(limit) {
            return Err(Refusal::MeetingFull { url_code: self.url_code.clone(), limit });
        }
        Ok(dates)
    }

    /// A participant's own device and the organizer mark, rename and remove it; anybody does where
    /// the participant is open.
    ///
    /// # Errors
    /// [`Refusal::NotTheirDevice`].
    pub fn change_participant(&self, participant: Access) -> Result<(), Refusal> {
        if participant.may_change() || self.access.own { Ok(()) } else { Err(Refusal::NotTheirDevice) }
    }

    /// A comment's author and the organizer remove it; anybody does where it was written without a
    /// device.
    ///
    /// # Errors
    /// [`Refusal::NotTheirComment`].
    pub fn remove_comment(&self, comment: Access) -> Result<(), Refusal> {
        let Access { open, own } = comment;
        if takes_back(open, own, self.access.own) { Ok(()) } else { Err(Refusal::NotTheirComment) }
    }

    /// Who the asker is when the meeting itself is changed.
    #[must_use]
    pub fn actor(&self) -> Actor {
        if self.access.own { Actor::Organizer } else { Actor::Guest }
    }

    /// Who the asker is when a participant is changed.
    #[must_use]
    pub fn actor_for(&self, participant: &LockedParticipant) -> Actor {
        let LockedParticipant { id, name, access, .. } = participant;
        if access.own { Actor::Participant(*id, name.clone()) } else { self.actor() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ParticipantId, ParticipantName};

    const OPEN: Access = Access { open: true, own: false };
    const OWN: Access = Access { open: false, own: true };
    const OTHERS: Access = Access { open: false, own: false };

    fn meeting(access: Access) -> LockedMeeting {
        LockedMeeting {
            url_code: UrlCode::parse("abc").unwrap(),
            version: 2,
            title: Title::default(),
            location: Location::default(),
            dates: None,
            access,
        }
    }

    #[test]
    fn a_closed_meeting_is_changed_by_its_organizer_only() {
        assert_eq!(meeting(OWN).change(), Ok(()));
        assert_eq!(meeting(OTHERS).change(), Err(Refusal::NotOrganizer));
        assert_eq!(meeting(OTHERS).set_dates(), Err(Refusal::NotOrganizer));
    }

    #[test]
    fn an_open_meeting_is_changed_by_anybody_and_deleted_by_nobody() {
        assert_eq!(meeting(OPEN).change(), Ok(()));
        assert_eq!(meeting(OPEN).delete(), Err(Refusal::NotOrganizer));
        assert_eq!(meeting(OWN).delete(), Ok(()));
    }

    #[test]
    fn a_closed_participant_is_changed_by_its_device_and_the_organizer() {
        assert_eq!(meeting(OTHERS).change_participant(OWN), Ok(()));
        assert_eq!(meeting(OWN).change_participant(OTHERS), Ok(()));
        assert_eq!(meeting(OTHERS).change_participant(OTHERS), Err(Refusal::NotTheirDevice));
        assert_eq!(meeting(OPEN).change_participant(OTHERS), Err(Refusal::NotTheirDevice));
    }

    #[test]
    fn an_open_participant_is_changed_by_anybody() {
        assert_eq!(meeting(OTHERS).change_participant(OPEN), Ok(()));
    }

    #[test]
    fn who_changes_a_participant_is_its_device_before_the_organizer_before_a_guest() {
        let (id, name) = (ParticipantId(7), ParticipantName::parse("Kit").unwrap());
        let kit = |access| LockedParticipant { id, name: name.clone(), answered: true, access };
        assert_eq!(meeting(OWN).actor_for(&kit(OWN)), Actor::Participant(id, name.clone()));
        assert_eq!(meeting(OWN).actor_for(&kit(OTHERS)), Actor::Organizer);
        assert_eq!(meeting(OTHERS).actor_for(&kit(OPEN)), Actor::Guest);
    }

    #[test]
    fn only_what_differs_is_described() {
        let (title, location) = (Title::parse("회식").unwrap(), Location::default());
        let changed = meeting(OWN).describe(Some(&title), Some(&location)).unwrap();
        assert_eq!(changed, [Event::TitleChanged { title }]);
        assert_eq!(meeting(OWN).describe(Some(&Title::default()), None), Ok(Vec::new()));
        assert_eq!(meeting(OTHERS).describe(None, None), Err(Refusal::NotOrganizer));
    }
}

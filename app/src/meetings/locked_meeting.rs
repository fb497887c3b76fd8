//! A meeting read under its lock, and the rules that decide whether a change of it is allowed.

use super::{Access, LockedParticipant, Refusal, Result};
use crate::domain::{Actor, DateRange, Event, Location, Title, UrlCode, may_remove_comment};

/// The data of a meeting that a change needs, read under the meeting's lock. Its methods are the rules that
/// depend on the state of the meeting.
#[derive(Debug, Clone)]
pub struct LockedMeeting {
    /// The meeting.
    pub url_code: UrlCode,
    /// The number that the timeline entry of the change will have.
    pub version: u64,
    /// The title.
    pub title: Title,
    /// The location.
    pub location: Location,
    /// The candidate days.
    pub dates: Option<DateRange>,
    /// The requester's access to the meeting; the requester is its organizer if `access.own` is set.
    pub access: Access,
}

impl LockedMeeting {
    /// Checks that the requester may change the meeting: its organizer, or anybody if the meeting is open.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn check_change(&self) -> Result<(), Refusal> {
        if self.access.may_change() { Ok(()) } else { Err(Refusal::NotOrganizer) }
    }

    /// The events for a new title and a new location; empty if neither differs from the current one.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn description_events(
        &self,
        title: Option<&Title>,
        location: Option<&Location>,
    ) -> Result<Vec<Event>, Refusal> {
        self.check_change()?;
        let title = title.filter(|title| **title != self.title);
        let location = location.filter(|location| **location != self.location);
        let title = title.map(|title| Event::TitleChanged { title: title.clone() });
        let location = location.map(|location| Event::LocationChanged { location: location.clone() });
        Ok(title.into_iter().chain(location).collect())
    }

    /// Checks that the requester may delete the meeting: only an organizer may, so nobody can delete an open
    /// one.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn check_delete(&self) -> Result<(), Refusal> {
        if self.access.own { Ok(()) } else { Err(Refusal::NotOrganizer) }
    }

    /// Checks that the range can be set: it is not set yet, and the requester may change the meeting.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`], [`Refusal::DatesAlreadySet`].
    pub fn check_set_dates(&self) -> Result<(), Refusal> {
        self.check_change()?;
        match self.dates {
            None => Ok(()),
            Some(dates) => Err(Refusal::DatesAlreadySet { url_code: self.url_code.clone(), dates }),
        }
    }

    /// Checks that a participant can join: the range is set and the meeting is not full. Returns the range.
    ///
    /// # Errors
    /// [`Refusal::DatesNotSet`], [`Refusal::MeetingFull`].
    pub fn check_join(&self, participants: i64, limit: u32) -> Result<DateRange, Refusal> {
        let dates = self.dates.ok_or(Refusal::DatesNotSet)?;
        if participants >= i64::from(limit) {
            return Err(Refusal::MeetingFull { url_code: self.url_code.clone(), limit });
        }
        Ok(dates)
    }

    /// Checks that the requester may mark, rename and remove a participant: its own device and the organizer
    /// may, and anybody if the participant is open.
    ///
    /// # Errors
    /// [`Refusal::NotTheirDevice`].
    pub fn check_change_participant(&self, participant: Access) -> Result<(), Refusal> {
        if participant.may_change() || self.access.own { Ok(()) } else { Err(Refusal::NotTheirDevice) }
    }

    /// Checks that the requester may remove a comment: its author and the organizer may, and anybody if it
    /// was written without a device.
    ///
    /// # Errors
    /// [`Refusal::NotTheirComment`].
    pub fn check_remove_comment(&self, comment: Access) -> Result<(), Refusal> {
        let Access { open, own } = comment;
        if may_remove_comment(open, own, self.access.own) { Ok(()) } else { Err(Refusal::NotTheirComment) }
    }

    /// The actor of a change to the meeting itself.
    #[must_use]
    pub fn actor(&self) -> Actor {
        if self.access.own { Actor::Organizer } else { Actor::Guest }
    }

    /// The actor of a change to a participant.
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
        assert_eq!(meeting(OWN).check_change(), Ok(()));
        assert_eq!(meeting(OTHERS).check_change(), Err(Refusal::NotOrganizer));
        assert_eq!(meeting(OTHERS).check_set_dates(), Err(Refusal::NotOrganizer));
    }

    #[test]
    fn an_open_meeting_is_changed_by_anybody_and_deleted_by_nobody() {
        assert_eq!(meeting(OPEN).check_change(), Ok(()));
        assert_eq!(meeting(OPEN).check_delete(), Err(Refusal::NotOrganizer));
        assert_eq!(meeting(OWN).check_delete(), Ok(()));
    }

    #[test]
    fn a_closed_participant_is_changed_by_its_device_and_the_organizer() {
        assert_eq!(meeting(OTHERS).check_change_participant(OWN), Ok(()));
        assert_eq!(meeting(OWN).check_change_participant(OTHERS), Ok(()));
        assert_eq!(meeting(OTHERS).check_change_participant(OTHERS), Err(Refusal::NotTheirDevice));
        assert_eq!(meeting(OPEN).check_change_participant(OTHERS), Err(Refusal::NotTheirDevice));
    }

    #[test]
    fn an_open_participant_is_changed_by_anybody() {
        assert_eq!(meeting(OTHERS).check_change_participant(OPEN), Ok(()));
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
        let changed = meeting(OWN).description_events(Some(&title), Some(&location)).unwrap();
        assert_eq!(changed, [Event::TitleChanged { title }]);
        assert_eq!(meeting(OWN).description_events(Some(&Title::default()), None), Ok(Vec::new()));
        assert_eq!(meeting(OTHERS).description_events(None, None), Err(Refusal::NotOrganizer));
    }
}

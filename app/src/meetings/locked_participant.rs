//! A participant read under its meeting's lock, and the events that changes of it result in.

use chrono::NaiveDate;

use super::{Access, LockedMeeting, Refusal};
use crate::domain::{Availability, Event, Marking, ParticipantId, ParticipantName};

/// The data of a participant that a change needs, read under its meeting's lock.
#[derive(Debug, Clone)]
pub struct LockedParticipant {
    /// The id.
    pub id: ParticipantId,
    /// The name.
    pub name: ParticipantName,
    /// Whether the participant has marked a day or said "all days work".
    pub answered: bool,
    /// The requester's access to the participant.
    pub access: Access,
}

/// The result of marking days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The days whose availability changes, with the new availability.
    pub changed: Vec<(NaiveDate, Availability)>,
    /// The event for the timeline.
    pub event: Event,
}

impl LockedParticipant {
    /// The event for a new name; `None` if the name is the same.
    #[must_use]
    pub fn renamed(&self, name: &ParticipantName) -> Option<Event> {
        (self.name != *name).then(|| Event::Renamed {
            participant: self.id,
            before: self.name.clone(),
            name: name.clone(),
        })
    }

    /// Checks that the requester may sign a comment as this participant; the organizer may not sign for
    /// others.
    ///
    /// # Errors
    /// [`Refusal::NotTheirName`].
    pub fn sign(&self) -> Result<(), Refusal> {
        if self.access.may_change() { Ok(()) } else { Err(Refusal::NotTheirName) }
    }

    /// The event for the removal of the participant.
    #[must_use]
    pub fn removed(&self) -> Event {
        Event::Removed { participant: self.id, name: self.name.clone() }
    }

    /// Applies a marking to the participant's `days`. `None` if nothing changes, unless it is the
    /// participant's first marking: that one counts as an answer.
    ///
    /// # Errors
    /// [`Refusal::DatesNotSet`], [`Refusal::MarksDoNotFit`].
    pub fn marked(
        &self,
        meeting: &LockedMeeting,
        marking: &Marking,
        days: &[(NaiveDate, Availability)],
    ) -> Result<Option<Marked>, Refusal> {
        let dates = meeting.dates.as_ref().ok_or(Refusal::DatesNotSet)?;
        let stroke = marking.stroke(dates)?;
        if stroke.is_untouched() {
            return Ok(None);
        }
        let before: Vec<_> = days.iter().map(|(_, availability)| *availability).collect();
        let after = days.iter().zip(stroke.applied_to(&before));
        let changed: Vec<_> = after
            .filter(|((_, before), after)| before != after)
            .map(|((day, _), after)| (*day, after))
            .collect();
        if changed.is_empty() && self.answered {
            return Ok(None);
        }
        let all_days_work = *marking == Marking::AllDaysWork;
        let event = Event::marked(self.id, self.name.clone(), &changed, all_days_work);
        Ok(Some(Marked { changed, event }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Closing, DateRange, Location, Note, StrokeError, Title, UrlCode, Weekdays};

    fn kit(answered: bool) -> LockedParticipant {
        let (id, name) = (ParticipantId(7), ParticipantName::parse("Kit").unwrap());
        LockedParticipant { id, name, answered, access: Access::default() }
    }

    fn meeting() -> LockedMeeting {
        let day = |text: &str| text.parse().unwrap();
        LockedMeeting {
            url_code: UrlCode::parse("abc").unwrap(),
            version: 4,
            title: Title::default(),
            location: Location::default(),
            note: Note::default(),
            time: None,
            closing: Closing::default(),
            decision: None,
            withdrawn: None,
            dates: DateRange::new(day("2026-12-01"), day("2026-12-03"), Weekdays::NONE).ok(),
            access: Access::default(),
        }
    }

    fn marked(kit: &LockedParticipant, marking: &Marking) -> Result<Option<Marked>, Refusal> {
        let meeting = meeting();
        let days: Vec<_> = meeting.dates.unwrap().days().zip(Availability::ALL).collect();
        kit.marked(&meeting, marking, &days)
    }

    fn stroke(text: &str) -> Marking {
        Marking::Stroke(text.to_owned())
    }

    #[test]
    fn only_days_that_become_something_else_are_changed() {
        let marked = marked(&kit(true), &stroke("fff")).unwrap().unwrap();
        let days: Vec<_> = meeting().dates.unwrap().days().collect();
        assert_eq!(marked.changed, [(days[1], Availability::Free), (days[2], Availability::Free)]);
    }

    #[test]
    fn marking_what_is_so_is_nothing_but_the_first_time() {
        assert_eq!(marked(&kit(true), &stroke("fbs")), Ok(None));
        assert_eq!(marked(&kit(false), &stroke("fbs")).unwrap().unwrap().changed, []);
        assert_eq!(marked(&kit(false), &stroke("...")), Ok(None));
    }

    #[test]
    fn marks_of_another_range_are_refused() {
        let refusal = Refusal::MarksDoNotFit(StrokeError::OtherLength { days: 3, given: 2 });
        assert_eq!(marked(&kit(true), &stroke("ff")), Err(refusal));
    }

    #[test]
    fn the_same_name_is_no_change() {
        assert_eq!(kit(true).renamed(&ParticipantName::parse(" Kit ").unwrap()), None);
        assert!(kit(true).renamed(&ParticipantName::parse("kit").unwrap()).is_some());
    }
}

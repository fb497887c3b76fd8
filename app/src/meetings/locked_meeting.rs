//! A meeting read under its lock, and the rules that decide whether a change of it is allowed.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::{
    Access, ClosingChange, Description, LockedParticipant, Patch, Refusal, RequestContext, Result, TimeChange,
};
use crate::domain::{
    Actor, AnswerBy, Closing, DateRange, Decision, Event, Location, MeetingTime, Note, SkippedTime, Title,
    UrlCode, day_at, end_of, may_remove_comment, start_on,
};

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
    /// The note.
    pub note: Note,
    /// The candidate days.
    pub dates: Option<DateRange>,
    /// The time of day.
    pub time: Option<MeetingTime>,
    /// What is set about closing.
    pub closing: Closing,
    /// The decision that stands.
    pub decision: Option<Decision>,
    /// The day of the last decision, if that was taken back.
    pub withdrawn: Option<NaiveDate>,
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

    /// Checks that answers are taken at `at`: while it is closed, only the organizer joins, marks, renames and
    /// removes.
    ///
    /// # Errors
    /// [`Refusal::Closed`].
    pub fn check_answering(&self, at: NaiveDateTime) -> Result<(), Refusal> {
        let takes_answers = self.closing.takes_answers(at, self.access.own);
        if takes_answers { Ok(()) } else { Err(Refusal::Closed(self.url_code.clone())) }
    }

    /// The events for a new title, location and note; empty if none differs from the current one.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn description_events(&self, description: &Description) -> Result<Vec<Event>, Refusal> {
        self.check_change()?;
        let Description { title, location, note } = description.clone();
        let title = title.filter(|title| *title != self.title).map(|title| Event::TitleChanged { title });
        let location = location.filter(|location| *location != self.location);
        let location = location.map(|location| Event::LocationChanged { location });
        let note = note.filter(|note| *note != self.note).map(|note| Event::NoteChanged { note });
        Ok([title, location, note].into_iter().flatten().collect())
    }

    /// The event for a new time; `None` if it is the current one.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`], [`Refusal::StartMissing`], [`Refusal::SkippedTime`].
    pub fn time_event(
        &self,
        change: &TimeChange,
        context: &RequestContext,
    ) -> Result<Option<Event>, Refusal> {
        self.check_change()?;
        let now = self.time.as_ref();
        let start = change.start.applied_to(now.map(|time| time.start));
        let duration = change.duration.applied_to(now.and_then(|time| time.duration));
        let zone = change.zone.clone().applied_to(now.map(|time| time.zone.clone()));
        let time = match start {
            Some(start) => {
                let zone = zone.unwrap_or_else(|| context.zone.into());
                Some(MeetingTime { start, zone, duration })
            }
            // Whoever clears the start clears all of it; without one there is nothing to add to.
            None if self.time.is_none() && change.adds_to_start(context.zone) => {
                return Err(Refusal::StartMissing);
            }
            None => None,
        };
        if time == self.time {
            return Ok(None);
        }
        let starts_at = starts_at(self.decision.as_ref().map(|decision| decision.date), time.as_ref())?;
        let zone = zone_of(time.as_ref(), context);
        let answer_by =
            self.closing.answer_by.map(|AnswerBy { day, .. }| AnswerBy { day, until: end_of(day, zone) });
        let closing = Closing { answer_by, ..self.closing };
        Ok(Some(Event::TimeChanged { time, starts_at, closing }))
    }

    /// The event for what is set about closing; `None` if that is so already.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`], [`Refusal::AnswerByOver`].
    pub fn closing_event(
        &self,
        change: ClosingChange,
        context: &RequestContext,
    ) -> Result<Option<Event>, Refusal> {
        self.check_change()?;
        let zone = zone_of(self.time.as_ref(), context);
        let now = self.closing.answer_by;
        let answer_by = match change.answer_by {
            Patch::Keep => now,
            Patch::Clear => now.filter(|now| change.cleared.is_some_and(|cleared| cleared != now.day)),
            Patch::Set(day) if now.is_some_and(|now| now.day == day) => now,
            Patch::Set(day) if day < day_at(context.at, zone) => return Err(Refusal::AnswerByOver(day)),
            Patch::Set(day) => Some(AnswerBy { day, until: end_of(day, zone) }),
        };
        let closing = Closing { by_hand: change.by_hand.unwrap_or(self.closing.by_hand), answer_by };
        Ok((closing != self.closing).then_some(Event::ClosingChanged { closing }))
    }

    /// Checks that the requester may decide on a day. Returns when the meeting starts on that day, if it has a time.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`], [`Refusal::DatesNotSet`], [`Refusal::NoCandidateDay`],
    /// [`Refusal::SkippedTime`].
    pub fn check_decide(&self, date: NaiveDate) -> Result<Option<NaiveDateTime>, Refusal> {
        self.check_change()?;
        let dates = self.dates.ok_or(Refusal::DatesNotSet)?;
        if dates.position(date).is_none() {
            return Err(Refusal::NoCandidateDay(date));
        }
        starts_at(Some(date), self.time.as_ref())
    }

    /// Whether the decision is for this day.
    #[must_use]
    pub fn is_decided_on(&self, date: NaiveDate) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.date == date)
    }

    /// The event for taking the decision back; `None` if there is none.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`].
    pub fn withdrawal_event(&self) -> Result<Option<Event>, Refusal> {
        self.check_change()?;
        Ok(self.decision.as_ref().map(|decision| Event::DecisionWithdrawn { date: decision.date }))
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

    /// Checks that a participant can join at `at`: the range is set, and the meeting is neither closed nor full.
    /// Returns the range.
    ///
    /// # Errors
    /// [`Refusal::DatesNotSet`], [`Refusal::Closed`], [`Refusal::MeetingFull`].
    pub fn check_join(&self, participants: i64, limit: u32, at: NaiveDateTime) -> Result<DateRange, Refusal> {
        let dates = self.dates.ok_or(Refusal::DatesNotSet)?;
        self.check_answering(at)?;
        if participants >= i64::from(limit) {
            return Err(Refusal::MeetingFull { url_code: self.url_code.clone(), limit });
        }
        Ok(dates)
    }

    /// Checks that the requester may mark, rename and remove a participant at `at`: its own device and the
    /// organizer may, and anybody if the participant is open; while it is closed only the organizer.
    ///
    /// # Errors
    /// [`Refusal::NotTheirDevice`], [`Refusal::Closed`].
    pub fn check_change_participant(&self, participant: Access, at: NaiveDateTime) -> Result<(), Refusal> {
        if participant.may_change() || self.access.own {
            self.check_answering(at)
        } else {
            Err(Refusal::NotTheirDevice)
        }
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

/// When a meeting starts, if day and time are known.
fn starts_at(date: Option<NaiveDate>, time: Option<&MeetingTime>) -> Result<Option<NaiveDateTime>, Refusal> {
    let (Some(date), Some(time)) = (date, time) else { return Ok(None) };
    let skipped = |SkippedTime { next }| Refusal::SkippedTime { date, start: time.start, next };
    start_on(date, time).map(Some).map_err(skipped)
}

/// The zone of a meeting: that of its time, otherwise the host's.
fn zone_of(time: Option<&MeetingTime>, context: &RequestContext) -> Tz {
    time.map_or(context.zone, |time| time.zone.zone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Duration, ParticipantId, ParticipantName, TimeOfDay, Weekdays, ZoneName};

    const OPEN: Access = Access { open: true, own: false };
    const OWN: Access = Access { open: false, own: true };
    const OTHERS: Access = Access { open: false, own: false };

    fn at() -> NaiveDateTime {
        "2026-11-30T15:30:00".parse().unwrap()
    }

    fn meeting(access: Access) -> LockedMeeting {
        LockedMeeting {
            url_code: UrlCode::parse("abc").unwrap(),
            version: 2,
            title: Title::default(),
            location: Location::default(),
            note: Note::default(),
            dates: None,
            time: None,
            closing: Closing::default(),
            decision: None,
            withdrawn: None,
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
        assert_eq!(meeting(OTHERS).check_change_participant(OWN, at()), Ok(()));
        assert_eq!(meeting(OWN).check_change_participant(OTHERS, at()), Ok(()));
        assert_eq!(meeting(OTHERS).check_change_participant(OTHERS, at()), Err(Refusal::NotTheirDevice));
        assert_eq!(meeting(OPEN).check_change_participant(OTHERS, at()), Err(Refusal::NotTheirDevice));
    }

    #[test]
    fn an_open_participant_is_changed_by_anybody() {
        assert_eq!(meeting(OTHERS).check_change_participant(OPEN, at()), Ok(()));
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
        let title = Title::parse("회식").unwrap();
        let description = Description {
            title: Some(title.clone()),
            location: Some(Location::default()),
            note: Some(Note::default()),
        };
        assert_eq!(meeting(OWN).description_events(&description), Ok(vec![Event::TitleChanged { title }]));
        let same = Description { title: Some(Title::default()), ..Description::default() };
        assert_eq!(meeting(OWN).description_events(&same), Ok(Vec::new()));
        assert_eq!(meeting(OTHERS).description_events(&same), Err(Refusal::NotOrganizer));
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn context() -> RequestContext {
        let url_code = UrlCode::parse("abc").unwrap();
        RequestContext { url_code, device: None, at: at(), zone: chrono_tz::Asia::Seoul }
    }

    fn evening(zone: &str) -> TimeChange {
        TimeChange {
            start: TimeOfDay::parse("19:00").ok().into(),
            zone: ZoneName::parse(zone).ok().into(),
            duration: Patch::Keep,
        }
    }

    #[test]
    fn while_it_is_closed_only_the_organizer_changes_participants() {
        let closed = |access| LockedMeeting {
            closing: Closing { by_hand: true, answer_by: None },
            dates: DateRange::new(day("2026-12-01"), day("2026-12-05"), Weekdays::NONE).ok(),
            ..meeting(access)
        };
        let refused = Refusal::Closed(UrlCode::parse("abc").unwrap());
        assert_eq!(closed(OTHERS).check_change_participant(OWN, at()), Err(refused.clone()));
        assert_eq!(closed(OPEN).check_change_participant(OPEN, at()), Err(refused.clone()));
        assert_eq!(closed(OPEN).check_join(0, 9, at()).unwrap_err(), refused);
        assert_eq!(closed(OWN).check_change_participant(OTHERS, at()), Ok(()));
        assert!(closed(OWN).check_join(0, 9, at()).is_ok());
        // Whoever may not change a participant learns that first.
        assert_eq!(closed(OTHERS).check_change_participant(OTHERS, at()), Err(Refusal::NotTheirDevice));
    }

    #[test]
    fn the_answer_by_day_is_today_or_later_and_ends_in_the_zone_of_the_meeting() {
        let set = |meeting: &LockedMeeting, text| {
            let change =
                ClosingChange { by_hand: None, answer_by: Patch::Set(day(text)), ..ClosingChange::default() };
            meeting.closing_event(change, &context())
        };
        let until = |event| match event {
            Some(Event::ClosingChanged { closing } | Event::TimeChanged { closing, .. }) => {
                closing.answer_by.unwrap().until.to_string()
            }
            event => panic!("{event:?}"),
        };
        // In Seoul it is 1 December already.
        assert_eq!(set(&meeting(OWN), "2026-11-30"), Err(Refusal::AnswerByOver(day("2026-11-30"))));
        assert_eq!(until(set(&meeting(OWN), "2026-12-01").unwrap()), "2026-12-01 15:00:00");
        let Some(Event::ClosingChanged { closing }) = set(&meeting(OWN), "2026-12-03").unwrap() else {
            panic!()
        };
        let with_day = LockedMeeting { closing, ..meeting(OWN) };
        assert_eq!(set(&with_day, "2026-12-03"), Ok(None));
        let moved = with_day.time_event(&evening("America/New_York"), &context()).unwrap();
        assert_eq!(until(moved), "2026-12-04 05:00:00");
        assert_eq!(set(&meeting(OTHERS), "2026-12-03"), Err(Refusal::NotOrganizer));
    }

    #[test]
    fn a_time_without_a_zone_is_that_of_the_host_and_a_duration_needs_a_start() {
        let start = TimeChange { start: TimeOfDay::parse("19:00").ok().into(), ..TimeChange::default() };
        let Some(Event::TimeChanged { time: Some(time), .. }) =
            meeting(OWN).time_event(&start, &context()).unwrap()
        else {
            panic!()
        };
        assert_eq!(time.zone.as_str(), "Asia/Seoul");
        let elsewhere = TimeChange { zone: evening("America/New_York").zone, ..TimeChange::default() };
        assert_eq!(meeting(OWN).time_event(&elsewhere, &context()), Err(Refusal::StartMissing));
        let here = TimeChange { zone: evening("Asia/Seoul").zone, ..TimeChange::default() };
        assert_eq!(meeting(OWN).time_event(&here, &context()), Ok(None));
        let lasting =
            TimeChange { duration: Duration::from_minutes(90).ok().into(), ..TimeChange::default() };
        assert_eq!(meeting(OWN).time_event(&lasting, &context()), Err(Refusal::StartMissing));
        let timed = LockedMeeting { time: Some(time.clone()), ..meeting(OWN) };
        let Some(Event::TimeChanged { time: Some(longer), .. }) =
            timed.time_event(&lasting, &context()).unwrap()
        else {
            panic!()
        };
        assert_eq!((longer.start, longer.duration.unwrap().minutes()), (time.start, 90));
        let cleared = TimeChange { start: Patch::Clear, ..lasting };
        assert!(matches!(
            timed.time_event(&cleared, &context()),
            Ok(Some(Event::TimeChanged { time: None, .. }))
        ));
        assert_eq!(timed.time_event(&TimeChange::default(), &context()), Ok(None));
    }

    #[test]
    fn only_a_candidate_day_on_which_the_time_exists_is_decided() {
        let dates =
            DateRange::new(day("2026-03-06"), day("2026-03-09"), Weekdays::from_iso([6]).unwrap()).ok();
        let undated = meeting(OWN);
        assert_eq!(undated.check_decide(day("2026-03-06")), Err(Refusal::DatesNotSet));
        let start = TimeOfDay::parse("02:30").unwrap();
        let time = MeetingTime { start, zone: ZoneName::parse("America/New_York").unwrap(), duration: None };
        let night_meeting = LockedMeeting { dates, time: Some(time), ..meeting(OWN) };
        assert_eq!(
            night_meeting.check_decide(day("2026-03-07")),
            Err(Refusal::NoCandidateDay(day("2026-03-07")))
        );
        let skipped = Refusal::SkippedTime {
            date: day("2026-03-08"),
            start,
            next: "2026-03-08T03:00:00".parse().unwrap(),
        };
        assert_eq!(night_meeting.check_decide(day("2026-03-08")), Err(skipped.clone()));
        let starts_at = night_meeting.check_decide(day("2026-03-09")).unwrap().unwrap();
        assert_eq!(starts_at.to_string(), "2026-03-09 06:30:00");
        // The same rule when the time is set after the decision.
        let decision = Decision { date: day("2026-03-08"), could: Vec::new(), could_not: Vec::new() };
        let decided = LockedMeeting { decision: Some(decision), time: None, ..night_meeting };
        let night = TimeChange { start: Patch::Set(start), ..evening("America/New_York") };
        assert_eq!(decided.time_event(&night, &context()), Err(skipped));
        assert!(decided.is_decided_on(day("2026-03-08")) && !decided.is_decided_on(day("2026-03-09")));
        assert_eq!(
            decided.withdrawal_event(),
            Ok(Some(Event::DecisionWithdrawn { date: day("2026-03-08") }))
        );
    }
}

//! Marks one day of a participant, given the id of the participant date.

use app::domain::{Availability, Mark, Marking, ParticipantDateId};
use app::meetings::{LockedMeeting, LockedParticipant, Refusal, RequestContext};
use async_trait::async_trait;
use chrono::NaiveDate;

use super::mark::{store_marks, with_dates};
use super::participant::participant_with_date;
use crate::store::database_error::DatabaseError;
use crate::store::engine::Tx;
use crate::store::meeting_cache::KnownMeeting;
use crate::store::meeting_transaction::{Change, ChangeOutcome};

pub(in crate::store) struct MarkDate {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) date: ParticipantDateId,
    pub(in crate::store) mark: Mark,
}

#[async_trait]
impl Change for MarkDate {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let (participant, days, date) = participant_with_date(tx, meeting, &self.context, self.date).await?;
        self.mark(tx, meeting, &participant, &days, date).await
    }

    async fn apply_to_known(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
        known: &KnownMeeting,
    ) -> Result<ChangeOutcome<()>, DatabaseError> {
        let not_found = || Refusal::DateNotFound(self.date);
        let (participant, days, place) = known.date(self.date).ok_or_else(not_found)?;
        let days = with_dates(meeting, days);
        let date = days.get(place).ok_or_else(not_found)?.0;
        self.mark(tx, meeting, &participant, &days, date).await
    }
}

impl MarkDate {
    async fn mark(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
        participant: &LockedParticipant,
        days: &[(NaiveDate, Availability)],
        date: NaiveDate,
    ) -> Result<ChangeOutcome<()>, DatabaseError> {
        meeting.check_change_participant(participant.access, self.context.at)?;
        store_marks(tx, meeting, participant, days, &Marking::Day(date, self.mark)).await
    }
}

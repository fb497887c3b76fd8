//! Marks one day of a participant, given the id of the participant date.

use app::domain::{Mark, Marking, ParticipantDateId};
use app::meetings::{LockedMeeting, Refusal, RequestContext};
use async_trait::async_trait;

use super::mark::store_marks;
use super::participant::participant_with_date;
use crate::store::database_error::DatabaseError;
use crate::store::engine::Tx;
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
        let found = participant_with_date(tx, meeting, &self.context, self.date).await?;
        let (participant, days) = found.ok_or(Refusal::DateNotFound(self.date))?;
        meeting.check_change_participant(participant.access, self.context.at)?;
        let date = days.iter().find(|day| day.id == self.date).ok_or(Refusal::DateNotFound(self.date))?.date;
        store_marks(tx, meeting, &participant, &days, &Marking::Day(date, self.mark)).await
    }
}

//! Marks one day of a participant, given the id of the participant date.

use app::domain::{Mark, Marking, ParticipantDateId, ParticipantId};
use app::meetings::{LockedMeeting, Refusal, RequestContext};
use async_trait::async_trait;

use super::MarkDays;
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::rows::DateRow;

pub(in crate::store) struct MarkDate {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) date: ParticipantDateId,
    pub(in crate::store) mark: Mark,
}

#[async_trait]
impl Change for MarkDate {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let sql = "SELECT p.id, d.date FROM participant_dates d JOIN participants p ON p.id = d.participant_id \
            WHERE d.id = ? AND p.meeting_id = ?";
        let values = [Value::Int(self.date.0), Value::Text(meeting.url_code.as_str())];
        let found: Option<DateRow> = tx.row(sql, &values).await?;
        let DateRow { id, date } = found.ok_or(Refusal::DateNotFound(self.date))?;
        let marking = Marking::Day(date, self.mark);
        MarkDays { context: self.context.clone(), participant: ParticipantId(id), marking, attempt: None }
            .apply(tx, meeting)
            .await
    }
}

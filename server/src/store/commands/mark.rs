//! Marks days of a participant.

use app::domain::{Availability, Marking, ParticipantId};
use app::meetings::{Attempt, LockedMeeting, Marked, RequestContext};
use async_trait::async_trait;
use chrono::NaiveDate;

use super::attempts;
use super::participant::find_changeable;
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value, repeated};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::rows::DayRow;

pub(in crate::store) struct MarkDays {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) participant: ParticipantId,
    pub(in crate::store) marking: Marking,
    pub(in crate::store) attempt: Option<Attempt>,
}

#[async_trait]
impl Change for MarkDays {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let participant = find_changeable(tx, meeting, &self.context, self.participant).await?;
        if let Some(attempt) = &self.attempt {
            if attempts::is_given_up(tx, &self.context, attempt).await? {
                return Ok(ChangeOutcome::Unchanged(()));
            }
            attempts::give_up(tx, &self.context, attempt).await?;
        }
        let given_up = self.attempt.as_ref().is_some_and(|attempt| !attempt.given_up.is_empty());
        let days = read_days(tx, self.participant).await?;
        let Some(Marked { changed, event }) = participant.marked(meeting, &self.marking, &days)? else {
            return Ok(if given_up { ChangeOutcome::OnlyNoted(()) } else { ChangeOutcome::Unchanged(()) });
        };
        for now in Availability::ALL {
            update_days(tx, self.participant, now, &changed).await?;
        }
        if !participant.answered {
            let sql = "UPDATE participants SET answered = ? WHERE id = ?";
            tx.execute(sql, &[Value::Bool(true), self.participant.into()]).await?;
        }
        Ok(ChangeOutcome::Changed((), vec![(meeting.actor_for(&participant), event)]))
    }
}

/// Reads the participant's days, in order.
async fn read_days(tx: &mut Tx, id: ParticipantId) -> Result<Vec<(NaiveDate, Availability)>, DatabaseError> {
    let sql = "SELECT date, enabled, starred FROM participant_dates WHERE participant_id = ? ORDER BY date";
    let rows: Vec<DayRow> = tx.rows(sql, &[id.into()]).await?;
    Ok(rows.iter().map(DayRow::day).collect())
}

/// Updates those of the changed days whose new availability is `now`.
async fn update_days(
    tx: &mut Tx,
    id: ParticipantId,
    now: Availability,
    changed: &[(NaiveDate, Availability)],
) -> Result<(), DatabaseError> {
    let days: Vec<_> = changed.iter().filter(|(_, after)| *after == now).map(|(day, _)| *day).collect();
    if days.is_empty() {
        return Ok(());
    }
    let update =
        "UPDATE participant_dates SET enabled = ?, starred = ? WHERE participant_id = ? AND date IN (";
    let sql = repeated(update, "?", days.len(), ")");
    let mut values = vec![Value::Bool(now.is_free()), Value::Bool(now.is_starred()), id.into()];
    values.extend(days.into_iter().map(Value::Day));
    tx.execute(sql, &values).await.map(drop)
}

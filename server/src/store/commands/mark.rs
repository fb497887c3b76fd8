//! Marks days of a participant.

use app::domain::{Availability, DateRange, Marking, ParticipantId};
use app::meetings::{Attempt, LockedMeeting, LockedParticipant, Marked, Refusal, RequestContext};
use async_trait::async_trait;
use chrono::NaiveDate;

use super::attempts;
use super::participant::{Days, participant_with_days};
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value, repeated};
use crate::store::meeting_cache::KnownMeeting;
use crate::store::meeting_transaction::{Change, ChangeOutcome};

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
        let (participant, days) = participant_with_days(tx, meeting, &self.context, self.participant).await?;
        self.mark(tx, meeting, &participant, &days).await
    }

    async fn apply_to_known(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
        known: &KnownMeeting,
    ) -> Result<ChangeOutcome<()>, DatabaseError> {
        let found = known.participant(self.participant);
        let (participant, days) = found.ok_or(Refusal::ParticipantNotFound(self.participant))?;
        self.mark(tx, meeting, &participant, &with_dates(meeting, days)).await
    }
}

impl MarkDays {
    async fn mark(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
        participant: &LockedParticipant,
        days: &[(NaiveDate, Availability)],
    ) -> Result<ChangeOutcome<()>, DatabaseError> {
        meeting.check_change_participant(participant.access, self.context.at)?;
        if let Some(attempt) = &self.attempt {
            if attempts::is_given_up(tx, &self.context, attempt).await? {
                return Ok(ChangeOutcome::Unchanged(()));
            }
            attempts::give_up(tx, &self.context, attempt).await?;
        }
        let given_up = self.attempt.as_ref().is_some_and(|attempt| !attempt.given_up.is_empty());
        match store_marks(tx, meeting, participant, days, &self.marking).await? {
            ChangeOutcome::Unchanged(()) if given_up => Ok(ChangeOutcome::OnlyNoted(())),
            outcome => Ok(outcome),
        }
    }
}

/// The availability on each candidate day, with the day.
pub(super) fn with_dates(meeting: &LockedMeeting, days: &[Availability]) -> Days {
    meeting.dates.iter().flat_map(DateRange::days).zip(days.iter().copied()).collect()
}

/// Stores what a marking changes of the days of a participant.
pub(super) async fn store_marks(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    participant: &LockedParticipant,
    days: &[(NaiveDate, Availability)],
    marking: &Marking,
) -> Result<ChangeOutcome<()>, DatabaseError> {
    let Some(Marked { changed, event }) = participant.marked(meeting, marking, days)? else {
        return Ok(ChangeOutcome::Unchanged(()));
    };
    for now in Availability::ALL {
        update_days(tx, participant.id, now, &changed).await?;
    }
    if !participant.answered {
        let sql = "UPDATE participants SET answered = ? WHERE id = ?";
        tx.execute(sql, &[Value::Bool(true), participant.id.into()]).await?;
    }
    Ok(ChangeOutcome::Changed((), vec![(meeting.actor_for(participant), event)]))
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

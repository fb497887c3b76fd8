//! Decides on a day, and takes the decision back.

use app::domain::{Decision, Event};
use app::meetings::{ClosingChange, LockedMeeting, Patch, RequestContext};
use async_trait::async_trait;
use chrono::NaiveDate;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::rows::AvailabilityRow;
use crate::store::settings_rows::{ids_text, store_settings};

pub(in crate::store) struct Decide {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) date: NaiveDate,
    pub(in crate::store) close: bool,
}

#[async_trait]
impl Change for Decide {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let starts_at = meeting.check_decide(self.date)?;
        let mut events = Vec::new();
        if !meeting.is_decided_on(self.date) {
            let decision = self.store(tx, meeting).await?;
            events.push((meeting.actor(), Event::Decided { decision, starts_at }));
        }
        let change =
            ClosingChange { by_hand: Some(true), answer_by: Patch::Keep, ..ClosingChange::default() };
        if self.close
            && let Some(event) = meeting.closing_event(change, &self.context)?
        {
            store_settings(tx, meeting.url_code.as_str(), &[("closed", Value::Bool(true))]).await?;
            events.push((meeting.actor(), event));
        }
        Ok(if events.is_empty() { ChangeOutcome::Unchanged(()) } else { ChangeOutcome::Changed((), events) })
    }
}

impl Decide {
    /// Stores the decision with who can come and who cannot.
    async fn store(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<Decision, DatabaseError> {
        let sql = "SELECT p.id, d.enabled, d.starred FROM participants p \
            JOIN participant_dates d ON d.participant_id = p.id AND d.date = ? \
            WHERE p.meeting_id = ? AND p.answered ORDER BY p.id";
        let values = [Value::Day(self.date), Value::Text(meeting.url_code.as_str())];
        let answers: Vec<AvailabilityRow> = tx.rows(sql, &values).await?;
        let answers: Vec<_> = answers.iter().map(AvailabilityRow::availability).collect();
        let decision = Decision::new(self.date, &answers);
        let (could, could_not) = (ids_text(&decision.could), ids_text(&decision.could_not));
        let settings = [
            ("decided_on", Value::Day(self.date)),
            ("withdrawn", Value::Bool(false)),
            ("decided_could", Value::Text(&could)),
            ("decided_could_not", Value::Text(&could_not)),
        ];
        store_settings(tx, meeting.url_code.as_str(), &settings).await?;
        Ok(decision)
    }
}

pub(in crate::store) struct WithdrawDecision;

#[async_trait]
impl Change for WithdrawDecision {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let Some(event) = meeting.withdrawal_event()? else { return Ok(ChangeOutcome::Unchanged(())) };
        store_settings(tx, meeting.url_code.as_str(), &[("withdrawn", Value::Bool(true))]).await?;
        Ok(ChangeOutcome::Changed((), vec![(meeting.actor(), event)]))
    }
}

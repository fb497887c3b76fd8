//! Renames a participant.

use app::domain::{NameKey, ParticipantId, ParticipantName};
use app::meetings::{LockedMeeting, Refusal, RequestContext};
use async_trait::async_trait;

use super::participant::find_changeable;
use super::reserved_names;
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};

pub(in crate::store) struct Rename {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) participant: ParticipantId,
    pub(in crate::store) name: ParticipantName,
}

#[async_trait]
impl Change for Rename {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let participant = find_changeable(tx, meeting, &self.context, self.participant).await?;
        let Some(event) = participant.renamed(&self.name) else { return Ok(ChangeOutcome::Unchanged(())) };
        let key = NameKey::of(&self.name);
        let values = [Value::Text(self.name.as_str()), Value::Bytes(key.as_bytes()), participant.id.into()];
        match tx.execute("UPDATE participants SET name = ?, name_key = ? WHERE id = ?", &values).await {
            Err(error) if error.is_duplicate() => return Err(Refusal::NameTaken(self.name.clone()).into()),
            done => done?,
        };
        reserved_names::take(tx, &meeting.url_code, &self.name).await?;
        Ok(ChangeOutcome::Changed((), vec![(meeting.actor_for(&participant), event)]))
    }
}

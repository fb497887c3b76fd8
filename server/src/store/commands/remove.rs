//! Removes a participant together with its dates.

use app::domain::ParticipantId;
use app::meetings::{LockedMeeting, RequestContext};
use async_trait::async_trait;

use super::participant::find_changeable;
use crate::store::database_error::DatabaseError;
use crate::store::engine::Tx;
use crate::store::meeting_transaction::{Change, ChangeOutcome};

pub(in crate::store) struct Remove {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) participant: ParticipantId,
}

#[async_trait]
impl Change for Remove {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let participant = find_changeable(tx, meeting, &self.context, self.participant).await?;
        tx.execute("DELETE FROM participants WHERE id = ?", &[participant.id.into()]).await?;
        Ok(ChangeOutcome::Changed((), vec![(meeting.actor_for(&participant), participant.removed())]))
    }
}

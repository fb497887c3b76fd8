//! A participant is out; its dates go along.

use app::domain::ParticipantId;
use app::meetings::{Ask, Event, Head};
use async_trait::async_trait;

use super::participant::changeable;
use crate::store::engine::Tx;
use crate::store::fault::Fault;
use crate::store::recipe::{Change, Outcome};

pub(in crate::store) struct Remove<'a> {
    pub(in crate::store) ask: &'a Ask,
    pub(in crate::store) participant: ParticipantId,
}

#[async_trait]
impl Change for Remove<'_> {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, head: &Head) -> Result<Outcome<()>, Fault> {
        let id = self.participant;
        let participant = changeable(tx, head, self.ask, id).await?;
        tx.execute("DELETE FROM participants WHERE id = ?", &[id.into()]).await?;
        let who = participant.actor(head, id);
        Ok(Outcome::Changed((), vec![(who, Event::Removed { participant: id, name: participant.name })]))
    }
}

//! A participant gets another name.

use app::domain::{NameKey, ParticipantId, ParticipantName};
use app::meetings::{Ask, Event, Head, Refusal};
use async_trait::async_trait;

use super::participant::changeable;
use crate::store::engine::{Tx, Value};
use crate::store::fault::Fault;
use crate::store::recipe::{Change, Outcome};

pub(in crate::store) struct Rename<'a> {
    pub(in crate::store) ask: &'a Ask,
    pub(in crate::store) participant: ParticipantId,
    pub(in crate::store) name: &'a ParticipantName,
}

#[async_trait]
impl Change for Rename<'_> {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, head: &Head) -> Result<Outcome<()>, Fault> {
        let id = self.participant;
        let participant = changeable(tx, head, self.ask, id).await?;
        if participant.name == *self.name {
            return Ok(Outcome::Unchanged(()));
        }
        let key = NameKey::of(self.name);
        let values = [Value::Text(self.name.as_str()), Value::Bytes(key.as_bytes()), id.into()];
        match tx.execute("UPDATE participants SET name = ?, name_key = ? WHERE id = ?", &values).await {
            Err(fault) if fault.is_duplicate() => return Err(Refusal::NameTaken(self.name.clone()).into()),
            done => done?,
        };
        let who = participant.actor(head, id);
        Ok(Outcome::Changed((), vec![(who, Event::Renamed { participant: id, name: self.name.clone() })]))
    }
}

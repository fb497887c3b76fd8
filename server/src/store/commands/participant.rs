//! A participant looked up within its meeting: one of another meeting is not found, whoever asks.

use app::domain::{ParticipantId, ParticipantName};
use app::meetings::{Actor, Ask, Head, Refusal, Standing};

use crate::store::engine::{Tx, Value};
use crate::store::fault::Fault;
use crate::store::recipe::device;
use crate::store::rows::ParticipantRow;

/// A participant that the asker may change.
pub(super) struct Changeable {
    pub(super) name: ParticipantName,
    pub(super) answered: bool,
    standing: Standing,
}

impl Changeable {
    /// Who the asker is.
    pub(super) fn actor(&self, head: &Head, id: ParticipantId) -> Actor {
        head.actor_for(self.standing, id, &self.name)
    }
}

/// Finds the participant, if the asker may change it.
pub(super) async fn changeable(
    tx: &mut Tx,
    head: &Head,
    ask: &Ask,
    id: ParticipantId,
) -> Result<Changeable, Fault> {
    let sql = "SELECT p.name, p.answered, p.open, EXISTS (SELECT 1 FROM participant_devices o \
        WHERE o.device_hash = ? AND o.participant_id = p.id) AS own \
        FROM participants p WHERE p.id = ? AND p.meeting_id = ?";
    let values = [Value::Bytes(device(ask)), id.into(), Value::Text(head.url_code.as_str())];
    let row: Option<ParticipantRow> = tx.row(sql, &values).await?;
    let row = row.ok_or(Refusal::ParticipantNotFound(id))?;
    let standing = row.standing();
    head.change_participant(standing)?;
    Ok(Changeable { name: row.name(id)?, answered: row.answered, standing })
}

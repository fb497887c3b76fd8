//! Looks up a participant within its meeting: an id of another meeting is not found, whoever the client is.

use app::domain::ParticipantId;
use app::meetings::{LockedMeeting, LockedParticipant, Refusal, RequestContext};

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};

use crate::store::rows::ParticipantRow;

/// Finds the participant, and checks that the client may change it.
pub(super) async fn find_changeable(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    id: ParticipantId,
) -> Result<LockedParticipant, DatabaseError> {
    let participant = find_participant(tx, meeting, context, id).await?;
    meeting.check_change_participant(participant.access, context.at)?;
    Ok(participant)
}

/// Finds the participant.
pub(super) async fn find_participant(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    id: ParticipantId,
) -> Result<LockedParticipant, DatabaseError> {
    let sql = "SELECT p.name, p.answered, p.open, EXISTS (SELECT 1 FROM participant_devices o \
        WHERE o.device_hash = ? AND o.participant_id = p.id) AS own \
        FROM participants p WHERE p.id = ? AND p.meeting_id = ?";
    let values =
        [Value::device_or_nobody(context.device.as_ref()), id.into(), Value::Text(meeting.url_code.as_str())];
    let row: Option<ParticipantRow> = tx.row(sql, &values).await?;
    row.ok_or(Refusal::ParticipantNotFound(id))?.locked_participant(id)
}

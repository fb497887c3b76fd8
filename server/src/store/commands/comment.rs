//! Adds a comment to the timeline, and removes its text.

use app::domain::{Actor, Event, ParticipantName};
use app::meetings::{Access, IdempotencyKey, LockedMeeting, NewComment, Refusal, RequestContext, Signature};
use async_trait::async_trait;

use super::idempotency_keys;
use super::participant::find_participant;
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::entry_rows::CommentRow;
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::timeline::event_text;

const OPERATION: &str = "comment";

pub(in crate::store) struct AddComment {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) new: NewComment,
    pub(in crate::store) idempotency_key: Option<IdempotencyKey>,
}

#[async_trait]
impl Change for AddComment {
    type Answer = u64;

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<u64>, DatabaseError> {
        if let Some(answer) =
            idempotency_keys::stored_answer(tx, OPERATION, &self.context, self.idempotency_key.as_ref())
                .await?
        {
            let wrong = DatabaseError::Inconsistent {
                table: "idempotency_keys",
                column: "answer",
                row: answer.clone(),
            };
            return answer.parse().map(ChangeOutcome::Unchanged).map_err(|_| wrong);
        }
        let (who, name) = self.signature(tx, meeting).await?;
        let number = meeting.version;
        let participant = match &who {
            Actor::Participant(id, _) => Some(id.0),
            Actor::Organizer | Actor::Guest => None,
        };
        let open = self.context.device.is_none();
        let sql = "INSERT INTO comments (meeting_id, number, participant_id, device_hash, open) \
            VALUES (?, ?, ?, ?, ?)";
        let values = [
            Value::Text(meeting.url_code.as_str()),
            Value::Int(i64::try_from(number).unwrap_or(i64::MAX)),
            Value::OptionalInt(participant),
            Value::OptionalBytes(self.context.device.as_ref().map(|device| device.as_bytes().as_slice())),
            Value::Bool(open),
        ];
        match tx.execute(sql, &values).await {
            // On a cluster two nodes may use the same number, as in the timeline.
            Err(error) if error.is_duplicate() => return Err(DatabaseError::Conflict),
            done => done?,
        };
        // The number is enough as an answer: the same key in another meeting has another fingerprint.
        idempotency_keys::store(
            tx,
            OPERATION,
            &self.context,
            self.idempotency_key.as_ref(),
            &number.to_string(),
        )
        .await?;
        let event = Event::Commented { name, text: Some(self.new.text.clone()), open };
        Ok(ChangeOutcome::Changed(number, vec![(who, event)]))
    }
}

impl AddComment {
    /// Who writes the comment, and the name that signs it.
    async fn signature(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
    ) -> Result<(Actor, ParticipantName), DatabaseError> {
        match &self.new.signature {
            Signature::Participant(id) => {
                let participant = find_participant(tx, meeting, &self.context, *id).await?;
                participant.sign()?;
                Ok((Actor::Participant(*id, participant.name.clone()), participant.name))
            }
            Signature::Typed(name) => Ok((meeting.actor(), name.clone())),
        }
    }
}

pub(in crate::store) struct RemoveComment {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) comment: u64,
}

#[async_trait]
impl Change for RemoveComment {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let number = i64::try_from(self.comment).unwrap_or(i64::MAX);
        let here = [Value::Text(meeting.url_code.as_str()), Value::Int(number)];
        // Its author is the device that wrote it, and every device of the participant who signed it.
        let sql = "SELECT t.event, t.actor_id, t.actor_name, c.open, (COALESCE(c.device_hash = ?, ?) OR EXISTS \
            (SELECT 1 FROM participant_devices o \
            WHERE o.device_hash = ? AND o.participant_id = c.participant_id)) AS own \
            FROM comments c JOIN timeline t ON t.meeting_id = c.meeting_id AND t.number = c.number \
            WHERE c.meeting_id = ? AND c.number = ?";
        let device = Value::device_or_nobody(self.context.device.as_ref());
        let values = [device, Value::Bool(false), device, here[0], here[1]];
        let row: Option<CommentRow> = tx.row(sql, &values).await?;
        let comment = row.ok_or(Refusal::CommentNotFound(self.comment))?;
        let access = Access { open: comment.open, own: comment.own };
        meeting.check_remove_comment(access)?;
        let Event::Commented { name, text: Some(_), open } = comment.event(self.comment)? else {
            return Ok(ChangeOutcome::Unchanged(()));
        };
        let blank = event_text(&Event::Commented { name, text: None, open })?;
        let sql = "UPDATE timeline SET event = ? WHERE meeting_id = ? AND number = ?";
        tx.execute(sql, &[Value::Text(&blank), here[0], here[1]]).await?;
        let who = match comment.signer() {
            Some(signer) if access.own => signer,
            _ => meeting.actor(),
        };
        Ok(ChangeOutcome::Changed((), vec![(who, Event::CommentRemoved { comment: self.comment })]))
    }
}

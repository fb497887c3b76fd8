//! Adds a participant with all their dates: all or nothing.

use app::domain::{Actor, DateRange, Event, NameKey, ParticipantId, ParticipantName};
use app::meetings::{IdempotencyKey, LockedMeeting, NewName, Refusal, RequestContext};
use async_trait::async_trait;

use super::{idempotency_keys, reserved_names};
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value, repeated};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::rows::CountRow;

const OPERATION: &str = "join";

pub(in crate::store) struct Join {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) name: NewName,
    pub(in crate::store) limit: u32,
    pub(in crate::store) idempotency_key: Option<IdempotencyKey>,
}

#[async_trait]
impl Change for Join {
    type Answer = ParticipantId;

    async fn apply(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
    ) -> Result<ChangeOutcome<ParticipantId>, DatabaseError> {
        if let Some(answer) =
            idempotency_keys::stored_answer(tx, OPERATION, &self.context, self.idempotency_key.as_ref())
                .await?
        {
            let id = answer.parse().map_err(|_| DatabaseError::Inconsistent {
                table: "idempotency_keys",
                column: "answer",
                row: answer,
            })?;
            let sql = "SELECT COUNT(*) AS count FROM participants WHERE id = ? AND meeting_id = ?";
            let found: Option<CountRow> =
                tx.row(sql, &[Value::Int(id), Value::Text(meeting.url_code.as_str())]).await?;
            if found.is_some_and(|row| row.count > 0) {
                return Ok(ChangeOutcome::Unchanged(ParticipantId(id)));
            }
            idempotency_keys::delete(tx, OPERATION, &self.context, self.idempotency_key.as_ref()).await?;
        }
        let sql = "SELECT COUNT(*) AS count FROM participants WHERE meeting_id = ?";
        let count: Option<CountRow> = tx.row(sql, &[Value::Text(meeting.url_code.as_str())]).await?;
        let dates = meeting.check_join(count.map_or(0, |row| row.count), self.limit, self.context.at)?;
        let NewName { name, takes_reserved } = &self.name;
        if reserved_names::take(tx, &meeting.url_code, name).await? && !takes_reserved {
            return Err(Refusal::NameReserved(name.clone()).into());
        }
        let id = self.insert(tx, meeting, name).await?;
        self.insert_dates(tx, id, &dates).await?;
        idempotency_keys::store(
            tx,
            OPERATION,
            &self.context,
            self.idempotency_key.as_ref(),
            &id.0.to_string(),
        )
        .await?;
        let who = match self.context.device {
            Some(_) => Actor::Participant(id, name.clone()),
            None => Actor::Guest,
        };
        Ok(ChangeOutcome::Changed(id, vec![(who, Event::Joined { participant: id, name: name.clone() })]))
    }
}

impl Join {
    /// Inserts the participant, and the device that it belongs to.
    async fn insert(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
        name: &ParticipantName,
    ) -> Result<ParticipantId, DatabaseError> {
        let sql = "INSERT INTO participants (created_at, name, name_key, meeting_id, answered, open) \
            VALUES (?, ?, ?, ?, ?, ?)";
        let key = NameKey::of(name);
        let values = [
            Value::Time(self.context.at),
            Value::Text(name.as_str()),
            Value::Bytes(key.as_bytes()),
            Value::Text(meeting.url_code.as_str()),
            Value::Bool(false),
            Value::Bool(self.context.device.is_none()),
        ];
        let id = match tx.insert(sql, &values).await {
            Err(error) if error.is_duplicate() => return Err(Refusal::NameTaken(name.clone()).into()),
            done => done?,
        };
        if let Some(device) = &self.context.device {
            let sql =
                "INSERT INTO participant_devices (device_hash, participant_id, created_at) VALUES (?, ?, ?)";
            let values = [Value::Bytes(device.as_bytes()), Value::Int(id), Value::Time(self.context.at)];
            tx.execute(sql, &values).await?;
        }
        Ok(ParticipantId(id))
    }

    /// Inserts a free day for each candidate day, in one statement.
    async fn insert_dates(
        &self,
        tx: &mut Tx,
        id: ParticipantId,
        dates: &DateRange,
    ) -> Result<(), DatabaseError> {
        let insert = "INSERT INTO participant_dates (created_at, participant_id, date) VALUES ";
        let sql = repeated(insert, "(?, ?, ?)", dates.len(), "");
        let values: Vec<_> =
            dates.days().flat_map(|day| [Value::Time(self.context.at), id.into(), Value::Day(day)]).collect();
        tx.execute(sql, &values).await.map(drop)
    }
}

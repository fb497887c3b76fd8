//! Idempotency keys, written in the operation's own transaction. A refusal is not stored.

use app::meetings::{IdempotencyKey, Refusal, RequestContext};

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};

use crate::store::rows::AnswerRow;

/// The answer to an earlier request with the same key and content.
pub(super) async fn stored_answer(
    tx: &mut Tx,
    operation: &str,
    context: &RequestContext,
    idempotency_key: Option<&IdempotencyKey>,
) -> Result<Option<String>, DatabaseError> {
    let Some(idempotency_key) = idempotency_key else { return Ok(None) };
    let sql = "SELECT fingerprint, answer FROM idempotency_keys \
        WHERE scope = ? AND operation = ? AND key_hash = ?";
    let values = [
        Value::device_or_nobody(context.device.as_ref()),
        Value::Text(operation),
        Value::Bytes(&idempotency_key.key),
    ];
    match tx.row::<AnswerRow>(sql, &values).await? {
        Some(row) if row.fingerprint == idempotency_key.fingerprint => Ok(Some(row.answer)),
        Some(_) => Err(Refusal::KeyReused.into()),
        None => Ok(None),
    }
}

/// Deletes a key whose answer names something that no longer exists: the request counts as a new one.
pub(super) async fn delete(
    tx: &mut Tx,
    operation: &str,
    context: &RequestContext,
    idempotency_key: Option<&IdempotencyKey>,
) -> Result<(), DatabaseError> {
    let Some(idempotency_key) = idempotency_key else { return Ok(()) };
    let sql = "DELETE FROM idempotency_keys WHERE scope = ? AND operation = ? AND key_hash = ?";
    let values = [
        Value::device_or_nobody(context.device.as_ref()),
        Value::Text(operation),
        Value::Bytes(&idempotency_key.key),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// Stores the answer. If the same key was written meanwhile, the whole transaction is retried and finds that
/// answer.
pub(super) async fn store(
    tx: &mut Tx,
    operation: &str,
    context: &RequestContext,
    idempotency_key: Option<&IdempotencyKey>,
    answer: &str,
) -> Result<(), DatabaseError> {
    let Some(idempotency_key) = idempotency_key else { return Ok(()) };
    let sql = "INSERT INTO idempotency_keys (scope, operation, key_hash, fingerprint, answer, created_at) \
        VALUES (?, ?, ?, ?, ?, ?)";
    let values = [
        Value::device_or_nobody(context.device.as_ref()),
        Value::Text(operation),
        Value::Bytes(&idempotency_key.key),
        Value::Bytes(&idempotency_key.fingerprint),
        Value::Text(answer),
        Value::Time(context.at),
    ];
    match tx.execute(sql, &values).await {
        Err(error) if error.is_duplicate() => Err(DatabaseError::Conflict),
        done => done.map(drop),
    }
}

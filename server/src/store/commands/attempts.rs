//! Attempts of pages to save marks, and which of them were given up. They are stored among the idempotency
//! keys, and deleted with them.

use app::meetings::{Attempt, RequestContext};

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};

use crate::store::rows::AnswerRow;

const OPERATION: &str = "attempt";

/// Whether a later request has given up this attempt. If a page still waits for it, another page has taken
/// over its edits.
pub(super) async fn is_given_up(
    tx: &mut Tx,
    context: &RequestContext,
    attempt: &Attempt,
) -> Result<bool, DatabaseError> {
    let number = given_up_before(tx, context, &attempt.page).await?;
    Ok(number.is_some_and(|number| attempt.number < number))
}

/// Records the attempts that this one gives up. The meeting is locked, so none of them is in progress.
pub(super) async fn give_up(
    tx: &mut Tx,
    context: &RequestContext,
    attempt: &Attempt,
) -> Result<(), DatabaseError> {
    // The fingerprint is the key itself: there is no other content that it has to identify.
    let sql = "REPLACE INTO idempotency_keys (scope, operation, key_hash, fingerprint, answer, created_at) \
        VALUES (?, ?, ?, ?, ?, ?)";
    for (page, before) in &attempt.given_up {
        let before = before.to_string();
        let values = [
            Value::device_or_nobody(context.device.as_ref()),
            Value::Text(OPERATION),
            Value::Bytes(page),
            Value::Bytes(page),
            Value::Text(&before),
            Value::Time(context.at),
        ];
        tx.execute(sql, &values).await?;
    }
    Ok(())
}

/// The number below which the attempts of a page are given up.
async fn given_up_before(
    tx: &mut Tx,
    context: &RequestContext,
    page: &[u8; 32],
) -> Result<Option<u64>, DatabaseError> {
    let sql = "SELECT fingerprint, answer FROM idempotency_keys \
        WHERE scope = ? AND operation = ? AND key_hash = ?";
    let values =
        [Value::device_or_nobody(context.device.as_ref()), Value::Text(OPERATION), Value::Bytes(page)];
    let Some(AnswerRow { answer, .. }) = tx.row(sql, &values).await? else { return Ok(None) };
    let number = answer.parse().map(Some);
    number.map_err(|_| DatabaseError::Inconsistent {
        table: "idempotency_keys",
        column: "answer",
        row: answer,
    })
}

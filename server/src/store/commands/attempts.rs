//! Attempts of pages that were given up. They stand among the idempotency keys, and are forgotten with
//! them.

use app::meetings::{Ask, Attempt};

use crate::store::engine::{Tx, Value};
use crate::store::fault::Fault;
use crate::store::recipe::device;
use crate::store::rows::AnswerRow;

const OPERATION: &str = "attempt";

/// Refuses an attempt that a later request has given up.
pub(super) async fn check(tx: &mut Tx, ask: &Ask, attempt: &Attempt) -> Result<(), Fault> {
    match given_up_before(tx, ask, &attempt.page).await? {
        Some(number) if attempt.number < number => Err(Fault::GivenUp),
        _ => Ok(()),
    }
}

/// Notes the attempts that this one gives up. The meeting's lock is held, so none of them is under way.
pub(super) async fn give_up(tx: &mut Tx, ask: &Ask, attempt: &Attempt) -> Result<(), Fault> {
    for page in &attempt.given_up {
        let sql = "DELETE FROM idempotency_keys WHERE scope = ? AND operation = ? AND key_hash = ?";
        let scope = [Value::Bytes(device(ask)), Value::Text(OPERATION), Value::Bytes(page)];
        tx.execute(sql, &scope).await?;
        let sql = "INSERT INTO idempotency_keys (scope, operation, key_hash, fingerprint, answer, created_at) \
            VALUES (?, ?, ?, ?, ?, ?)";
        let answer = attempt.number.to_string();
        let rest = [Value::Bytes(page), Value::Text(&answer), Value::Time(ask.at)];
        tx.execute(sql, &[scope.as_slice(), &rest].concat()).await?;
    }
    Ok(())
}

/// The number of the attempt that gave up those of a page before it.
async fn given_up_before(tx: &mut Tx, ask: &Ask, page: &[u8; 32]) -> Result<Option<u64>, Fault> {
    let sql = "SELECT fingerprint, answer FROM idempotency_keys \
        WHERE scope = ? AND operation = ? AND key_hash = ?";
    let values = [Value::Bytes(device(ask)), Value::Text(OPERATION), Value::Bytes(page)];
    let Some(AnswerRow { answer, .. }) = tx.row(sql, &values).await? else { return Ok(None) };
    let number = answer.parse().map(Some);
    number.map_err(|_| Fault::Inconsistent { table: "idempotency_keys", column: "answer", row: answer })
}

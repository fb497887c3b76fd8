//! Deletes expired meetings and idempotency keys. Each meeting is deleted in a transaction of its own, so
//! that nobody waits for more than one of them.

use chrono::{NaiveDate, NaiveDateTime};
use tokio::time::Instant;

use super::database_error::DatabaseError;
use super::engine::{Pool, Value};
use super::retry::{CHANGE_TIMEOUT, retry_on_conflict};
use super::rows::{CodeRow, TimeRow};

/// Deletes the meetings that expire today or earlier, with everything in them; returns how many.
pub(super) async fn delete_meetings(pool: &Pool, today: NaiveDate) -> Result<u64, DatabaseError> {
    let due = "SELECT url_code FROM meetings WHERE expires_on <= ? ORDER BY expires_on LIMIT 100";
    let mut deleted = 0;
    loop {
        let rows: Vec<CodeRow> = pool.rows(due, &[Value::Day(today)]).await?;
        if rows.is_empty() {
            return Ok(deleted);
        }
        for row in &rows {
            deleted +=
                retry_on_conflict(CHANGE_TIMEOUT, |deadline| delete_meeting(pool, row, today, deadline))
                    .await?;
        }
    }
}

/// Deletes the meeting if it is still due: another process may have deleted it, or a new range extended it.
async fn delete_meeting(
    pool: &Pool,
    row: &CodeRow,
    today: NaiveDate,
    deadline: Instant,
) -> Result<u64, DatabaseError> {
    let mut tx = pool.begin(deadline).await?;
    let sql = "DELETE FROM meetings WHERE url_code = ? AND expires_on <= ?";
    let deleted = tx.execute(sql, &[Value::Text(&row.url_code), Value::Day(today)]).await;
    tx.end(deleted).await
}

/// Deletes idempotency keys created before a time, oldest first, in batches so small that nobody waits long
/// for one.
pub(super) async fn delete_keys(pool: &Pool, before: NaiveDateTime) -> Result<(), DatabaseError> {
    let due = "SELECT created_at FROM idempotency_keys WHERE created_at < ? ORDER BY created_at LIMIT 500";
    loop {
        let rows: Vec<TimeRow> = pool.rows(due, &[Value::Time(before)]).await?;
        let Some(TimeRow { created_at }) = rows.last() else { return Ok(()) };
        retry_on_conflict(CHANGE_TIMEOUT, |deadline| delete_keys_until(pool, *created_at, deadline)).await?;
    }
}

async fn delete_keys_until(pool: &Pool, last: NaiveDateTime, deadline: Instant) -> Result<(), DatabaseError> {
    let mut tx = pool.begin(deadline).await?;
    let sql = "DELETE FROM idempotency_keys WHERE created_at <= ?";
    let forgotten = tx.execute(sql, &[Value::Time(last)]).await;
    tx.end(forgotten).await.map(drop)
}

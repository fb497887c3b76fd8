//! The readiness check: whether the database answers and can be written.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::meetings::Result;
use tokio::time::{Instant, timeout};

use super::database_error::DatabaseError;
use super::engine::Pool;
use super::{queries, retry};

/// How long a successful write proves that writing works, and how often a write is tried if there are no
/// others.
const WRITE_PROVES_FOR: Duration = Duration::from_secs(3);

/// Time limit for the check; health probes seldom wait longer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(4);

/// The time of the last successful write.
#[derive(Debug, Default)]
pub(super) struct LastWrite(Mutex<Option<Instant>>);

impl LastWrite {
    /// Records a successful write.
    pub(super) fn succeeded(&self) {
        self.set(Some(Instant::now()));
    }

    /// Records a write that failed although the rules allowed it.
    pub(super) fn failed(&self) {
        self.set(None);
    }

    fn is_recent(&self) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| last.elapsed() < WRITE_PROVES_FOR)
    }

    fn set(&self, value: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = value;
    }
}

/// The time of the last failed write. Locked during an attempt, so that many checks at once cost one attempt.
#[derive(Debug, Clone, Default)]
pub(super) struct LastFailure(Arc<tokio::sync::Mutex<Option<Instant>>>);

/// Checks that the database answers and can be written: if nothing was written lately, a row is. A change
/// that is rolled back would not notice a full disk.
pub(super) async fn check(pool: &Pool, last_failure: &LastFailure) -> Result<()> {
    // In a separate task: a client that disconnects must not let the next one try to write as well.
    let checking = tokio::spawn(check_to_its_end(pool.clone(), last_failure.clone()));
    match timeout(ANSWER_TIMEOUT, checking).await {
        Ok(Ok(checked)) => checked,
        Ok(Err(panicked)) => Err(DatabaseError::Sql(sqlx::Error::Io(std::io::Error::other(panicked))).into()),
        Err(_) => Err(DatabaseError::StatementTimeout(ANSWER_TIMEOUT).into()),
    }
}

async fn check_to_its_end(pool: Pool, last_failure: LastFailure) -> Result<()> {
    queries::ping(&pool).await?;
    if pool.last_write.is_recent() {
        return Ok(());
    }
    let mut failed = last_failure.0.lock().await;
    if pool.last_write.is_recent() {
        return Ok(());
    }
    if failed.is_some_and(|failed| failed.elapsed() < WRITE_PROVES_FOR) {
        return Err(DatabaseError::Sql(sqlx::Error::Protocol("writing failed a moment ago".into())).into());
    }
    let written = write(&pool).await;
    *failed = written.is_err().then(Instant::now);
    Ok(written?)
}

/// Commits a change of a row that nothing else reads.
async fn write(pool: &Pool) -> Result<(), DatabaseError> {
    retry::retry_on_conflict(retry::CHANGE_TIMEOUT, |deadline| async move {
        let mut tx = pool.begin(deadline).await?;
        let sql = "REPLACE INTO readiness (id, checked_at) VALUES (1, CURRENT_TIMESTAMP)";
        let written = tx.execute(sql, &[]).await;
        tx.end(written).await.map(drop)
    })
    .await
}

//! Whether the database answers and can be written.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::meetings::Result;
use tokio::time::{Instant, timeout};

use super::database_error::DatabaseError;
use super::engine::Pool;
use super::{queries, retry};

/// For how long something that was written proves that writing works, and how often it is tried where
/// nothing else is written.
const TRUSTED: Duration = Duration::from_secs(3);

/// How long an answer may take; probers seldom wait longer.
const ANSWER_LIMIT: Duration = Duration::from_secs(4);

/// When something was last written.
#[derive(Debug, Default)]
pub(super) struct LastWrite(Mutex<Option<Instant>>);

impl LastWrite {
    /// Something was written.
    pub(super) fn succeeded(&self) {
        self.set(Some(Instant::now()));
    }

    /// Something could not be written though the rules allowed it.
    pub(super) fn failed(&self) {
        self.set(None);
    }

    fn is_recent(&self) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| last.elapsed() < TRUSTED)
    }

    fn set(&self, value: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = value;
    }
}

/// When writing was last tried in vain. Held while it is tried, so that many who ask cost one try.
#[derive(Debug, Clone, Default)]
pub(super) struct LastFailure(Arc<tokio::sync::Mutex<Option<Instant>>>);

/// Whether the database answers and can be written: where nothing was written lately, a row is. A
/// change that is rolled back would not notice a full disk.
pub(super) async fn check(pool: &Pool, last_failure: &LastFailure) -> Result<()> {
    // In a task of its own: who asks and goes away must not let the next one try as well.
    let checking = tokio::spawn(check_to_its_end(pool.clone(), last_failure.clone()));
    match timeout(ANSWER_LIMIT, checking).await {
        Ok(Ok(checked)) => checked,
        Ok(Err(panicked)) => Err(DatabaseError::Sql(sqlx::Error::Io(std::io::Error::other(panicked))).into()),
        Err(_) => Err(DatabaseError::Silent(ANSWER_LIMIT).into()),
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
    if failed.is_some_and(|failed| failed.elapsed() < TRUSTED) {
        return Err(DatabaseError::Sql(sqlx::Error::Protocol("writing failed a moment ago".into())).into());
    }
    let written = write(&pool).await;
    *failed = written.is_err().then(Instant::now);
    Ok(written?)
}

/// Commits a change of a row that nobody needs.
async fn write(pool: &Pool) -> Result<(), DatabaseError> {
    retry::retry_on_conflict(retry::CHANGE_LIMIT, |deadline| async move {
        let mut tx = pool.begin(deadline).await?;
        let sql = "REPLACE INTO readiness (id, checked_at) VALUES (1, CURRENT_TIMESTAMP)";
        let written = tx.execute(sql, &[]).await;
        tx.end(written).await.map(drop)
    })
    .await
}

//! A lock for migrating a MySQL database, which also holds on a cluster.
//!
//! `GET_LOCK` is known to one node only. Here a row says who holds the lock and until when: if two nodes take
//! it at the same time, one of them fails when it commits. The holder renews the lock; if the holder dies, it
//! expires. A holder that could not renew it in time stops its work before another one can begin.

use std::time::Duration;

use sqlx::MySqlConnection;
use sqlx::mysql::MySql;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::engine::ConnectionPool;
use super::{OpenError, database_error};
use crate::random;

/// How long the lock is held without being renewed.
const HELD_FOR: Duration = Duration::from_secs(15);

/// How much earlier its holder considers it lost, because the clocks of nodes differ.
const MARGIN: Duration = Duration::from_secs(5);

/// How often its holder renews it.
const RENEWED_EVERY: Duration = Duration::from_secs(3);

/// How often a waiting process checks whether it is free, and how often that is logged.
const CHECKED_EVERY: Duration = Duration::from_millis(500);
const LOGGED_EVERY: Duration = Duration::from_secs(5);

/// How long a process waits for it.
const WAIT_TIMEOUT: Duration = Duration::from_mins(5);

/// Time limits for the database to create the row, and to release the lock.
const ROW_TIMEOUT: Duration = Duration::from_mins(1);
const RELEASE_TIMEOUT: Duration = Duration::from_secs(5);

/// The result of an attempt to take or renew the lock.
enum Taken {
    Held,
    /// Another transaction was in the way, which is temporary.
    Conflict,
    HeldByAnother,
}

/// Does `work` while this process holds the lock; stops it if the lock is lost.
pub(super) async fn holding<T>(
    pool: &ConnectionPool<MySql>,
    work: impl Future<Output = Result<T, OpenError>>,
) -> Result<T, OpenError> {
    // A separate connection: a slow change of a table must not keep the lock from being renewed.
    let mut connection = pool.take_out().await?;
    let holder = random::token();
    timeout(ROW_TIMEOUT, create_row(&mut connection))
        .await
        .map_err(|_| OpenError::NoAnswer(ROW_TIMEOUT))??;
    let taken = take(&mut connection, &holder).await?;
    let done = tokio::select! {
        done = work => done,
        // `work` may be cancelled within a statement: its connection is used for nothing else.
        lost = renew(connection, &holder, taken) => Err(lost),
    };
    release(pool, &holder).await;
    done
}

async fn create_row(connection: &mut MySqlConnection) -> Result<(), sqlx::Error> {
    let sql = "CREATE TABLE IF NOT EXISTS migration_lock (id INT NOT NULL PRIMARY KEY, \
        holder VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, held_until DATETIME(6) NOT NULL) \
        ENGINE = InnoDB";
    sqlx::query(sql).execute(&mut *connection).await?;
    let sql = "INSERT IGNORE INTO migration_lock (id, holder, held_until) VALUES (1, '', '2000-01-01')";
    match sqlx::query(sql).execute(connection).await {
        // Another node was faster.
        Err(error) if database_error::is_conflict(&error) => Ok(()),
        done => done.map(drop),
    }
}

/// Waits until this holder has the lock; returns the time from which it counts.
async fn take(connection: &mut MySqlConnection, holder: &str) -> Result<Instant, OpenError> {
    let began = Instant::now();
    let mut logged = began;
    loop {
        let sent = Instant::now();
        let trying = timeout(ROW_TIMEOUT, try_to_take(connection, holder)).await;
        if matches!(trying.map_err(|_| OpenError::NoAnswer(ROW_TIMEOUT))??, Taken::Held) {
            return Ok(sent);
        }
        if began.elapsed() > WAIT_TIMEOUT {
            return Err(OpenError::Locked);
        }
        if logged.elapsed() > LOGGED_EVERY {
            logged = Instant::now();
            tracing::info!("waiting for another process that is migrating the database");
        }
        sleep(CHECKED_EVERY).await;
    }
}

/// Takes the lock if it is free, or renews it.
async fn try_to_take(connection: &mut MySqlConnection, holder: &str) -> Result<Taken, sqlx::Error> {
    let sql = "UPDATE migration_lock SET holder = ?, held_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND \
        WHERE id = 1 AND (holder = ? OR held_until < UTC_TIMESTAMP(6))";
    let taken = sqlx::query(sql).bind(holder).bind(HELD_FOR.as_secs()).bind(holder).execute(connection).await;
    match taken {
        // The driver counts the rows that matched, even if their values stay the same.
        Ok(done) if done.rows_affected() == 1 => Ok(Taken::Held),
        Ok(_) => Ok(Taken::HeldByAnother),
        Err(error) if database_error::is_conflict(&error) => Ok(Taken::Conflict),
        Err(error) => Err(error),
    }
}

/// Renews the lock for as long as that works; returns why it was lost. The time when a renewal was sent
/// counts: the database counts from when it was carried out, which is later.
async fn renew(mut connection: MySqlConnection, holder: &str, mut renewed: Instant) -> OpenError {
    loop {
        sleep(RENEWED_EVERY).await;
        let sent = Instant::now();
        let lost = renewed + HELD_FOR.saturating_sub(MARGIN);
        match timeout_at(lost, try_to_take(&mut connection, holder)).await {
            Ok(Ok(Taken::Held)) => renewed = sent,
            Ok(Ok(Taken::Conflict)) if sent < lost => {}
            Ok(Ok(Taken::Conflict | Taken::HeldByAnother)) | Err(_) => return OpenError::Locked,
            Ok(Err(error)) => return error.into(),
        }
    }
}

/// Releases the lock, so that the next process can begin at once. If that fails, the lock expires.
async fn release(pool: &ConnectionPool<MySql>, holder: &str) {
    let sql = "UPDATE migration_lock SET held_until = '2000-01-01' WHERE id = 1 AND holder = ?";
    let release = async { sqlx::query(sql).bind(holder).execute(&mut pool.take_out().await?).await };
    if !matches!(timeout(RELEASE_TIMEOUT, release).await, Ok(Ok(_))) {
        tracing::debug!("the migration lock could not be released; it will expire");
    }
}

//! A lock for bringing a MySQL database up to date, which also holds on a cluster.
//!
//! `GET_LOCK` is known to one node only. Here a row says who holds the lock and until when: of two nodes
//! that take it at once, one fails when it commits. The holder renews it; where the holder dies, it ends by
//! itself.

use std::time::Duration;

use sqlx::{MySqlConnection, MySqlPool};
use tokio::time::{Instant, sleep};

use super::OpenError;
use super::fault;
use crate::chance;

/// For how long the lock is held without being renewed.
const HELD_FOR: Duration = Duration::from_secs(15);

/// How often it is renewed.
const RENEWED_EVERY: Duration = Duration::from_secs(3);

/// How often somebody who waits looks whether it is free.
const LOOKED_AT_EVERY: Duration = Duration::from_millis(500);

/// How long somebody waits for it.
const WAIT_LIMIT: Duration = Duration::from_mins(5);

/// How often somebody who waits says so in the log.
const SAID_EVERY: Duration = Duration::from_secs(5);

/// Does `work` while this process holds the lock; gives up when it lost it.
pub(super) async fn holding<T>(
    pool: &MySqlPool,
    work: impl Future<Output = Result<T, OpenError>>,
) -> Result<T, OpenError> {
    // A connection of its own: a change of a table that takes long must not keep it from being renewed.
    let mut connection = pool.acquire().await?.detach();
    let holder = chance::token();
    create_row(&mut connection).await?;
    take(&mut connection, &holder).await?;
    let done = tokio::select! {
        done = work => done,
        lost = renew(&mut connection, &holder) => Err(lost),
    };
    // Where that fails it ends by itself.
    let sql = "UPDATE migration_lock SET held_until = '2000-01-01' WHERE id = 1 AND holder = ?";
    let _ = sqlx::query(sql).bind(&holder).execute(&mut connection).await;
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
        Err(error) if fault::is_passing(&error) => Ok(()),
        done => done.map(drop),
    }
}

/// Waits until the lock is this holder's.
async fn take(connection: &mut MySqlConnection, holder: &str) -> Result<(), OpenError> {
    let began = Instant::now();
    let mut said = began;
    while !try_to_take(connection, holder).await? {
        if began.elapsed() > WAIT_LIMIT {
            return Err(OpenError::Locked);
        }
        if said.elapsed() > SAID_EVERY {
            said = Instant::now();
            tracing::info!("waiting for another process that brings the database up to date");
        }
        sleep(LOOKED_AT_EVERY).await;
    }
    Ok(())
}

/// Takes the lock where it is free, or renews it; gives whether it is this holder's now.
async fn try_to_take(connection: &mut MySqlConnection, holder: &str) -> Result<bool, sqlx::Error> {
    let sql = "UPDATE migration_lock SET holder = ?, held_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND \
        WHERE id = 1 AND (holder = ? OR held_until < UTC_TIMESTAMP(6))";
    let taken = sqlx::query(sql).bind(holder).bind(HELD_FOR.as_secs()).bind(holder).execute(connection).await;
    match taken {
        Err(error) if fault::is_passing(&error) => Ok(false),
        // The driver asks for the rows that were found, also where they are the same afterwards.
        done => done.map(|done| done.rows_affected() == 1),
    }
}

/// Renews the lock for as long as that works; ends with why it is lost.
async fn renew(connection: &mut MySqlConnection, holder: &str) -> OpenError {
    let mut renewed = Instant::now();
    loop {
        sleep(RENEWED_EVERY).await;
        match try_to_take(connection, holder).await {
            Ok(true) => renewed = Instant::now(),
            // A conflict passes; somebody else holds it only after it was not renewed for long.
            Ok(false) if renewed.elapsed() < HELD_FOR => {}
            Ok(false) => return OpenError::Locked,
            Err(error) => return error.into(),
        }
    }
}

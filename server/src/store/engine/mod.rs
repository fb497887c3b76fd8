//! A small common interface to both database engines: running a statement and beginning a transaction.

mod connection_pool;
mod pooled_connection;
mod repeated;
mod transaction;
mod value;

use std::sync::Arc;
use std::time::Duration;

use sqlx::mysql::MySql;
use sqlx::sqlite::Sqlite;
use sqlx::{Database, SqlSafeStr};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::database_error::DatabaseError;
use super::database_file::DatabaseFile;
use super::readiness::LastWrite;
use pooled_connection::{PooledConnection, run};
use value::bind;

pub(super) use connection_pool::ConnectionPool;
pub(super) use repeated::repeated;
pub(super) use transaction::Tx;
pub(super) use value::{Row, Value};

/// How long a reader waits for a connection, whether the server has no room for another one or the pool has
/// none free.
pub(super) const CONNECTION_WAIT: Duration = Duration::from_secs(5);

/// Connections to one database.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    connections: Connections,
    /// Permits to write. There are fewer than connections, so that reading goes on while writers wait for a
    /// lock.
    writers: Arc<Semaphore>,
    /// Time limit for a statement.
    statement_limit: Duration,
    /// When something was last written.
    pub(super) last_write: Arc<LastWrite>,
}

/// Connections to one database, by its engine.
#[derive(Debug, Clone)]
pub(super) enum Connections {
    /// SQLite has one writer at a time: one connection writes, and the others read at the same time.
    Sqlite { readers: ConnectionPool<Sqlite>, writer: ConnectionPool<Sqlite>, file: Arc<DatabaseFile> },
    /// MySQL, and what speaks its protocol.
    MySql(ConnectionPool<MySql>),
}

impl Pool {
    pub(super) fn new(connections: Connections, writers: usize, statement_limit: Duration) -> Self {
        let writers = Arc::new(Semaphore::new(writers));
        Self { connections, writers, statement_limit, last_write: Arc::default() }
    }

    /// Waits for a permit to write, until `deadline`. A caller that stops waiting has changed nothing and
    /// costs nothing.
    pub(super) async fn write_permit(
        &self,
        deadline: Instant,
    ) -> Result<OwnedSemaphorePermit, DatabaseError> {
        let write_permit = timeout_at(deadline, Arc::clone(&self.writers).acquire_owned()).await;
        Ok(write_permit.map_err(|_| DatabaseError::DeadlineExceeded)?.map_err(|_| sqlx::Error::PoolClosed)?)
    }

    /// Begins a transaction that will write. None of its statements starts after `deadline`.
    pub(super) async fn begin(&self, deadline: Instant) -> Result<Tx, DatabaseError> {
        match &self.connections {
            Connections::Sqlite { writer, file, .. } => {
                file.check()?;
                let connection = PooledConnection::take(writer, deadline, self.statement_limit).await?;
                Tx::begin_sqlite(connection, deadline, Arc::clone(&self.last_write)).await
            }
            Connections::MySql(pool) => {
                let begin = || async {
                    let connection = PooledConnection::take(pool, deadline, self.statement_limit).await?;
                    let was_kept = connection.was_kept();
                    let begun = Tx::begin_mysql(connection, deadline, Arc::clone(&self.last_write)).await;
                    Ok((begun, was_kept))
                };
                again_if_dead(pool, begin).await
            }
        }
    }

    /// Runs one statement that reads, and returns its rows. If a connection that was used before has died, it runs
    /// again on a new one.
    pub(super) async fn rows<T: Row>(
        &self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, DatabaseError> {
        let sql = sql.into_sql_str();
        match &self.connections {
            Connections::Sqlite { readers, .. } => {
                let mut connection = self.reader(readers).await?;
                run!(connection, bind!(sqlx::query_as(sql), values), fetch_all)
            }
            Connections::MySql(pool) => {
                let run = || async {
                    let mut connection = self.reader(pool).await?;
                    let was_kept = connection.was_kept();
                    let rows = run!(connection, bind!(sqlx::query_as(sql.clone()), values), fetch_all);
                    Ok((rows, was_kept))
                };
                again_if_dead(pool, run).await
            }
        }
    }

    /// What is for this engine.
    pub(super) fn sql_for<T>(&self, sqlite: T, mysql: T) -> T {
        match self.connections {
            Connections::Sqlite { .. } => sqlite,
            Connections::MySql(_) => mysql,
        }
    }

    /// Closes all connections; busy ones when they have finished.
    pub(super) async fn close(&self) {
        match &self.connections {
            Connections::Sqlite { readers, writer, .. } => {
                writer.refuse();
                readers.close().await;
                // The last connection moves the log of writes into the file, which a reader may not.
                writer.close().await;
            }
            Connections::MySql(pool) => pool.close().await,
        }
    }

    async fn reader<DB: Database>(
        &self,
        pool: &ConnectionPool<DB>,
    ) -> Result<PooledConnection<DB>, DatabaseError> {
        PooledConnection::take(pool, Instant::now() + CONNECTION_WAIT, self.statement_limit).await
    }
}

/// Runs a statement that changes nothing, which also tells whether its connection was used before. If that has died
/// since, the statement runs once more, on a connection that is not of the same age.
async fn again_if_dead<T, Run>(
    pool: &ConnectionPool<MySql>,
    run: impl Fn() -> Run,
) -> Result<T, DatabaseError>
where
    Run: Future<Output = Result<(Result<T, DatabaseError>, bool), DatabaseError>>,
{
    match run().await? {
        (Err(error), true) if error.is_lost_connection() => {
            pool.replace_all();
            run().await?.0
        }
        (ended, _) => ended,
    }
}

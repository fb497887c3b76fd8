//! A transaction on either engine.
//!
//! It begins and ends by explicit statements, not by the driver's counter of open transactions: that is wrong
//! after an engine rolled back by itself, as SQLite does when the disk is full.

use std::sync::Arc;

use sqlx::mysql::MySql;
use sqlx::sqlite::Sqlite;
use sqlx::{SqlSafeStr, SqlStr, raw_sql};
use tokio::time::Instant;

use super::pooled_connection::{PooledConnection, run};
use super::value::bind;
use super::{Row, Value};
use crate::store::database_error::DatabaseError;
use crate::store::readiness::LastWrite;

/// A transaction. If it is dropped without a commit, it is rolled back by closing its connection.
pub(in crate::store) struct Tx {
    connection: Connection,
    deadline: Instant,
    last_write: Arc<LastWrite>,
}

enum Connection {
    Sqlite(PooledConnection<Sqlite>),
    MySql(PooledConnection<MySql>),
}

/// Runs a query, written once, on the connection of either engine.
macro_rules! on_engine {
    ($tx:expr, $query:expr, $method:ident) => {
        match &mut $tx.connection {
            Connection::Sqlite(connection) => run!(connection, $query, $method).map(Into::into),
            Connection::MySql(connection) => run!(connection, $query, $method).map(Into::into),
        }
    };
}

/// The result of a statement that writes.
struct WriteResult {
    found: u64,
    id: u64,
}

impl From<sqlx::sqlite::SqliteQueryResult> for WriteResult {
    fn from(result: sqlx::sqlite::SqliteQueryResult) -> Self {
        Self { found: result.rows_affected(), id: result.last_insert_rowid().unsigned_abs() }
    }
}

impl From<sqlx::mysql::MySqlQueryResult> for WriteResult {
    fn from(result: sqlx::mysql::MySqlQueryResult) -> Self {
        Self { found: result.rows_affected(), id: result.last_insert_id() }
    }
}

impl Tx {
    pub(super) async fn begin_sqlite(
        mut connection: PooledConnection<Sqlite>,
        deadline: Instant,
        last_write: Arc<LastWrite>,
    ) -> Result<Self, DatabaseError> {
        check(deadline)?;
        run!(connection, raw_sql("BEGIN IMMEDIATE"), execute)?;
        connection.set_in_transaction(true);
        Ok(Self { connection: Connection::Sqlite(connection), deadline, last_write })
    }

    pub(super) async fn begin_mysql(
        mut connection: PooledConnection<MySql>,
        deadline: Instant,
        last_write: Arc<LastWrite>,
    ) -> Result<Self, DatabaseError> {
        check(deadline)?;
        run!(connection, raw_sql("BEGIN"), execute)?;
        connection.set_in_transaction(true);
        Ok(Self { connection: Connection::MySql(connection), deadline, last_write })
    }

    /// Runs a statement; returns how many rows matched.
    pub(in crate::store) async fn execute(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<u64, DatabaseError> {
        self.write(sql.into_sql_str(), values).await.map(|written| written.found)
    }

    /// Inserts a row, and returns the id that the database gave it.
    pub(in crate::store) async fn insert(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<i64, DatabaseError> {
        let id = i64::try_from(self.write(sql.into_sql_str(), values).await?.id);
        Ok(id.map_err(|_| sqlx::Error::Protocol("an id beyond 63 bits".into()))?)
    }

    async fn write(&mut self, sql: SqlStr, values: &[Value<'_>]) -> Result<WriteResult, DatabaseError> {
        self.check_deadline()?;
        on_engine!(self, bind!(sqlx::query(sql), values), execute)
    }

    /// Runs a statement that reads, and returns its rows.
    pub(in crate::store) async fn rows<T: Row>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, DatabaseError> {
        self.check_deadline()?;
        match &mut self.connection {
            Connection::Sqlite(connection) => run!(connection, bind!(sqlx::query_as(sql), values), fetch_all),
            Connection::MySql(connection) => {
                run!(connection, bind!(sqlx::query_as(sql), values), fetch_all)
            }
        }
    }

    /// Runs a statement that reads, and returns its first row, if there is one.
    pub(in crate::store) async fn row<T: Row>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<T>, DatabaseError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Commits if `done` is `Ok`, otherwise rolls back; returns `done`, or the error of the commit.
    pub(in crate::store) async fn end<T>(self, done: Result<T, DatabaseError>) -> Result<T, DatabaseError> {
        match done {
            Ok(answer) => self.commit().await.map(|()| answer),
            Err(error) => {
                self.rollback().await;
                Err(error)
            }
        }
    }

    /// Commits. If the database does not respond, the transaction may or may not have been committed.
    pub(in crate::store) async fn commit(mut self) -> Result<(), DatabaseError> {
        if let Err(error) = self.check_deadline() {
            self.rollback().await;
            return Err(error);
        }
        let committed = self.run("COMMIT").await;
        if let Err(error) = committed {
            // SQLite keeps the transaction open if it could not commit.
            self.last_write.failed();
            self.rollback().await;
            return Err(error);
        }
        self.last_write.succeeded();
        Ok(())
    }

    /// Rolls back; if that fails, by closing the connection.
    pub(in crate::store) async fn rollback(mut self) {
        if !self.is_usable() {
            self.last_write.failed();
        } else if let Err(error) = self.run("ROLLBACK").await {
            tracing::debug!(?error, "a connection that could not roll back is closed");
        }
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), DatabaseError> {
        let ended: Result<WriteResult, _> = on_engine!(self, raw_sql(sql), execute);
        if ended.is_ok() {
            match &mut self.connection {
                Connection::Sqlite(connection) => connection.set_in_transaction(false),
                Connection::MySql(connection) => connection.set_in_transaction(false),
            }
        }
        ended.map(drop)
    }

    fn is_usable(&self) -> bool {
        match &self.connection {
            Connection::Sqlite(connection) => connection.is_usable(),
            Connection::MySql(connection) => connection.is_usable(),
        }
    }

    /// Deadlines are checked between statements: a running statement is ended by the engine's own limits, if
    /// it has some, or abandoned with its connection.
    fn check_deadline(&self) -> Result<(), DatabaseError> {
        check(self.deadline)
    }
}

fn check(deadline: Instant) -> Result<(), DatabaseError> {
    if Instant::now() < deadline { Ok(()) } else { Err(DatabaseError::DeadlineExceeded) }
}

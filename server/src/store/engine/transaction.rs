//! A transaction on either engine.
//!
//! It begins and ends by statements of its own, not by the driver's counting of open transactions:
//! that goes wrong where an engine rolls back by itself, as SQLite does when the disk is full.

use std::sync::Arc;

use sqlx::mysql::MySql;
use sqlx::sqlite::Sqlite;
use sqlx::{AssertSqlSafe, raw_sql};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

use super::lease::{Lease, run};
use super::value::bind;
use super::{Row, Value};
use crate::store::fault::Fault;
use crate::store::readiness::LastWrite;

/// A transaction. Dropped without a commit, it is rolled back by closing its connection.
pub(in crate::store) struct Tx {
    lease: Either,
    deadline: Instant,
    last_write: Arc<LastWrite>,
}

enum Either {
    Sqlite(Lease<Sqlite>),
    MySql(Lease<MySql>, #[expect(dead_code, reason = "it is held for as long")] OwnedSemaphorePermit),
}

/// Runs a query, which is written once, on the lease of either engine.
macro_rules! on_either {
    ($tx:expr, $query:expr, $method:ident) => {
        match &mut $tx.lease {
            Either::Sqlite(lease) => run!(lease, $query, $method).map(Into::into),
            Either::MySql(lease, _) => run!(lease, $query, $method).map(Into::into),
        }
    };
}

/// What a statement that writes came to.
struct Written {
    found: u64,
    id: u64,
}

impl From<sqlx::sqlite::SqliteQueryResult> for Written {
    fn from(result: sqlx::sqlite::SqliteQueryResult) -> Self {
        Self { found: result.rows_affected(), id: result.last_insert_rowid().unsigned_abs() }
    }
}

impl From<sqlx::mysql::MySqlQueryResult> for Written {
    fn from(result: sqlx::mysql::MySqlQueryResult) -> Self {
        Self { found: result.rows_affected(), id: result.last_insert_id() }
    }
}

impl Tx {
    pub(super) async fn begin_sqlite(
        mut lease: Lease<Sqlite>,
        deadline: Instant,
        last_write: Arc<LastWrite>,
    ) -> Result<Self, Fault> {
        run!(lease, raw_sql("BEGIN IMMEDIATE"), execute)?;
        lease.set_in_transaction(true);
        Ok(Self { lease: Either::Sqlite(lease), deadline, last_write })
    }

    pub(super) async fn begin_mysql(
        mut lease: Lease<MySql>,
        permit: OwnedSemaphorePermit,
        deadline: Instant,
        last_write: Arc<LastWrite>,
    ) -> Result<Self, Fault> {
        run!(lease, raw_sql("BEGIN"), execute)?;
        lease.set_in_transaction(true);
        Ok(Self { lease: Either::MySql(lease, permit), deadline, last_write })
    }

    /// Runs a statement that is the same every time; gives how many rows it found.
    pub(in crate::store) async fn execute(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<u64, Fault> {
        self.check_deadline()?;
        let written: Result<Written, _> = on_either!(self, bind!(sqlx::query(sql), values), execute);
        written.map(|written| written.found)
    }

    /// Runs a statement whose number of placeholders varies with the number of days. The text is made
    /// of constants and question marks only.
    pub(in crate::store) async fn execute_varying(
        &mut self,
        sql: String,
        values: &[Value<'_>],
    ) -> Result<u64, Fault> {
        self.check_deadline()?;
        let sql = AssertSqlSafe(sql);
        let written: Result<Written, _> = on_either!(self, bind!(sqlx::query(sql), values), execute);
        written.map(|written| written.found)
    }

    /// Inserts a row and gives the number that the database gave it.
    pub(in crate::store) async fn insert(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<i64, Fault> {
        self.check_deadline()?;
        let written: Result<Written, _> = on_either!(self, bind!(sqlx::query(sql), values), execute);
        let id = i64::try_from(written?.id);
        Ok(id.map_err(|_| sqlx::Error::Protocol("an id beyond 63 bits".into()))?)
    }

    /// Runs a statement that reads, and gives its rows.
    pub(in crate::store) async fn rows<T: Row>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, Fault> {
        self.check_deadline()?;
        match &mut self.lease {
            Either::Sqlite(lease) => run!(lease, bind!(sqlx::query_as(sql), values), fetch_all),
            Either::MySql(lease, _) => run!(lease, bind!(sqlx::query_as(sql), values), fetch_all),
        }
    }

    /// The first row, if there is one.
    pub(in crate::store) async fn row<T: Row>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<T>, Fault> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Commits where `done` is an answer, else rolls back; gives the answer.
    pub(in crate::store) async fn end<T>(self, done: Result<T, Fault>) -> Result<T, Fault> {
        match done {
            Ok(answer) => self.commit().await.map(|()| answer),
            Err(fault) => {
                self.rollback().await;
                Err(fault)
            }
        }
    }

    /// Makes everything so that was written. Where the answer does not come it may or may not be so.
    pub(in crate::store) async fn commit(mut self) -> Result<(), Fault> {
        if let Err(fault) = self.check_deadline() {
            self.rollback().await;
            return Err(fault);
        }
        let committed = self.run("COMMIT").await;
        if let Err(fault) = committed {
            // SQLite keeps the transaction open where it could not commit.
            self.last_write.failed();
            self.rollback().await;
            return Err(fault);
        }
        self.last_write.succeeded();
        Ok(())
    }

    /// Ends the transaction as if it never was; where that does not work, by closing the connection.
    pub(in crate::store) async fn rollback(mut self) {
        if !self.is_usable() {
            self.last_write.failed();
        } else if let Err(fault) = self.run("ROLLBACK").await {
            tracing::debug!(?fault, "a connection that could not roll back is closed");
        }
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), Fault> {
        let ended: Result<Written, _> = on_either!(self, raw_sql(sql), execute);
        if ended.is_ok() {
            match &mut self.lease {
                Either::Sqlite(lease) => lease.set_in_transaction(false),
                Either::MySql(lease, _) => lease.set_in_transaction(false),
            }
        }
        ended.map(drop)
    }

    fn is_usable(&self) -> bool {
        match &self.lease {
            Either::Sqlite(lease) => lease.is_usable(),
            Either::MySql(lease, _) => lease.is_usable(),
        }
    }

    /// Time limits are between statements: one that runs is ended by the engine's own limits.
    fn check_deadline(&self) -> Result<(), Fault> {
        if Instant::now() < self.deadline { Ok(()) } else { Err(Fault::OutOfTime) }
    }
}

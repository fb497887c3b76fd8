//! Two engines behind one small surface: three ways to run a statement, one to begin a transaction.

use app::domain::ParticipantId;
use chrono::{NaiveDate, NaiveDateTime};
use sqlx::mysql::{MySql, MySqlPool, MySqlRow};
use sqlx::sqlite::{Sqlite, SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, Transaction};

use super::fault::Fault;

/// A row that both engines can give.
pub(super) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, MySqlRow> + Send + Unpin
{
}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, MySqlRow> + Send + Unpin {}

/// A value for a placeholder.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Int(i64),
    OptionalInt(Option<i64>),
    Bool(bool),
    Text(&'a str),
    OptionalText(Option<&'a str>),
    Bytes(&'a [u8]),
    OptionalBytes(Option<&'a [u8]>),
    Day(NaiveDate),
    OptionalDay(Option<NaiveDate>),
    Time(NaiveDateTime),
}

impl From<ParticipantId> for Value<'_> {
    fn from(id: ParticipantId) -> Self {
        Self::Int(id.0)
    }
}

/// Binds all values to a query; a macro, because the two engines' queries share no trait for it.
macro_rules! bind {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match *value {
                Value::Int(value) => query.bind(value),
                Value::OptionalInt(value) => query.bind(value),
                Value::Bool(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::OptionalText(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::OptionalBytes(value) => query.bind(value),
                Value::Day(value) => query.bind(value),
                Value::OptionalDay(value) => query.bind(value),
                Value::Time(value) => query.bind(value),
            };
        }
        query
    }};
}

/// Connections to one database.
#[derive(Debug, Clone)]
pub(super) enum Pool {
    /// SQLite has one writer at a time: one connection writes, and the others read beside it.
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    /// MySQL, and what speaks its protocol.
    MySql(MySqlPool),
}

/// A transaction; dropped without a commit, it never was.
pub(super) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    MySql(Transaction<'static, MySql>),
}

impl Pool {
    /// Begins a transaction that will write.
    pub(super) async fn begin(&self) -> Result<Tx, Fault> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::MySql(pool) => Tx::MySql(pool.begin().await?),
        })
    }

    /// Runs one statement that reads, and gives its rows.
    pub(super) async fn rows<T: Row>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, Fault> {
        Ok(match self {
            Self::Sqlite { readers, .. } => bind!(sqlx::query_as(sql), values).fetch_all(readers).await?,
            Self::MySql(pool) => bind!(sqlx::query_as(sql), values).fetch_all(pool).await?,
        })
    }

    /// Runs one statement that reads and whose number of placeholders varies. The text is made of
    /// constants and question marks only.
    pub(super) async fn rows_varying<T: Row>(
        &self,
        sql: String,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, Fault> {
        let sql = AssertSqlSafe(sql);
        Ok(match self {
            Self::Sqlite { readers, .. } => bind!(sqlx::query_as(sql), values).fetch_all(readers).await?,
            Self::MySql(pool) => bind!(sqlx::query_as(sql), values).fetch_all(pool).await?,
        })
    }

    /// The text for this engine.
    pub(super) fn either(&self, sqlite: &'static str, mysql: &'static str) -> &'static str {
        match self {
            Self::Sqlite { .. } => sqlite,
            Self::MySql(_) => mysql,
        }
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::MySql(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Runs a statement that is the same every time; gives how many rows it found.
    pub(super) async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault> {
        Ok(match self {
            Self::Sqlite(tx) => bind!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
            Self::MySql(tx) => bind!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs a statement whose number of placeholders varies with the number of days. The text is made
    /// of constants and question marks only.
    pub(super) async fn execute_varying(&mut self, sql: String, values: &[Value<'_>]) -> Result<u64, Fault> {
        let sql = AssertSqlSafe(sql);
        Ok(match self {
            Self::Sqlite(tx) => bind!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
            Self::MySql(tx) => bind!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Inserts a row and gives the number that the database gave it.
    pub(super) async fn insert(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<i64, Fault> {
        Ok(match self {
            Self::Sqlite(tx) => bind!(sqlx::query(sql), values).execute(&mut **tx).await?.last_insert_rowid(),
            Self::MySql(tx) => {
                let id = bind!(sqlx::query(sql), values).execute(&mut **tx).await?.last_insert_id();
                i64::try_from(id).map_err(|_| sqlx::Error::Protocol("an id beyond 63 bits".into()))?
            }
        })
    }

    /// Runs a statement that reads, and gives its rows.
    pub(super) async fn rows<T: Row>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, Fault> {
        Ok(match self {
            Self::Sqlite(tx) => bind!(sqlx::query_as(sql), values).fetch_all(&mut **tx).await?,
            Self::MySql(tx) => bind!(sqlx::query_as(sql), values).fetch_all(&mut **tx).await?,
        })
    }

    /// The first row, if there is one.
    pub(super) async fn row<T: Row>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<T>, Fault> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    pub(super) async fn commit(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::MySql(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(super) async fn rollback(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::MySql(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

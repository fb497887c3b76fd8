//! Errors of the store, and whether trying again helps.

use std::path::PathBuf;
use std::time::Duration;

use app::meetings::{Error, Refusal, StoreError};
use sqlx::error::DatabaseError as SqlxDatabaseError;
use sqlx::mysql::MySqlDatabaseError;
use sqlx::sqlite::SqliteError;

/// Why a statement or a command failed.
#[derive(Debug)]
pub(super) enum DatabaseError {
    /// The rules forbid the change.
    Refused(Refusal),
    /// Another transaction was in the way; the whole transaction has to be retried.
    Conflict,
    /// The new url code is already the code of another meeting.
    UrlCodeTaken,
    /// A row contains something that the rules do not allow.
    Inconsistent { table: &'static str, column: &'static str, row: String },
    /// The change was not finished within its time limit.
    DeadlineExceeded,
    /// The engine did not answer a statement within this time.
    StatementTimeout(Duration),
    /// The database file is gone, or was replaced by another one.
    FileReplaced(PathBuf),
    /// The engine or its driver failed.
    Sql(sqlx::Error),
}

/// MySQL: this transaction was rolled back to resolve a deadlock; a lock was not granted in time; on MariaDB
/// from 11.6 on, a row has changed since the transaction's snapshot; and in a replication group, another
/// member was faster.
const MYSQL_CONFLICTS: [u16; 4] = [1213, 1205, 1020, 3101];

/// SQLite, primary result codes: the database, or a table of it, is locked.
const SQLITE_CONFLICTS: [i32; 2] = [5, 6];

/// MySQL: the server, or this user, has as many connections as it may have.
const MYSQL_NO_ROOM: [u16; 3] = [1040, 1203, 1226];

/// MySQL: the server is shutting down; a node of a cluster is not ready.
const MYSQL_NOT_READY: [u16; 2] = [1053, 1047];

/// MySQL: the server closes the connection because it is shutting down, because somebody killed it, or because it
/// was idle.
const MYSQL_CLOSED_CONNECTION: [u16; 3] = [1053, 1927, 4031];

/// SQLite, primary result codes after which it may have rolled back by itself, or may not be able to
/// continue: permissions, abort, out of memory, read-only, interrupted, I/O, corrupt, full, cannot open, not
/// a database (<https://www.sqlite.org/lang_transaction.html>, "Response To Errors Within A Transaction").
const SQLITE_BROKEN: [i32; 10] = [3, 4, 7, 8, 9, 10, 11, 13, 14, 26];

impl DatabaseError {
    /// Whether a retry can succeed.
    pub(super) fn is_conflict(&self) -> bool {
        match self {
            Self::Conflict => true,
            Self::Sql(error) => is_conflict(error),
            _ => false,
        }
    }

    /// Whether the connection on which the error occurred can be used as before.
    pub(super) fn leaves_connection_usable(&self) -> bool {
        let Self::Sql(sqlx::Error::Database(error)) = self else { return false };
        mysql_number(error.as_ref()).is_some_and(|number| !MYSQL_CLOSED_CONNECTION.contains(&number))
            || sqlite_code(error.as_ref()).is_some_and(|code| !SQLITE_BROKEN.contains(&code))
    }

    /// Whether the server has closed the connection, or is gone.
    pub(super) fn is_lost_connection(&self) -> bool {
        let Self::Sql(error) = self else { return false };
        let number = || error.as_database_error().and_then(mysql_number);
        matches!(error, sqlx::Error::Io(_))
            || number().is_some_and(|number| MYSQL_CLOSED_CONNECTION.contains(&number))
    }

    /// Whether a unique constraint was violated: the row exists.
    pub(super) fn is_duplicate(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

/// Whether the server has no room for another connection, which is temporary.
pub(super) fn has_no_room(error: &sqlx::Error) -> bool {
    let number = error.as_database_error().and_then(mysql_number);
    number.is_some_and(|number| MYSQL_NO_ROOM.contains(&number))
}

/// Whether the server is starting or shutting down, or is a node that has not joined its cluster yet.
pub(super) fn is_not_ready(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(mysql_number).is_some_and(|number| MYSQL_NOT_READY.contains(&number))
}

/// Whether the error is a conflict with another transaction.
pub(super) fn is_conflict(error: &sqlx::Error) -> bool {
    let Some(error) = error.as_database_error() else { return false };
    mysql_number(error).is_some_and(|number| MYSQL_CONFLICTS.contains(&number))
        || sqlite_code(error).is_some_and(|code| SQLITE_CONFLICTS.contains(&code))
}

/// The number of a MySQL error.
fn mysql_number(error: &dyn SqlxDatabaseError) -> Option<u16> {
    error.try_downcast_ref::<MySqlDatabaseError>().map(MySqlDatabaseError::number)
}

/// The primary result code of an SQLite error, which is the lowest byte of an extended code.
fn sqlite_code(error: &dyn SqlxDatabaseError) -> Option<i32> {
    error.try_downcast_ref::<SqliteError>()?;
    error.code()?.parse::<i32>().ok().map(|code| code & 0xff)
}

impl From<sqlx::Error> for DatabaseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Refusal> for DatabaseError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

fn unavailable(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Failed(StoreError::Unavailable(why.into()))
}

impl From<DatabaseError> for Error {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Refused(refusal) => Self::Refused(refusal),
            DatabaseError::Conflict => unavailable("too many conflicts"),
            DatabaseError::DeadlineExceeded => unavailable("the change was not finished in time"),
            DatabaseError::StatementTimeout(limit) => {
                unavailable(format!("the database did not answer a statement for {limit:?}"))
            }
            DatabaseError::FileReplaced(path) => unavailable(format!(
                "{} is gone or is not the file that was opened: nothing is written until the server is \
                 started again",
                path.display()
            )),
            DatabaseError::UrlCodeTaken => Self::Failed(StoreError::UrlCodeTaken),
            DatabaseError::Inconsistent { table, column, row } => {
                Self::Failed(StoreError::Inconsistent { table, column, row })
            }
            DatabaseError::Sql(error) => unavailable(error),
        }
    }
}

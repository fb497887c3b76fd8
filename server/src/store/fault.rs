//! What can go wrong in the store, and whether trying again helps.

use app::meetings::{Error, Refusal, StoreError};

/// Why a statement or a command did not do what it should.
#[derive(Debug)]
pub(super) enum Fault {
    /// The rules say no.
    Refused(Refusal),
    /// Another transaction was in the way; the whole is to be done again.
    Again,
    /// The new url code is the code of another meeting.
    UrlCodeTaken,
    /// A row holds what the rules do not allow.
    Inconsistent { table: &'static str, column: &'static str, row: String },
    /// The engine failed.
    Sql(sqlx::Error),
}

/// MySQL: a deadlock was resolved against this transaction; a lock was not had in time; and, on MariaDB
/// from 11.6 on, a row is another than the transaction saw.
const MYSQL_CONFLICTS: [u16; 3] = [1213, 1205, 1020];

/// SQLite, primary result codes: the database, or a table of it, is locked.
const SQLITE_CONFLICTS: [i32; 2] = [5, 6];

impl Fault {
    /// Whether a second try can have another end.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Again => true,
            Self::Sql(sqlx::Error::Database(error)) => is_conflict(error.as_ref()),
            _ => false,
        }
    }

    /// Whether a constraint said that the row exists.
    pub(super) fn is_duplicate(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

fn is_conflict(error: &dyn sqlx::error::DatabaseError) -> bool {
    if let Some(error) = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        return MYSQL_CONFLICTS.contains(&error.number());
    }
    // An extended code has the primary code in its lowest byte.
    let code = error.code().and_then(|code| code.parse::<i32>().ok());
    code.is_some_and(|code| SQLITE_CONFLICTS.contains(&(code & 0xff)))
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(refusal) => Self::Refused(refusal),
            Fault::Again => Self::Failed(StoreError::Unavailable("too many conflicts".into())),
            Fault::UrlCodeTaken => Self::Failed(StoreError::UrlCodeTaken),
            Fault::Inconsistent { table, column, row } => {
                Self::Failed(StoreError::Inconsistent { table, column, row })
            }
            Fault::Sql(error) => Self::Failed(StoreError::Unavailable(Box::new(error))),
        }
    }
}

//! Opening a database: its URL's scheme picks the engine.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use app::domain::Retention;
use chrono::NaiveDate;
use log::LevelFilter;
use sqlx::ConnectOptions;
use sqlx::migrate::MigrateDatabase;
use sqlx::mysql::{MySql, MySqlConnectOptions, MySqlPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use thiserror::Error;

use super::engine::Pool;
use super::takeover::Terms;
use super::{SqlStore, migrate};

/// The most connections to MySQL, and the most readers of SQLite.
const MAX_CONNECTIONS: u32 = 30;
const MAX_READERS: u32 = 8;

/// How long a request waits for a connection, and SQLite for another process's lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many statements a connection keeps prepared: all there are, those for 1 to 62 days among them.
/// To forget one costs 40 ms on MySQL: the driver (sqlx 0.9.0) waits for Nagle's algorithm then.
const STATEMENTS_KEPT: usize = 256;

/// What each connection to MySQL begins with. The default wait for a lock, 50 seconds, is longer than
/// anybody waits; what is refused is tried again. The days of a participant are read as one text, which
/// is cut at 1024 bytes by default.
/// Tables that others have open are waited for as long as a start may take.
const SESSION: &str =
    "SET SESSION innodb_lock_wait_timeout = 5, lock_wait_timeout = 60, group_concat_max_len = 4194304";

/// Why a database could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The URL names no engine that there is.
    #[error("a database URL begins with sqlite: or mysql://")]
    UnknownEngine,
    /// The database could not be reached or made, or does not understand.
    #[error("the database could not be opened")]
    Sql(#[from] sqlx::Error),
    /// The migrations could not be run.
    #[error("the database could not be migrated")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// What the Python service left could not be taken over.
    #[error("the database of the Python service could not be taken over")]
    TakeOver(#[source] app::meetings::Error),
    /// The folder or the lock file beside an SQLite database could not be made.
    #[error("the folder of the database could not be used")]
    File(#[from] std::io::Error),
}

/// What a host says about its database.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Statements that take longer are warned about.
    pub slow_statement: Duration,
    /// The day of the start, in UTC.
    pub today: NaiveDate,
    /// How long meetings of a database that is taken over are kept.
    pub retention: Retention,
}

/// Opens the database and brings it up to date; several processes may do so at once.
///
/// # Errors
/// [`OpenError`].
pub async fn open(url: &str, opening: Opening) -> Result<SqlStore, OpenError> {
    let pool = match url.split(':').next() {
        Some("sqlite") => open_sqlite(url, opening).await?,
        Some("mysql" | "mariadb") => open_mysql(url, opening).await?,
        _ => return Err(OpenError::UnknownEngine),
    };
    Ok(SqlStore { pool })
}

async fn open_sqlite(url: &str, opening: Opening) -> Result<Pool, OpenError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What was acknowledged survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(STATEMENTS_KEPT)
        .log_slow_statements(LevelFilter::Warn, opening.slow_statement);
    let path = options.get_filename().to_owned();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let pool = |connections| SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE);
    let _lock = lock_beside(&path).await?;
    let writer = pool(1).connect_with(options.clone()).await?;
    migrate::sqlite(&writer).await?;
    let readers = pool(MAX_READERS).connect_with(options.read_only(true)).await?;
    Ok(Pool::Sqlite { readers, writer })
}

/// Locks a file beside the database until it is dropped: processes that start at once migrate one
/// after another. SQLite itself has no lock that spans several migrations.
async fn lock_beside(path: &Path) -> Result<std::fs::File, OpenError> {
    let path = path.with_added_extension("lock");
    let locked = tokio::task::spawn_blocking(move || {
        let file = std::fs::File::create(path)?;
        file.lock().map(|()| file)
    });
    Ok(locked.await.map_err(std::io::Error::other)??)
}

async fn open_mysql(url: &str, opening: Opening) -> Result<Pool, OpenError> {
    // A database that is not there yet is made, as SQLite's file is.
    if !MySql::database_exists(url).await? {
        let made = MySql::create_database(url).await;
        // Another process that starts now may have been faster.
        if made.is_err() && !MySql::database_exists(url).await? {
            made?;
        }
    }
    let options = MySqlConnectOptions::from_str(url)?
        .statement_cache_capacity(STATEMENTS_KEPT)
        .log_slow_statements(LevelFilter::Warn, opening.slow_statement);
    let pool = MySqlPoolOptions::new()
        .max_connections(MAX_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::query(SESSION).execute(connection).await.map(drop) })
        })
        .connect_with(options)
        .await?;
    let terms = Terms { today: opening.today, retention: opening.retention };
    migrate::mysql(&pool, terms).await?;
    Ok(Pool::MySql(pool))
}

//! Opening a database: its URL's scheme picks the engine.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use app::domain::Retention;
use chrono::NaiveDate;
use chrono_tz::Tz;
use log::LevelFilter;
use sqlx::ConnectOptions;
use sqlx::migrate::MigrateDatabase;
use sqlx::mysql::{MySql, MySqlConnectOptions, MySqlPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use thiserror::Error;

use super::database_file::DatabaseFile;
use super::engine::{CONNECTION_WAIT, Connections, Pool};
use super::takeover::Terms;
use super::{SqlStore, migrate, starting};

/// The most readers of SQLite.
const MAX_READERS: u32 = 8;

/// How long a lock of another transaction is waited for. What is refused then is tried again.
const LOCK_WAIT: Duration = Duration::from_secs(2);

/// How long a statement may take while the server serves; longer than any lock is waited for. Then it is
/// given up with its connection. Engines that have a limit of their own end it before, see `SESSION`.
const STATEMENT_LIMIT: Duration = Duration::from_secs(6);

/// How long a statement may take while a database is brought up to date: a large table may change.
const MIGRATION_LIMIT: Duration = Duration::from_hours(6);

/// How many statements a connection keeps prepared: all there are, those for 1 to 62 days among them.
/// To forget one costs 40 ms on MySQL: the driver (sqlx 0.9.0) waits for Nagle's algorithm then.
const STATEMENTS_KEPT: usize = 256;

/// What each connection to MySQL begins with. Locks of rows and of tables are waited for as long as
/// `LOCK_WAIT` says; the days of a participant are read as one text, which is cut at 1024 bytes by default.
/// A statement ends a second before `STATEMENT_LIMIT`: on MariaDB any, on MySQL one that only reads. What
/// stands in comments is for one of them only.
const SESSION: &str = "SET SESSION innodb_lock_wait_timeout = 2, lock_wait_timeout = 2, \
    group_concat_max_len = 4194304 /*M! , max_statement_time = 5 */ /*!50708 , max_execution_time = 5000 */";

/// How many connections copy what is taken over; the lock and the migrations have connections of their own.
const MIGRATION_CONNECTIONS: u32 = 2;

/// What connections begin with that bring a database up to date: tables that others have open are waited
/// for.
const MIGRATION_SESSION: &str =
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
    /// Another process holds the lock for bringing it up to date, or took it over.
    #[error("another process brings the database up to date, and does not come to an end")]
    Locked,
    /// It did not answer.
    #[error("the database did not answer within {} s", .0.as_secs())]
    NoAnswer(Duration),
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
    /// The zone whose wall-clock times stand in a database that is taken over.
    pub time_zone: Tz,
    /// The most connections to MySQL.
    pub connections: u32,
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
    Ok(SqlStore::new(pool))
}

async fn open_sqlite(url: &str, opening: Opening) -> Result<Pool, OpenError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What was acknowledged survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(LOCK_WAIT)
        .statement_cache_capacity(STATEMENTS_KEPT)
        .log_slow_statements(LevelFilter::Warn, opening.slow_statement);
    let path = options.get_filename().to_owned();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let pool =
        |connections| SqlitePoolOptions::new().max_connections(connections).acquire_timeout(CONNECTION_WAIT);
    let _lock = lock_beside(&path).await?;
    let writer = pool(1).connect_with(options.clone()).await?;
    migrate::sqlite(&writer).await?;
    // A file that is gone later must not be made anew, empty.
    let options = options.create_if_missing(false);
    writer.set_connect_options(options.clone());
    let readers = pool(MAX_READERS).connect_with(options.read_only(true)).await?;
    let file = Arc::new(DatabaseFile::at(path)?);
    Ok(Pool::new(Connections::Sqlite { readers, writer, file }, 1, STATEMENT_LIMIT))
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
    starting::answered(url, || create_where_missing(url)).await?;
    let options = MySqlConnectOptions::from_str(url)?
        .statement_cache_capacity(STATEMENTS_KEPT)
        .log_slow_statements(LevelFilter::Warn, opening.slow_statement);
    bring_up_to_date(options.clone(), opening).await?;
    let pool = pool(opening.connections, SESSION).connect_with(options).await?;
    // A third of the connections, at least one of them, is for those who only read.
    let writers = opening.connections - opening.connections.div_ceil(3);
    Ok(Pool::new(Connections::MySql(pool), writers.max(1) as usize, STATEMENT_LIMIT))
}

/// A database that is not there yet is made, as SQLite's file is.
async fn create_where_missing(url: &str) -> Result<(), sqlx::Error> {
    if MySql::database_exists(url).await? {
        return Ok(());
    }
    let made = MySql::create_database(url).await;
    // Another process that starts now may have been faster.
    if made.is_err() && MySql::database_exists(url).await? { Ok(()) } else { made }
}

/// Runs the migrations, on connections of their own, which have more time.
async fn bring_up_to_date(options: MySqlConnectOptions, opening: Opening) -> Result<(), OpenError> {
    let connections = pool(MIGRATION_CONNECTIONS, MIGRATION_SESSION).connect_with(options).await?;
    let terms = Terms { today: opening.today, retention: opening.retention, time_zone: opening.time_zone };
    let pool = Pool::new(Connections::MySql(connections.clone()), 1, MIGRATION_LIMIT);
    let done = migrate::mysql(&connections, &pool, terms).await;
    connections.close().await;
    done
}

fn pool(connections: u32, session: &'static str) -> MySqlPoolOptions {
    MySqlPoolOptions::new().max_connections(connections).acquire_timeout(CONNECTION_WAIT).after_connect(
        move |connection, _| {
            Box::pin(async move { sqlx::query(session).execute(connection).await.map(drop) })
        },
    )
}

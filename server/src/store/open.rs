//! Opens a database and migrates it; the scheme of its URL selects the engine.

use std::path::Path;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use app::domain::Retention;
use chrono::NaiveDate;
use chrono_tz::Tz;
use log::LevelFilter;
use sqlx::migrate::MigrateDatabase;
use sqlx::mysql::{MySql, MySqlConnectOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor, MySqlConnection, SqliteConnection};
use thiserror::Error;

use super::database_file::DatabaseFile;
use super::engine::{ConnectionPool, Connections, Pool};
use super::takeover::Terms;
use super::{SqlStore, migrate, wait_for_server};

/// The most connections that read from SQLite.
const MAX_READERS: u32 = 8;

/// How long to wait for a lock of another transaction. What fails then is retried.
const LOCK_WAIT: Duration = Duration::from_secs(2);

/// Time limit for a statement while the server serves, longer than any wait for a lock. After that, the
/// statement is abandoned together with its connection. Engines with a time limit of their own end it before,
/// see `SESSION_SETTINGS`.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(6);

/// Time limit for a statement during migration: a large table may change.
const MIGRATION_TIMEOUT: Duration = Duration::from_hours(6);

/// How many prepared statements a connection keeps: all that exist, including those for 1 to 62 days.
/// Evicting one takes 40 ms on MySQL, because the driver (sqlx 0.9.0) then waits for Nagle's algorithm.
const STATEMENT_CACHE_SIZE: usize = 256;

/// The first statement on each connection to MySQL. It limits waits for locks of rows and tables to
/// `LOCK_WAIT`. The days of a participant are read as one text, which is cut at 1024 bytes by default. A
/// statement ends a second before `STATEMENT_TIMEOUT`: on MariaDB any statement, on MySQL one that only reads.
/// The parts in comments are for one of the two only.
const SESSION_SETTINGS: &str = "SET SESSION innodb_lock_wait_timeout = 2, lock_wait_timeout = 2, \
    group_concat_max_len = 4194304 /*M! , max_statement_time = 5 */ /*!50708 , max_execution_time = 5000 */";

/// How many connections copy data of the Python service; the lock and the migrations have their own
/// connections.
const MIGRATION_CONNECTIONS: u32 = 2;

/// The first statement on connections that migrate a database: they wait longer for tables that others have
/// open.
const MIGRATION_SETTINGS: &str =
    "SET SESSION innodb_lock_wait_timeout = 5, lock_wait_timeout = 60, group_concat_max_len = 4194304";

/// Why a database could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The URL has the scheme of no supported engine.
    #[error("a database URL must begin with sqlite: or mysql://")]
    UnknownEngine,
    /// The database could not be reached or created, or rejected a statement.
    #[error("the database could not be opened")]
    Sql(#[from] sqlx::Error),
    /// The migrations could not be run.
    #[error("the database could not be migrated")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The data of the Python service could not be taken over.
    #[error("the database of the Python service could not be taken over")]
    TakeOver(#[source] app::meetings::Error),
    /// Another process holds the migration lock, or took it over.
    #[error("another process is migrating the database and does not finish")]
    Locked,
    /// The database did not answer in time.
    #[error("the database did not answer within {} s", .0.as_secs())]
    NoAnswer(Duration),
    /// The directory or the lock file of an SQLite database could not be created.
    #[error("the directory of the database could not be used")]
    File(#[from] std::io::Error),
}

/// Options for opening a database.
#[derive(Debug, Clone, Copy)]
pub struct OpenOptions {
    /// A statement that takes longer is logged as a warning.
    pub slow_statement: Duration,
    /// Today's date in UTC.
    pub today: NaiveDate,
    /// How long the meetings of a database that is taken over are kept.
    pub retention: Retention,
    /// The time zone of the wall-clock times in a database that is taken over.
    pub time_zone: Tz,
    /// The most connections to MySQL.
    pub connections: u32,
    /// How many bytes the cache of meetings takes; 0 for none.
    pub cache_bytes: u64,
}

/// Opens the database and migrates it; several processes may do so at the same time.
///
/// # Errors
/// [`OpenError`].
pub async fn open(url: &str, open_options: OpenOptions) -> Result<SqlStore, OpenError> {
    let pool = match url.split(':').next() {
        Some("sqlite") => open_sqlite(url, open_options).await?,
        Some("mysql" | "mariadb") => open_mysql(url, open_options).await?,
        _ => return Err(OpenError::UnknownEngine),
    };
    Ok(SqlStore::new(pool, open_options.cache_bytes))
}

async fn open_sqlite(url: &str, open_options: OpenOptions) -> Result<Pool, OpenError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // Acknowledged writes survive a power failure.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(LOCK_WAIT)
        .statement_cache_capacity(STATEMENT_CACHE_SIZE)
        .log_slow_statements(LevelFilter::Warn, open_options.slow_statement);
    let path = options.get_filename().to_owned();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let _lock = lock_file_beside(&path).await?;
    let mut migrating = options.connect().await?;
    migrate::sqlite(&mut migrating).await?;
    migrating.close().await?;
    // If the file disappears later, it must not be created again, empty.
    let options = options.create_if_missing(false);
    let writer = ConnectionPool::open(options.clone(), nothing_to_set_up, 1).await?;
    let readers = ConnectionPool::open(options.read_only(true), nothing_to_set_up, MAX_READERS).await?;
    let file = Arc::new(DatabaseFile::at(path)?);
    Ok(Pool::new(Connections::Sqlite { readers, writer, file }, 1, STATEMENT_TIMEOUT))
}

/// Locks a file beside the database until the returned file is dropped: processes that start at the same time
/// migrate one after another. SQLite itself has no lock that spans several migrations.
async fn lock_file_beside(path: &Path) -> Result<std::fs::File, OpenError> {
    let path = path.with_added_extension("lock");
    let locked = tokio::task::spawn_blocking(move || {
        let file = std::fs::File::create(path)?;
        file.lock().map(|()| file)
    });
    Ok(locked.await.map_err(std::io::Error::other)??)
}

async fn open_mysql(url: &str, open_options: OpenOptions) -> Result<Pool, OpenError> {
    wait_for_server::until_connected(url, || create_where_missing(url)).await?;
    let options = MySqlConnectOptions::from_str(url)?
        .statement_cache_capacity(STATEMENT_CACHE_SIZE)
        .log_slow_statements(LevelFilter::Warn, open_options.slow_statement);
    migrate_mysql(options.clone(), open_options).await?;
    let pool = ConnectionPool::open(options, set_up_session, open_options.connections).await?;
    // A third of the connections, at least one, is reserved for reading.
    let writers = open_options.connections - open_options.connections.div_ceil(3);
    Ok(Pool::new(Connections::MySql(pool), writers.max(1) as usize, STATEMENT_TIMEOUT))
}

/// Creates the database if it does not exist, like the file of an SQLite database.
async fn create_where_missing(url: &str) -> Result<(), sqlx::Error> {
    if MySql::database_exists(url).await? {
        return Ok(());
    }
    let made = MySql::create_database(url).await;
    // Another process that is starting may have been faster.
    if made.is_err() && MySql::database_exists(url).await? { Ok(()) } else { made }
}

/// Runs the migrations, on separate connections with longer time limits.
async fn migrate_mysql(options: MySqlConnectOptions, open_options: OpenOptions) -> Result<(), OpenError> {
    let connections = ConnectionPool::open(options, set_up_migration, MIGRATION_CONNECTIONS).await?;
    let terms = Terms {
        today: open_options.today,
        retention: open_options.retention,
        time_zone: open_options.time_zone,
    };
    let pool = Pool::new(Connections::MySql(connections.clone()), 1, MIGRATION_TIMEOUT);
    let done = migrate::mysql(&connections, &pool, terms).await;
    connections.close().await;
    done
}

/// The result of setting up a connection.
type SetUp<'c> = Pin<Box<dyn Future<Output = Result<(), sqlx::Error>> + Send + 'c>>;

fn nothing_to_set_up(_: &mut SqliteConnection) -> SetUp<'_> {
    Box::pin(std::future::ready(Ok(())))
}

fn set_up_session(connection: &mut MySqlConnection) -> SetUp<'_> {
    Box::pin(async { connection.execute(SESSION_SETTINGS).await.map(drop) })
}

fn set_up_migration(connection: &mut MySqlConnection) -> SetUp<'_> {
    Box::pin(async { connection.execute(MIGRATION_SETTINGS).await.map(drop) })
}

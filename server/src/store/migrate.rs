//! Runs the migrations that the binary contains.

use std::sync::LazyLock;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::mysql::MySql;
use sqlx::{MySqlConnection, SqliteConnection};

use super::engine::{ConnectionPool, Pool};
use super::takeover::{self, Terms};
use super::{OpenError, migration_lock};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");

/// The migrations for MySQL, without the driver's own lock, which only one node of a cluster knows.
static MYSQL: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrator = sqlx::migrate!("../migrations/mysql");
    migrator.set_locking(false);
    migrator
});

/// Migrates SQLite. Each migration is a transaction; the caller holds the lock file beside the database.
pub(super) async fn sqlite(connection: &mut SqliteConnection) -> Result<(), MigrateError> {
    SQLITE.run_direct(None, connection, false).await
}

/// Migrates MySQL, one process at a time, and takes over a database of the Python service.
pub(super) async fn mysql(
    connections: &ConnectionPool<MySql>,
    pool: &Pool,
    terms: Terms,
) -> Result<(), OpenError> {
    let work = async {
        let mut connection = connections.take_out().await?;
        takeover::set_aside(&mut connection).await?;
        forget_broken_off(&mut connection).await?;
        MYSQL.run_direct(None, &mut connection, false).await?;
        let taken_over = takeover::take_over(&mut connection, pool, terms).await;
        taken_over.map_err(|error| OpenError::TakeOver(error.into()))
    };
    // Boxed because the future is large, and part of every future that waits for it.
    migration_lock::holding(connections, Box::pin(work)).await
}

/// Deletes the records of interrupted migrations. MySQL commits each change of a table at once, so a process
/// that is killed within a migration leaves it marked as begun. All migrations are repeatable: it is simply
/// run again.
async fn forget_broken_off(connection: &mut MySqlConnection) -> Result<(), sqlx::Error> {
    let exists: Option<(i64,)> = sqlx::query_as(
        "SELECT 1 FROM information_schema.tables \
         WHERE table_schema = DATABASE() AND table_name = '_sqlx_migrations'",
    )
    .fetch_optional(&mut *connection)
    .await?;
    if exists.is_some() {
        sqlx::query("DELETE FROM _sqlx_migrations WHERE success = FALSE").execute(connection).await?;
    }
    Ok(())
}

//! Bringing a database up to date with the migrations in the binary.

use std::sync::LazyLock;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{MySqlConnection, MySqlPool, SqlitePool};

use super::engine::Pool;
use super::takeover::{self, Terms};
use super::{OpenError, migration_lock};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");

/// Without the driver's own lock, which one node of a cluster knows of and the others do not.
static MYSQL: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrator = sqlx::migrate!("../migrations/mysql");
    migrator.set_locking(false);
    migrator
});

/// Migrates SQLite. Each migration is a transaction; who calls holds the lock beside the file.
pub(super) async fn sqlite(writer: &SqlitePool) -> Result<(), MigrateError> {
    SQLITE.run(writer).await
}

/// Migrates MySQL, one process at a time, and takes over what the Python service left.
pub(super) async fn mysql(connections: &MySqlPool, pool: &Pool, terms: Terms) -> Result<(), OpenError> {
    let work = async {
        let mut connection = connections.acquire().await?.detach();
        takeover::set_aside(&mut connection).await?;
        forget_broken_off(&mut connection).await?;
        MYSQL.run_direct(None, &mut connection, false).await?;
        let taken_over = takeover::take_over(&mut connection, pool, terms).await;
        taken_over.map_err(|error| OpenError::TakeOver(error.into()))
    };
    // It is large, and waited for on the way to everything else.
    migration_lock::holding(connections, Box::pin(work)).await
}

/// MySQL commits each change of a table at once, so a process that is killed within a migration
/// leaves it marked as begun. All migrations are repeatable: it is simply run again.
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

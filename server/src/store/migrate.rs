//! Bringing a database up to date with the migrations in the binary.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{MySqlConnection, MySqlPool, SqlitePool};

use super::OpenError;
use super::engine::Pool;
use super::takeover::{self, Terms};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static MYSQL: Migrator = sqlx::migrate!("../migrations/mysql");

/// Migrates SQLite. Each migration is a transaction; who calls holds the lock beside the file.
pub(super) async fn sqlite(writer: &SqlitePool) -> Result<(), MigrateError> {
    SQLITE.run(writer).await
}

/// Migrates MySQL under a named lock of the server, and takes over what the Python service left.
pub(super) async fn mysql(pool: &MySqlPool, terms: Terms) -> Result<(), OpenError> {
    // A connection of its own: it is closed afterwards, and the lock goes with it whatever happens.
    let mut connection = pool.acquire().await?.detach();
    let (locked,): (Option<i64>,) =
        sqlx::query_as("SELECT GET_LOCK(CONCAT('meetifyr-', LEFT(SHA2(DATABASE(), 256), 16)), 300)")
            .fetch_one(&mut connection)
            .await?;
    if locked != Some(1) {
        return Err(MigrateError::Execute(sqlx::Error::Protocol(
            "another process has been migrating for five minutes".into(),
        ))
        .into());
    }
    takeover::set_aside(&mut connection).await?;
    forget_broken_off(&mut connection).await?;
    MYSQL.run_direct(None, &mut connection, false).await?;
    let taken_over = takeover::take_over(&mut connection, &Pool::MySql(pool.clone()), terms).await;
    taken_over.map_err(|fault| OpenError::TakeOver(fault.into()))
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

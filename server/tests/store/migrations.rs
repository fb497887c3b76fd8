//! Migrations run when a database is opened.

use std::time::Duration;

use futures::future::join_all;
use sqlx::Connection;
use tokio::time::timeout;

use crate::World;
use crate::helpers::five_days;
use crate::support::Database;

crate::on_both_engines!(a_second_start_finds_everything_as_it_was);

async fn a_second_start_finds_everything_as_it_was(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let again = world.database.open().await;
    let seen =
        crate::helpers::meetings_on(again, app::meetings::HostLimits::default()).read(&code, None).await;
    assert_eq!(seen.unwrap().meeting.url_code, code);
}

async fn several_starts_at_once(database: Database) {
    let stores = join_all((0..6).map(|_| database.open())).await;
    let meetings = crate::helpers::meetings_on(stores[0].clone(), app::meetings::HostLimits::default());
    let (code, _) = five_days(&meetings).await;
    for store in stores {
        let meetings = crate::helpers::meetings_on(store.clone(), app::meetings::HostLimits::default());
        assert!(meetings.read(&code, None).await.is_ok());
        store.close().await;
    }
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_processes_that_start_at_once_migrate_once_on_sqlite() {
    several_starts_at_once(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_processes_that_start_at_once_migrate_once_on_mysql() {
    several_starts_at_once(Database::mysql().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_was_broken_off_is_run_again_on_mysql() {
    use sqlx::Connection;
    let database = Database::mysql().await;
    database.open().await.close().await;
    let mut connection = sqlx::MySqlConnection::connect(&database.url).await.unwrap();
    sqlx::query("DROP TABLE idempotency_keys").execute(&mut connection).await.unwrap();
    sqlx::query("UPDATE _sqlx_migrations SET success = FALSE WHERE version IN (7, 14)")
        .execute(&mut connection)
        .await
        .unwrap();
    let store = database.open().await;
    let meetings = crate::helpers::meetings_on(store.clone(), app::meetings::HostLimits::default());
    meetings.expire().await.unwrap();
    store.close().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_waits_for_the_lock_of_another_and_takes_it_when_that_ends_on_mysql() {
    let database = Database::mysql().await;
    database.open().await.close().await;
    let mut connection = sqlx::MySqlConnection::connect(&database.url).await.unwrap();
    let held = "UPDATE migration_lock SET holder = 'another', held_until = '2999-01-01'";
    sqlx::query(held).execute(&mut connection).await.unwrap();
    let mut open_options = Box::pin(database.open());
    assert!(timeout(Duration::from_secs(1), &mut open_options).await.is_err(), "it did not wait");
    // The holder of the lock died and did not renew it.
    let ended = "UPDATE migration_lock SET held_until = '2000-01-01'";
    sqlx::query(ended).execute(&mut connection).await.unwrap();
    open_options.as_mut().await.close().await;
    drop(open_options);
    database.remove().await;
}

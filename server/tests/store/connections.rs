//! Connections that the server closes are replaced, and no request notices; those that are closed leave all in order.

use app::domain::Marking;
use app::meetings::HostLimits;
use sqlx::{AssertSqlSafe, Connection, Executor};

use crate::World;
use crate::helpers::{five_days, letters, meetings_on};
use crate::support::{Database, device, name};

/// Closes all connections of others to the database, from the side of the server.
async fn close_all(database: &Database) {
    let mut connection = sqlx::MySqlConnection::connect(&database.url).await.unwrap();
    let others = "SELECT CAST(id AS SIGNED) FROM information_schema.processlist \
        WHERE db = DATABASE() AND id <> CONNECTION_ID()";
    let ids: Vec<i64> = sqlx::query_scalar(others).fetch_all(&mut connection).await.unwrap();
    assert!(!ids.is_empty());
    for id in ids {
        connection.execute(AssertSqlSafe(format!("KILL {id}"))).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_and_changes_after_the_server_closed_all_connections_on_mysql() {
    let world = World::on(Database::mysql().await).await;
    let (code, _) = five_days(&world.meetings).await;
    let guest = device();
    let kit = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    // Several connections, which were used a moment ago: nobody asks whether they are alive.
    let reads = (0..20).map(|_| world.meetings.read(&code, None));
    assert!(futures::future::join_all(reads).await.iter().all(Result::is_ok));
    close_all(&world.database).await;
    assert!(world.meetings.read(&code, None).await.is_ok());
    close_all(&world.database).await;
    world.meetings.mark(code.clone(), Some(guest), kit, Marking::Stroke("b....".to_owned())).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((letters(&seen, 0).as_str(), seen.meeting.version), ("bffff", 4));
    world.end().await;
}

/// Whoever copies the file of a server that has stopped has everything.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_file_is_complete_after_a_stop() {
    let database = Database::sqlite();
    let store = database.open().await;
    let meetings = meetings_on(store.clone(), HostLimits::default());
    let (code, _) = five_days(&meetings).await;
    // Several readers are open.
    let reads = (0..20).map(|_| meetings.read(&code, None));
    assert!(futures::future::join_all(reads).await.iter().all(Result::is_ok));
    store.close().await;
    let file = database.url.trim_start_matches("sqlite:").split('?').next().unwrap();
    assert!(std::path::Path::new(file).exists());
    assert!(!std::path::Path::new(&format!("{file}-wal")).exists());
    database.remove().await;
}

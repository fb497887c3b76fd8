//! Tests of the store: one suite that runs on both engines, and a failure names the engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../support/mod.rs"]
mod support;

mod again;
mod cancelled;
mod comments;
mod connections;
mod creating;
mod deciding;
mod deleting;
mod devices;
mod freshness;
mod helpers;
mod joining;
mod links;
mod live;
mod marking;
mod migrations;
mod participants;
mod races;
mod settings;
mod slow;
mod takeover;
mod timeline;

/// The fixture of a test of the suite.
pub struct World {
    pub database: support::Database,
    pub store: server::store::SqlStore,
    pub meetings: app::meetings::Meetings,
}

impl World {
    async fn on(database: support::Database) -> Self {
        let store = database.open().await;
        let meetings = helpers::meetings_on(store.clone(), app::meetings::HostLimits::default());
        Self { database, store, meetings }
    }

    async fn end(self) {
        self.store.close().await;
        self.database.remove().await;
    }
}

/// Defines a test on SQLite and one on MySQL for each named function.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                let world = $crate::World::on($crate::support::Database::sqlite()).await;
                super::$test(&world).await;
                world.end().await;
            })*
        }
        mod on_mysql {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                let world = $crate::World::on($crate::support::Database::mysql().await).await;
                super::$test(&world).await;
                world.end().await;
            })*
        }
    };
}

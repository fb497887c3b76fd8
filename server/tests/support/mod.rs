//! Databases for tests: each test has its own on each engine.

use std::sync::Arc;
use std::time::Duration;

use app::domain::{ParticipantName, Retention};
use app::meetings::{Clock, DeviceHash, HostLimits, Meetings, Store};
use chrono::{NaiveDate, NaiveDateTime};
use server::live::{Hub, ViewerLimits};
use server::random::{self, RandomCodes};
use server::store::{OpenOptions, SqlStore, open};
use sqlx::{AssertSqlSafe, Connection, MySqlConnection};

/// A database that is deleted after the test.
pub struct Database {
    pub url: String,
    _folder: Option<tempfile::TempDir>,
    mysql: Option<(String, String)>,
}

impl Database {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        Self { url, _folder: Some(folder), mysql: None }
    }

    pub async fn mysql() -> Self {
        let server = std::env::var("TEST_MYSQL_URL").unwrap_or_else(|_| {
            panic!("TEST_MYSQL_URL names no MySQL server; script/with-mariadb starts one for a command")
        });
        let name = format!("meetifyr_test_{}", random::token().replace(['-', '_'], "x").to_lowercase());
        let mut connection = MySqlConnection::connect(&server).await.expect("the MySQL server answers");
        let sql = format!("CREATE DATABASE {name} CHARACTER SET utf8mb4");
        sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("a database of its own");
        connection.close().await.expect("a clean end");
        Self { url: format!("{server}/{name}"), _folder: None, mysql: Some((server, name)) }
    }

    pub async fn open(&self) -> SqlStore {
        open(&self.url, open_options()).await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Drops the database on the MySQL server; a temporary folder is deleted by itself.
    pub async fn remove(self) {
        if let Some((server, name)) = self.mysql {
            let mut connection = MySqlConnection::connect(&server).await.expect("the MySQL server answers");
            let sql = format!("DROP DATABASE {name}");
            sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("the database is dropped");
        }
    }
}

/// A clock that always returns the same time.
pub struct FixedClock(pub NaiveDateTime);

impl Clock for FixedClock {
    fn now(&self) -> NaiveDateTime {
        self.0
    }
    fn today(&self) -> NaiveDate {
        self.0.date()
    }
    fn minutes_from_utc(&self) -> i32 {
        0
    }
}

/// The time at which tests happen.
pub fn now() -> NaiveDateTime {
    "2026-11-24T09:05:00".parse().expect("a moment")
}

/// The host's settings for opening the database.
pub fn open_options() -> OpenOptions {
    let today = now().date();
    OpenOptions {
        slow_statement: Duration::from_secs(5),
        today,
        retention: Retention::default(),
        time_zone: chrono_tz::Asia::Seoul,
        connections: 30,
    }
}

/// The operations on a store, composed as in the server.
pub fn meetings_on(store: SqlStore, host_limits: HostLimits) -> Meetings {
    let store: Arc<dyn Store> = Arc::new(store);
    let hub = Hub::new(ViewerLimits::default());
    Meetings::new(
        store,
        Arc::new(FixedClock(now())),
        Arc::new(RandomCodes::default()),
        Arc::new(hub),
        host_limits,
    )
}

/// A new device.
pub fn device() -> DeviceHash {
    random::device().hash()
}

pub fn name(text: &str) -> ParticipantName {
    ParticipantName::parse(text).expect("a name")
}

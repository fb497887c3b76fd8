//! Databases for tests: each test has its own on each engine.

mod fixed_clock;

use std::sync::Arc;

use app::domain::ParticipantName;
use app::meetings::{DeviceHash, UrlCodes};
use server::application::{Application, Limits};
use server::random;
use server::store::{SqlStore, open};
use server::web::Site;
use sqlx::{AssertSqlSafe, Connection, MySqlConnection};

pub use fixed_clock::{FixedClock, now, open_options};

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

/// A server without files, on a store.
pub fn application(
    store: SqlStore,
    clock: FixedClock,
    codes: impl UrlCodes + 'static,
    limits: Limits,
) -> Application {
    Application::build(store, Arc::new(clock), Arc::new(codes), &Site::without_files(None), limits)
}

/// A new device.
pub fn device() -> DeviceHash {
    random::device().hash()
}

pub fn name(text: &str) -> ParticipantName {
    ParticipantName::parse(text).expect("a name")
}

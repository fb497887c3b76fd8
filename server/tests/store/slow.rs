//! Slow statements are logged as warnings.

use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use server::store::{OpenOptions, open};
use tracing::field::{Field, Visit};
use tracing::subscriber::set_default;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::support::{Database, open_options};

/// Keeps the log events about statements: level and all fields.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<(tracing::Level, String)>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}

impl<S: tracing::Subscriber> Layer<S> for Kept {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut fields = Fields(String::new());
            event.record(&mut fields);
            self.0.lock().unwrap().push((*event.metadata().level(), fields.0));
        }
    }
}

/// The log event of the statement that checks whether the database responds.
async fn logged(database: &Database, slow_statement: Duration) -> (tracing::Level, String) {
    let store = open(&database.url, OpenOptions { slow_statement, ..open_options() }).await.unwrap();
    let kept = Kept::default();
    let listening = set_default(tracing_subscriber::registry().with(kept.clone()));
    store.check_ready().await.unwrap();
    drop(listening);
    store.close().await;
    let logged = kept.0.lock().unwrap();
    logged.iter().find(|(_, fields)| fields.contains("SELECT 1")).cloned().unwrap()
}

#[tokio::test]
async fn a_statement_is_logged_with_its_time_and_rows_and_warned_about_when_it_is_slow_on_mysql() {
    let database = Database::mysql().await;
    let (level, fields) = logged(&database, Duration::from_mins(1)).await;
    assert_eq!(level, tracing::Level::DEBUG);
    assert!(fields.contains("rows_returned=1") && fields.contains("elapsed="), "{fields}");
    assert_eq!(logged(&database, Duration::ZERO).await.0, tracing::Level::WARN);
    database.remove().await;
}

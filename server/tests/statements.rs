//! Reading costs the same number of statements whatever the size, on both engines.
//!
//! A test binary of its own with one test, because it listens to what the drivers say they ran, and
//! SQLite's driver says it on threads of its own.
#![expect(clippy::panic, reason = "a test that cannot go on fails")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use app::domain::Location;
use app::meetings::Rules;
use support::{Database, dates, device, meetings_on, name, title};
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts the statements that the drivers say they ran, without those that set up a connection: the
/// pool may open one at any time.
struct Counter;

/// Whether a statement sets up a connection.
#[derive(Default)]
struct SetsUp(bool);

impl Visit for SetsUp {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0 |= field.name() == "summary" && format!("{value:?}").trim_matches('"').starts_with("SET ");
    }
}

impl<S: tracing::Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut sets_up = SetsUp::default();
            event.record(&mut sets_up);
            STATEMENTS.fetch_add(usize::from(!sets_up.0), Ordering::SeqCst);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_a_meeting_takes_one_statement_whatever_its_size() {
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Counter)).unwrap();
    for (engine, database) in [("SQLite", Database::sqlite()), ("MySQL", Database::mysql().await)] {
        let store = database.open().await;
        let meetings = meetings_on(store.clone(), Rules::default());
        for (last, people) in [("2026-12-01", 0), ("2026-12-10", 3), ("2027-01-31", 40)] {
            let range = Some(dates("2026-12-01", last));
            let made = meetings.create(Some(device()), title("회식"), Location::default(), range, None).await;
            let code = made.unwrap();
            for number in 0..people {
                meetings.join(code.clone(), None, name(&number.to_string()), None).await.unwrap();
            }
            let before = STATEMENTS.load(Ordering::SeqCst);
            let seen = meetings.read(&code, Some(&device())).await.unwrap();
            let statements = STATEMENTS.load(Ordering::SeqCst) - before;
            assert_eq!(seen.meeting.participants.len(), people);
            assert_eq!(statements, 1, "{engine}: {people} people until {last}");
        }
        store.close().await;
        database.remove().await;
    }
}

//! Helpers that several tests of the store share.

use app::meetings::HostLimits;
use server::application::Limits;
use server::random::RandomCodes;
use server::store::SqlStore;

use crate::support::{FixedClock, application, now};
use app::domain::{DateRange, Location, Title, UrlCode, Weekdays};
use app::meetings::{Description, DeviceHash, Error, MeetingForViewer, Meetings, Refusal};

use crate::support::device;

/// A participant's days as one text.
pub fn letters(seen: &MeetingForViewer, of: usize) -> String {
    seen.meeting.participants[of].days.iter().map(|day| day.letter()).collect()
}

/// A meeting on five days, with its organizer.
pub async fn five_days(meetings: &Meetings) -> (UrlCode, DeviceHash) {
    let organizer = device();
    let dates = Some(dates("2026-12-01", "2026-12-05"));
    let code = meetings
        .create(Some(organizer), title("팀 회식 🍖"), Location::default(), dates, None)
        .await
        .expect("a meeting");
    (code, organizer)
}

/// The refusal that an operation ended with; panics for any other result.
pub fn refused<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// The rows of a query that returns text, sent directly to the database.
pub async fn texts(world: &crate::World, sql: &'static str) -> Vec<String> {
    use sqlx::Connection;
    let url = &world.database.url;
    if url.starts_with("sqlite") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.expect("SQLite answers");
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("rows")
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url).await.expect("MySQL answers");
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("rows")
    }
}

/// Runs a statement directly in the database.
pub async fn execute(world: &crate::World, sql: &'static str) {
    use sqlx::Connection;
    let url = &world.database.url;
    if url.starts_with("sqlite") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.expect("SQLite answers");
        sqlx::query(sql).execute(&mut connection).await.expect("it is done");
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url).await.expect("MySQL answers");
        sqlx::query(sql).execute(&mut connection).await.expect("it is done");
    }
}

/// A change of title and location.
pub fn description(title: Option<Title>, location: Option<Location>) -> Description {
    Description { title, location, note: None }
}

pub fn title(text: &str) -> Title {
    Title::parse(text).expect("a title")
}

/// The range from `first` to `last`.
pub fn dates(first: &str, last: &str) -> DateRange {
    let day = |text: &str| text.parse().expect("a day");
    DateRange::new(day(first), day(last), Weekdays::NONE).expect("a range")
}

/// The operations on a store, composed as in the server.
pub fn meetings_on(store: SqlStore, host_limits: HostLimits) -> Meetings {
    let limits = Limits { host: host_limits, ..Limits::default() };
    application(store, FixedClock(now()), RandomCodes::default(), limits).meetings
}

//! A database of the Python service is taken over when the server starts.

use std::process::{Command, Stdio};
use std::time::Duration;

use app::domain::{Mark, ParticipantDateId, ParticipantId, UrlCode};
use app::meetings::{HostLimits, MeetingWithDateIds, Meetings, Refusal};
use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, Connection, MySqlConnection};

use crate::helpers::meetings_on;
use crate::helpers::refused;
use crate::support::{Database, device, name};

/// The tables as the Python service created them.
const TABLES: [&str; 3] = [
    "CREATE TABLE meetings (
        id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, created_at DATETIME(6) NOT NULL,
        url_code VARCHAR(255) NOT NULL UNIQUE, start_date DATE NULL, end_date DATE NULL,
        title VARCHAR(255) NOT NULL, location VARCHAR(255) NOT NULL
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
    "CREATE TABLE participants (
        id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, created_at DATETIME(6) NOT NULL,
        name VARCHAR(255) NOT NULL, meeting_id VARCHAR(255) NOT NULL, INDEX idx_meeting (meeting_id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
    "CREATE TABLE participant_dates (
        id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, created_at DATETIME(6) NOT NULL,
        participant_id BIGINT NOT NULL, date DATE NOT NULL,
        enabled BOOL NOT NULL DEFAULT TRUE, starred BOOL NOT NULL DEFAULT FALSE
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
];

const LUNCH: &str = "7mQ2xYbT4rLkPz8WcVnJ1a";
const EMPTY: &str = "4fGh8KdSw2QpLmZx6RtYc1";
const REVERSED: &str = "9aBcDeFgHiJkLmNoPqRsT2";
const LONG: &str = "2ZyXwVuTsRqPoNmLkJiHg3";

/// The rows that the Python service left.
const ROWS: [&str; 3] = [
    "INSERT INTO meetings VALUES
        (3, '2026-10-01 01:02:03.000004', '7mQ2xYbT4rLkPz8WcVnJ1a', '2026-12-01', '2026-12-04', '점심 🍜', 'test'),
        (4, '2026-10-02 00:00:00', '4fGh8KdSw2QpLmZx6RtYc1', NULL, NULL, '', ''),
        (7, '2026-10-03 00:00:00', '9aBcDeFgHiJkLmNoPqRsT2', '2026-12-05', '2026-12-01', ' x ', 'test'),
        (8, '2020-10-04 00:00:00', '2ZyXwVuTsRqPoNmLkJiHg3', '2020-12-01', '2021-02-01', '63', 'test')",
    // The last day of a range has no row; one participant refers to its meeting in another case.
    "INSERT INTO participants VALUES
        (11, '2026-10-05 00:00:00', 'Kit', '7mQ2xYbT4rLkPz8WcVnJ1a'),
        (12, '2026-10-06 00:00:00', 'kit', '7MQ2xYbT4rLkPz8WcVnJ1a'),
        (13, '2026-10-07 00:00:00', ' ', '7mQ2xYbT4rLkPz8WcVnJ1a'),
        (14, '2026-10-08 00:00:00', 'Ann', '9aBcDeFgHiJkLmNoPqRsT2'),
        (15, '2026-10-08 00:00:00', 'Bo', '2ZyXwVuTsRqPoNmLkJiHg3'),
        (16, '2026-10-08 00:00:00', 'Nobody', 'ofNoMeeting')",
    "INSERT INTO participant_dates VALUES
        (101, '2026-10-05 00:00:00', 11, '2026-12-01', FALSE, FALSE),
        (102, '2026-10-05 00:00:00', 11, '2026-12-02', TRUE, TRUE),
        (103, '2026-10-05 00:00:00', 11, '2026-12-03', TRUE, FALSE),
        (104, '2026-10-06 00:00:00', 12, '2026-12-01', TRUE, FALSE),
        (105, '2026-10-06 00:00:00', 12, '2026-12-02', TRUE, FALSE),
        (106, '2026-10-06 00:00:00', 12, '2026-12-02', FALSE, FALSE),
        (107, '2026-10-06 00:00:00', 12, '2026-12-03', TRUE, FALSE),
        (108, '2026-10-07 00:00:00', 13, '2026-12-01', TRUE, FALSE),
        (109, '2026-10-08 00:00:00', 15, '2020-12-24', FALSE, TRUE)",
];

/// A database as the Python service left it.
async fn left_by_python() -> Database {
    let database = Database::mysql().await;
    run(&database, &TABLES).await;
    run(&database, &ROWS).await;
    database
}

async fn run(database: &Database, statements: &[&'static str]) {
    let mut connection = MySqlConnection::connect(&database.url).await.unwrap();
    for sql in statements {
        sqlx::query(*sql).execute(&mut connection).await.unwrap();
    }
}

/// The number of rows of a table; `None` if there is no such table.
async fn count(database: &Database, table: &str) -> Option<i64> {
    let mut connection = MySqlConnection::connect(&database.url).await.unwrap();
    let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
    sqlx::query_scalar(sql).fetch_one(&mut connection).await.ok()
}

fn code(text: &str) -> UrlCode {
    UrlCode::parse(text).unwrap()
}

async fn read(meetings: &Meetings, url_code: &str) -> MeetingWithDateIds {
    meetings.read_with_date_ids(&code(url_code), None).await.unwrap()
}

/// The names and days of a meeting's participants.
fn people(numbered: &MeetingWithDateIds) -> Vec<(&str, String)> {
    let people = numbered.meeting.participants.iter();
    let letters = |days: &[app::domain::Availability]| days.iter().map(|day| day.letter()).collect();
    people.map(|participant| (participant.name.as_str(), letters(&participant.days))).collect()
}

/// Asserts the content of a database that was taken over on the day of the tests.
async fn holds_what_python_left(meetings: &Meetings) {
    holds_what_python_wrote(meetings).await;
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let lunch = read(meetings, LUNCH).await.meeting;
    assert_eq!(lunch.expires_on, day("2027-03-04"), "90 days after the last day");
    let empty = read(meetings, EMPTY).await.meeting;
    assert_eq!(empty.expires_on, day("2026-12-24"), "30 days after the takeover");
    let long = read(meetings, LONG).await.meeting;
    assert_eq!(long.expires_on, day("2027-02-22"), "90 days after the takeover");
}

/// Asserts the same, except for what depends on the day of the takeover.
async fn holds_what_python_wrote(meetings: &Meetings) {
    let lunch = read(meetings, LUNCH).await;
    let expected = [("Kit", "bsff"), ("kit (2)", "fbff"), ("(no name)", "ffff")];
    assert_eq!(people(&lunch), expected.map(|(name, days)| (name, days.to_owned())));
    let ids = |of: usize| lunch.date_ids[of].iter().collect::<Vec<_>>();
    assert_eq!(ids(0)[..3], [101, 102, 103].map(ParticipantDateId));
    assert_eq!(ids(1)[..3], [104, 105, 107].map(ParticipantDateId));
    assert!(ids(0)[3] > ParticipantDateId(109), "a new day has a number that no client knows");
    let answered: Vec<_> =
        lunch.meeting.participants.iter().map(|participant| participant.answered).collect();
    assert_eq!(answered, [true, true, false]);
    assert_eq!((lunch.meeting.title.as_str(), lunch.meeting.location.as_str()), ("점심 🍜", "test"));
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let empty = read(meetings, EMPTY).await.meeting;
    assert_eq!((empty.dates, empty.participants.len()), (None, 0));
    let reversed = read(meetings, REVERSED).await;
    let range = reversed.meeting.dates.unwrap();
    assert_eq!((range.first(), range.last()), (day("2026-12-01"), day("2026-12-05")));
    assert_eq!(people(&reversed), [("Ann", "fffff".to_owned())]);
    let long = read(meetings, LONG).await;
    assert_eq!(long.meeting.dates.unwrap().len(), 63);
    assert_eq!(people(&long)[0].1, format!("{}b{}", "f".repeat(23), "f".repeat(39)));
}

#[tokio::test(flavor = "multi_thread")]
async fn its_meetings_are_there_as_the_rules_want_them_on_mysql() {
    let database = left_by_python().await;
    let store = database.open().await;
    holds_what_python_left(&meetings_on(store.clone(), HostLimits::default())).await;
    for table in ["python_meetings", "python_participants", "python_participant_dates"] {
        assert_eq!(count(&database, table).await, None, "{table}");
    }
    assert_eq!(count(&database, "participants").await, Some(5));
    store.close().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn its_meetings_belong_to_everybody_with_the_link_on_mysql() {
    let database = left_by_python().await;
    let store = database.open().await;
    let meetings = meetings_on(store.clone(), HostLimits::default());
    for somebody in [None, Some(device())] {
        meetings.mark_date(code(LUNCH), somebody, ParticipantDateId(103), Mark::Busy).await.unwrap();
        meetings.mark_date(code(LUNCH), somebody, ParticipantDateId(103), Mark::Starred).await.unwrap();
        meetings.rename(code(LUNCH), somebody, ParticipantId(13), name("Cho")).await.unwrap();
        assert_eq!(refused(meetings.delete(code(LUNCH), somebody).await), Refusal::NotOrganizer);
    }
    let joined = meetings.join(code(LONG), None, name("Dan"), None).await.unwrap();
    assert!(joined > ParticipantId(16));
    assert_eq!(
        refused(meetings.join(code(LUNCH), None, name("KIT"), None).await),
        Refusal::NameTaken(name("KIT"))
    );
    meetings.remove(code(REVERSED), None, ParticipantId(14)).await.unwrap();
    meetings.set_dates(code(EMPTY), None, crate::helpers::dates("2026-12-01", "2026-12-02")).await.unwrap();
    assert_eq!(people(&read(&meetings, LUNCH).await)[0].1, "bssf");
    assert_eq!(read(&meetings, LONG).await.date_ids[1].iter().count(), 63);
    assert_eq!(meetings.expire().await.unwrap(), 0);
    store.close().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn afterwards_codes_that_differ_only_in_case_are_different_meetings_on_mysql() {
    let database = left_by_python().await;
    let store = database.open().await;
    let meetings = meetings_on(store.clone(), HostLimits::default());
    let other = LUNCH.to_lowercase();
    let not_found = Refusal::MeetingNotFound(other.clone());
    assert_eq!(refused(meetings.read_with_date_ids(&code(&other), None).await), not_found);
    run(
        &database,
        &["INSERT INTO meetings (created_at, url_code, title, location, expires_on) \
            VALUES (NOW(), LOWER('7mQ2xYbT4rLkPz8WcVnJ1a'), 'other', '', '2027-01-01')"],
    )
    .await;
    assert_eq!(read(&meetings, &other).await.meeting.title.as_str(), "other");
    assert_eq!(read(&meetings, LUNCH).await.meeting.title.as_str(), "점심 🍜");
    store.close().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_changes_nothing_on_mysql() {
    let database = left_by_python().await;
    database.open().await.close().await;
    let store = database.open().await;
    holds_what_python_left(&meetings_on(store.clone(), HostLimits::default())).await;
    store.close().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_starts_at_once_take_over_once_on_mysql() {
    let database = left_by_python().await;
    let stores = futures::future::join_all((0..4).map(|_| database.open())).await;
    for store in stores {
        holds_what_python_left(&meetings_on(store.clone(), HostLimits::default())).await;
        store.close().await;
    }
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_broken_off_before_the_first_or_after_the_last_meeting_goes_on_on_mysql() {
    let database = left_by_python().await;
    run(
        &database,
        &["RENAME TABLE meetings TO python_meetings, participants TO python_participants, \
            participant_dates TO python_participant_dates"],
    )
    .await;
    let store = database.open().await;
    holds_what_python_left(&meetings_on(store.clone(), HostLimits::default())).await;
    // A takeover that was interrupted after all but the last of the old tables were dropped.
    run(&database, &["CREATE TABLE python_meetings AS SELECT id, url_code FROM meetings"]).await;
    store.close().await;
    let store = database.open().await;
    holds_what_python_left(&meetings_on(store.clone(), HostLimits::default())).await;
    assert_eq!(count(&database, "python_meetings").await, None);
    store.close().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_over_stays_in_tables_of_its_own_on_mysql() {
    let database = left_by_python().await;
    run(
        &database,
        &[
            "INSERT INTO meetings VALUES (900, NOW(), 'a-b', NULL, NULL, '', ''), \
                (901, NOW(), 'early', '0206-12-01', '0206-12-05', '', '')",
            "INSERT INTO participants VALUES (900, NOW(), 'Early', 'early')",
            "INSERT INTO participant_dates VALUES (900, NOW(), 900, '0206-12-01', FALSE, FALSE)",
            "DELETE FROM participants WHERE id = 16",
            "ALTER TABLE participants ADD FOREIGN KEY (meeting_id) REFERENCES meetings (url_code)",
            "ALTER TABLE participant_dates ADD FOREIGN KEY (participant_id) REFERENCES participants (id)",
        ],
    )
    .await;
    for _ in 0..2 {
        let store = database.open().await;
        let meetings = meetings_on(store.clone(), HostLimits::default());
        holds_what_python_left(&meetings).await;
        assert_eq!(read(&meetings, "early").await.meeting.dates, None);
        store.close().await;
        assert_eq!(count(&database, "python_meetings").await, None);
        let left = "left_1_meetings WHERE id IN (900, 901)";
        assert_eq!([count(&database, "left_1_meetings").await, count(&database, left).await], [Some(2); 2]);
        let left = "left_1_participants WHERE id = 900";
        assert_eq!(
            [count(&database, "left_1_participants").await, count(&database, left).await],
            [Some(1); 2]
        );
        assert_eq!(count(&database, "left_1_participant_dates").await, Some(1));
    }
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_left_out_stays_also_where_the_start_is_broken_off_on_mysql() {
    let database = left_by_python().await;
    database.open().await.close().await;
    // A takeover that was killed after the last meeting was copied; another takeover had left tables before.
    run(
        &database,
        &[
            "RENAME TABLE left_1_meetings TO python_meetings, left_1_participants TO python_participants, \
                left_1_participant_dates TO python_participant_dates",
            "CREATE TABLE left_1_meetings (id BIGINT)",
        ],
    )
    .await;
    let store = database.open().await;
    holds_what_python_left(&meetings_on(store.clone(), HostLimits::default())).await;
    assert_eq!(count(&database, "left_2_participants WHERE name = 'Nobody'").await, Some(1));
    store.close().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_in_the_middle_is_started_again_and_goes_on_on_mysql() {
    const MORE: i64 = 2000;
    let database = left_by_python().await;
    let mut connection = MySqlConnection::connect(&database.url).await.unwrap();
    let mut filling = connection.begin().await.unwrap();
    for number in 0..MORE {
        let id = 1000 + number;
        for sql in [
            format!(
                "INSERT INTO meetings VALUES ({id}, NOW(), 'more{number}', '2026-12-01', '2026-12-03', '', '')"
            ),
            format!("INSERT INTO participants VALUES ({id}, NOW(), 'Kit', 'more{number}')"),
            format!("INSERT INTO participant_dates VALUES ({id}, NOW(), {id}, '2026-12-02', FALSE, FALSE)"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *filling).await.unwrap();
        }
    }
    filling.commit().await.unwrap();
    let site = empty_site();
    let mut server = Command::new(env!("CARGO_BIN_EXE_meetifyr"))
        .env("DATABASE_URL", &database.url)
        .env("MEETIFYR_SITE_ROOT", site.path())
        .env("MEETIFYR_LISTEN", "127.0.0.1:0")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let copied = "SELECT COUNT(*) FROM meetings k JOIN python_meetings m ON m.id = k.id";
    let some_are_copied = async {
        while !matches!(sqlx::query_scalar::<_, i64>(copied).fetch_one(&mut connection).await, Ok(5..)) {}
    };
    tokio::time::timeout(Duration::from_mins(1), some_are_copied).await.expect("the takeover begins");
    server.kill().unwrap();
    server.wait().unwrap();
    let copied: i64 = sqlx::query_scalar(copied).fetch_one(&mut connection).await.unwrap();
    assert!(copied < MORE, "it was killed in the middle: {copied}");
    // As if the time had passed for which it holds the lock.
    let expired = "UPDATE migration_lock SET held_until = '2000-01-01'";
    sqlx::raw_sql(expired).execute(&mut connection).await.unwrap();
    let store = database.open().await;
    let meetings = meetings_on(store.clone(), HostLimits::default());
    // The killed server used the day of the real clock.
    holds_what_python_wrote(&meetings).await;
    for number in 0..MORE {
        let more = read(&meetings, &format!("more{number}")).await;
        assert_eq!(people(&more), [("Kit", "fbf".to_owned())]);
        assert_eq!(more.date_ids[0].iter().nth(1), Some(ParticipantDateId(1000 + number)));
    }
    store.close().await;
    database.remove().await;
}

/// A folder that looks like the browser's files.
fn empty_site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let names = r#"{ "output_name": "meetifyr", "style": "meetifyr.css" }"#;
    std::fs::write(folder.path().join("site.json"), names).expect("a file");
    folder
}

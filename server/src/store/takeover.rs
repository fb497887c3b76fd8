//! Taking over a MySQL database of the Python service.
//!
//! Its tables have the names of ours. At the start they are set aside, all three at once; the
//! migrations make ours; then meeting by meeting is copied, each in one transaction, and in the end
//! the old tables go. Whatever happens in between, the next start goes on where this one ended: what
//! is there tells how far it came.

use std::time::Duration;

use app::domain::{
    Actor, Availability, DateId, DateRange, Event, NameKey, ParticipantId, ParticipantName, Retention,
    UrlCode, expires_on,
};
use app::meetings::takeover::{self, OldDate, TakenDate};
use chrono::{NaiveDate, NaiveDateTime};
use sqlx::{AssertSqlSafe, FromRow, MySqlConnection};

use super::engine::{Pool, Tx, Value};
use super::fault::Fault;
use super::recipe::{patiently, record};
use super::rows::CountRow;

/// The most rows that one statement inserts.
const ROWS_AT_ONCE: usize = 1000;

/// On which day a database is taken over, and for how long its meetings are kept from then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    pub(super) today: NaiveDate,
    pub(super) retention: Retention,
}

#[derive(Debug, FromRow)]
struct IdRow {
    id: i64,
}

#[derive(Debug, FromRow)]
struct OldMeetingRow {
    created_at: Option<NaiveDateTime>,
    url_code: String,
    title: Option<String>,
    location: Option<String>,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
}

#[derive(Debug, FromRow)]
struct OldParticipantRow {
    id: i64,
    created_at: Option<NaiveDateTime>,
    name: Option<String>,
}

#[derive(Debug, FromRow)]
struct OldDateRow {
    id: i64,
    date: NaiveDate,
    enabled: Option<bool>,
    starred: Option<bool>,
}

/// A participant as it will be.
struct Taken {
    id: i64,
    at: NaiveDateTime,
    name: ParticipantName,
    dates: Vec<TakenDate>,
}

/// For how long the copying of one meeting is tried.
const COPYING: Duration = Duration::from_mins(10);

/// Sets the Python service's tables aside, where there are any: ours have a column that they do not.
pub(super) async fn set_aside(connection: &mut MySqlConnection) -> Result<(), sqlx::Error> {
    let (old,): (i64,) = sqlx::query_as(
        "SELECT COUNT(*) FROM information_schema.tables t \
         WHERE t.table_schema = DATABASE() AND t.table_name = 'meetings' AND NOT EXISTS \
         (SELECT 1 FROM information_schema.columns c WHERE c.table_schema = DATABASE() \
         AND c.table_name = 'meetings' AND c.column_name = 'version')",
    )
    .fetch_one(&mut *connection)
    .await?;
    if old > 0 {
        tracing::info!("a database of the Python service is taken over");
        let sql = "RENAME TABLE meetings TO python_meetings, participants TO python_participants, \
            participant_dates TO python_participant_dates";
        sqlx::query(sql).execute(connection).await?;
    }
    Ok(())
}

/// Copies the meetings that were set aside and are not copied yet, then drops the old tables. What could
/// not be copied stays in them, under names that nothing looks at.
pub(super) async fn take_over(
    connection: &mut MySqlConnection,
    pool: &Pool,
    terms: Terms,
) -> Result<(), Fault> {
    if !exists(pool, "python_meetings").await? {
        return Ok(());
    }
    let sql = "SELECT m.id FROM python_meetings m \
        WHERE NOT EXISTS (SELECT 1 FROM meetings k WHERE k.id = m.id) ORDER BY m.id";
    let left: Vec<IdRow> = pool.rows(sql, &[]).await?;
    if !left.is_empty() {
        prepare(connection, pool).await?;
    }
    for (copied, meeting) in left.iter().enumerate() {
        patiently(COPYING, || copy(pool, meeting.id, terms)).await?;
        if copied % 1000 == 999 {
            tracing::info!("{} of {} meetings are taken over", copied + 1, left.len());
        }
    }
    if is_something_left(pool).await? {
        keep_what_is_left(connection, pool).await?;
    } else {
        let sql = "DROP TABLE IF EXISTS python_participant_dates, python_participants, python_meetings";
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    tracing::info!("the database of the Python service is taken over");
    Ok(())
}

async fn exists(pool: &Pool, table: &str) -> Result<bool, Fault> {
    let sql = "SELECT COUNT(*) AS count FROM information_schema.tables \
        WHERE table_schema = DATABASE() AND table_name = ?";
    let count: Vec<CountRow> = pool.rows(sql, &[Value::Text(table)]).await?;
    Ok(count.iter().any(|row| row.count > 0))
}

/// Whether a meeting or a participant could not be copied, at this start or at one that was broken off.
async fn is_something_left(pool: &Pool) -> Result<bool, Fault> {
    // Dropping the tables had begun, so nothing was.
    if !exists(pool, "python_participants").await? {
        return Ok(false);
    }
    let sql = "SELECT (SELECT COUNT(*) FROM python_meetings o \
        WHERE NOT EXISTS (SELECT 1 FROM meetings k WHERE k.id = o.id)) + \
        (SELECT COUNT(*) FROM python_participants o \
        WHERE NOT EXISTS (SELECT 1 FROM participants k WHERE k.id = o.id)) AS count";
    Ok(pool.rows::<CountRow>(sql, &[]).await?.iter().any(|row| row.count > 0))
}

/// Takes what was copied out of the old tables and gives them names that no other takeover has used.
async fn keep_what_is_left(connection: &mut MySqlConnection, pool: &Pool) -> Result<(), Fault> {
    for sql in [
        "DELETE o FROM python_participant_dates o JOIN participants k ON k.id = o.participant_id",
        "DELETE o FROM python_participants o JOIN participants k ON k.id = o.id",
        "DELETE o FROM python_meetings o JOIN meetings k ON k.id = o.id",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    let mut number = 1;
    while exists(pool, &format!("left_{number}_meetings")).await? {
        number += 1;
    }
    let [meetings, people, dates] = ["meetings", "participants", "participant_dates"]
        .map(|table| format!("python_{table} TO left_{number}_{table}"));
    let sql = AssertSqlSafe(format!("RENAME TABLE {meetings}, {people}, {dates}"));
    sqlx::query(sql).execute(connection).await?;
    tracing::warn!("what could not be taken over stays in the tables left_{number}_..");
    Ok(())
}

/// Keeps new numbers apart from those that are still to be copied, and makes participants and days quick
/// to find: the Python service may have no index on whose they are.
async fn prepare(connection: &mut MySqlConnection, pool: &Pool) -> Result<(), Fault> {
    for (table, old) in [
        ("meetings", "python_meetings"),
        ("participants", "python_participants"),
        ("participant_dates", "python_participant_dates"),
    ] {
        let sql = AssertSqlSafe(format!("SELECT COALESCE(MAX(id), 0) + 1 FROM {old}"));
        let (next,): (i64,) = sqlx::query_as(sql).fetch_one(&mut *connection).await?;
        let sql = AssertSqlSafe(format!("ALTER TABLE {table} AUTO_INCREMENT = {next}"));
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    for (table, column) in
        [("python_participants", "meeting_id"), ("python_participant_dates", "participant_id")]
    {
        let sql = "SELECT COUNT(*) AS count FROM information_schema.statistics \
            WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ? AND seq_in_index = 1";
        let values = [Value::Text(table), Value::Text(column)];
        if pool.rows::<CountRow>(sql, &values).await?.iter().all(|row| row.count == 0) {
            let sql = AssertSqlSafe(format!("CREATE INDEX {table}_whose ON {table} ({column})"));
            sqlx::query(sql).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

/// Copies one meeting with everything in it. What cannot be is left out, and said.
async fn copy(pool: &Pool, id: i64, terms: Terms) -> Result<(), Fault> {
    let mut tx = pool.begin().await?;
    let sql = "SELECT created_at, url_code, title, location, start_date, end_date \
        FROM python_meetings WHERE id = ?";
    let Some(old) = tx.row::<OldMeetingRow>(sql, &[Value::Int(id)]).await? else { return Ok(()) };
    let Ok(url_code) = UrlCode::parse(&old.url_code) else {
        tracing::warn!(id, "a meeting is left out: what it has for a url code cannot be in a link");
        return Ok(());
    };
    let at = old.created_at.unwrap_or_else(|| terms.today.and_time(chrono::NaiveTime::MIN));
    let range = takeover::range(old.start_date, old.end_date);
    let people = people(&mut tx, &old.url_code, at, range.as_ref()).await?;
    if range.is_none() && !nobody(&mut tx, &old.url_code).await? {
        tracing::warn!(id, "the participants of a meeting are left out: its days are none");
    }
    let title = takeover::title(old.title.as_deref().unwrap_or_default());
    let location = takeover::location(old.location.as_deref().unwrap_or_default());
    let joined = people.iter().map(|Taken { id, at, name, .. }| {
        (*at, Event::Joined { participant: ParticipantId(*id), name: name.clone() })
    });
    let created = (at, Event::Created { title: title.clone(), location: location.clone() });
    // When that was is not known; before anybody joined.
    let dates_set = range.map(|dates| (at, Event::DatesSet { dates }));
    let events: Vec<_> = std::iter::once(created).chain(dates_set).chain(joined).collect();
    let sql = "INSERT INTO meetings (id, created_at, url_code, title, location, start_date, end_date, \
        version, open, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let values = [
        Value::Int(id),
        Value::Time(at),
        Value::Text(url_code.as_str()),
        Value::Text(title.as_str()),
        Value::Text(location.as_str()),
        Value::OptionalDay(range.map(|range| range.first())),
        Value::OptionalDay(range.map(|range| range.last())),
        Value::Int(i64::try_from(events.len()).unwrap_or(i64::MAX)),
        Value::Bool(true),
        Value::Day(expires_on(range.as_ref(), terms.today, terms.retention)),
    ];
    tx.execute(sql, &values).await?;
    insert_people(&mut tx, &url_code, &people).await?;
    for (number, (at, event)) in (1..).zip(events) {
        record(&mut tx, &url_code, number, at, &[(Actor::Guest, event)]).await?;
    }
    tx.commit().await
}

/// Whether nobody is in a meeting.
async fn nobody(tx: &mut Tx, url_code: &str) -> Result<bool, Fault> {
    let sql = "SELECT COUNT(*) AS count FROM python_participants WHERE meeting_id = ?";
    let count: Option<CountRow> = tx.row(sql, &[Value::Text(url_code)]).await?;
    Ok(count.is_none_or(|row| row.count == 0))
}

/// The participants of a meeting. They are found as the Python service found them: by its collation,
/// for which upper and lower case are the same. Without a range there was no joining.
async fn people(
    tx: &mut Tx,
    url_code: &str,
    made: NaiveDateTime,
    range: Option<&DateRange>,
) -> Result<Vec<Taken>, Fault> {
    let Some(range) = range else { return Ok(Vec::new()) };
    let sql = "SELECT id, created_at, name FROM python_participants WHERE meeting_id = ? ORDER BY id";
    let rows: Vec<OldParticipantRow> = tx.rows(sql, &[Value::Text(url_code)]).await?;
    let names: Vec<_> = rows.iter().map(|row| row.name.clone().unwrap_or_default()).collect();
    let mut people = Vec::with_capacity(rows.len());
    for (row, name) in rows.into_iter().zip(takeover::names(&names)) {
        let sql = "SELECT id, date, enabled, starred FROM python_participant_dates \
            WHERE participant_id = ? AND date IS NOT NULL";
        let old: Vec<OldDateRow> = tx.rows(sql, &[Value::Int(row.id)]).await?;
        let old: Vec<_> = old.iter().map(OldDateRow::date).collect();
        let dates = takeover::dates(&old, range);
        people.push(Taken { id: row.id, at: row.created_at.unwrap_or(made), name, dates });
    }
    Ok(people)
}

impl OldDateRow {
    fn date(&self) -> OldDate {
        let availability =
            Availability::from_columns(self.enabled.unwrap_or(true), self.starred.unwrap_or(false));
        OldDate { id: DateId(self.id), date: self.date, availability }
    }
}

/// Writes the participants with all their dates.
async fn insert_people(tx: &mut Tx, url_code: &UrlCode, people: &[Taken]) -> Result<(), Fault> {
    let sql = "INSERT INTO participants (id, created_at, name, name_key, meeting_id, answered, open) \
        VALUES (?, ?, ?, ?, ?, ?, ?)";
    for Taken { id, at, name, dates } in people {
        let key = NameKey::of(name);
        let values = [
            Value::Int(*id),
            Value::Time(*at),
            Value::Text(name.as_str()),
            Value::Bytes(key.as_bytes()),
            Value::Text(url_code.as_str()),
            Value::Bool(takeover::answered(dates)),
            Value::Bool(true),
        ];
        tx.execute(sql, &values).await?;
        for dates in dates.chunks(ROWS_AT_ONCE) {
            insert_dates(tx, *id, *at, dates).await?;
        }
    }
    Ok(())
}

/// Writes participant dates; those without a number get one.
async fn insert_dates(tx: &mut Tx, id: i64, at: NaiveDateTime, dates: &[TakenDate]) -> Result<(), Fault> {
    let mut sql = String::from(
        "INSERT INTO participant_dates (id, created_at, participant_id, date, enabled, starred) VALUES ",
    );
    sql.push_str(&vec!["(?, ?, ?, ?, ?, ?)"; dates.len()].join(", "));
    let values = dates.iter().flat_map(|taken| {
        [
            Value::OptionalInt(taken.id.map(|id| id.0)),
            Value::Time(at),
            Value::Int(id),
            Value::Day(taken.date),
            Value::Bool(taken.availability.is_free()),
            Value::Bool(taken.availability.is_starred()),
        ]
    });
    let values: Vec<_> = values.collect();
    tx.execute_varying(sql, &values).await.map(drop)
}

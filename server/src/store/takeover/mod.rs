//! Takes over a MySQL database of the Python service.
//!
//! Its tables have the same names as ours. At the start all three are renamed in one statement; the
//! migrations create ours; then the meetings are copied, each in one transaction, and in the end the old
//! tables are dropped. If this is interrupted, the next start continues it: what exists in the database shows
//! how far it came.

mod copy;

use std::time::Duration;

use app::domain::Retention;
use chrono::NaiveDate;
use chrono_tz::Tz;
use sqlx::{AssertSqlSafe, FromRow, MySqlConnection};

use self::copy::copy;
use super::database_error::DatabaseError;
use super::engine::{Pool, Value};
use super::retry::retry_on_conflict;
use super::rows::CountRow;

/// The day on which a database is taken over, and how long its meetings are kept from then on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    pub(super) today: NaiveDate,
    pub(super) retention: Retention,
    /// The time zone of the wall-clock times that the Python service stored.
    pub(super) time_zone: Tz,
}

#[derive(Debug, FromRow)]
struct IdRow {
    id: i64,
}

/// Time limit for copying one meeting, including retries.
const COPYING: Duration = Duration::from_mins(10);

/// Renames the Python service's tables, if there are any: ours have a column that they do not have.
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
        tracing::info!("taking over a database of the Python service");
        let sql = "RENAME TABLE meetings TO python_meetings, participants TO python_participants, \
            participant_dates TO python_participant_dates";
        sqlx::query(sql).execute(connection).await?;
    }
    Ok(())
}

/// Copies the meetings that have not been copied yet, then drops the old tables. What could not be copied
/// stays in them, under names that nothing else uses.
pub(super) async fn take_over(
    connection: &mut MySqlConnection,
    pool: &Pool,
    terms: Terms,
) -> Result<(), DatabaseError> {
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
        retry_on_conflict(COPYING, |deadline| copy(pool, meeting.id, terms, deadline)).await?;
        if copied % 1000 == 999 {
            tracing::info!("{} of {} meetings have been taken over", copied + 1, left.len());
        }
    }
    if is_something_left(pool).await? {
        keep_what_is_left(connection, pool).await?;
    } else {
        let sql = "DROP TABLE IF EXISTS python_participant_dates, python_participants, python_meetings";
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    tracing::info!("the database of the Python service has been taken over");
    Ok(())
}

async fn exists(pool: &Pool, table: &str) -> Result<bool, DatabaseError> {
    let sql = "SELECT COUNT(*) AS count FROM information_schema.tables \
        WHERE table_schema = DATABASE() AND table_name = ?";
    let count: Vec<CountRow> = pool.rows(sql, &[Value::Text(table)]).await?;
    Ok(count.iter().any(|row| row.count > 0))
}

/// Whether a meeting or a participant could not be copied, at this start or at an interrupted one before.
async fn is_something_left(pool: &Pool) -> Result<bool, DatabaseError> {
    // Dropping the tables had already begun, so everything was copied.
    if !exists(pool, "python_participants").await? {
        return Ok(false);
    }
    let sql = "SELECT (SELECT COUNT(*) FROM python_meetings o \
        WHERE NOT EXISTS (SELECT 1 FROM meetings k WHERE k.id = o.id)) + \
        (SELECT COUNT(*) FROM python_participants o \
        WHERE NOT EXISTS (SELECT 1 FROM participants k WHERE k.id = o.id)) AS count";
    Ok(pool.rows::<CountRow>(sql, &[]).await?.iter().any(|row| row.count > 0))
}

/// Deletes what was copied from the old tables, and renames them to names that no other takeover has used.
async fn keep_what_is_left(connection: &mut MySqlConnection, pool: &Pool) -> Result<(), DatabaseError> {
    for sql in [
        "DELETE o FROM python_participant_dates o JOIN participants k ON k.id = o.participant_id",
        "DELETE o FROM python_participants o JOIN participants k ON k.id = o.id",
        // Meetings that the remaining participants refer to stay with them.
        "DELETE o FROM python_meetings o JOIN meetings k ON k.id = o.id \
            WHERE NOT EXISTS (SELECT 1 FROM python_participants p WHERE p.meeting_id = o.url_code)",
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
    tracing::warn!("rows that could not be taken over are kept in the tables left_{number}_..");
    Ok(())
}

/// Keeps new ids apart from those that are still to be copied, and adds indexes for finding participants and
/// days: the Python service may have none on the columns that refer to their owner.
async fn prepare(connection: &mut MySqlConnection, pool: &Pool) -> Result<(), DatabaseError> {
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

//! Taking over a MySQL database of the Python service.
//!
//! Its tables have the names of ours. At the start they are set aside, all three at once; the
//! migrations make ours; then meeting by meeting is copied, each in one transaction, and in the end
//! the old tables go. Whatever happens in between, the next start goes on where this one ended: what
//! is there tells how far it came.

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

/// On which day a database is taken over, and for how long its meetings are kept from then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    pub(super) today: NaiveDate,
    pub(super) retention: Retention,
    /// The zone whose wall clock the Python service wrote down.
    pub(super) time_zone: Tz,
}

#[derive(Debug, FromRow)]
struct IdRow {
    id: i64,
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

async fn exists(pool: &Pool, table: &str) -> Result<bool, DatabaseError> {
    let sql = "SELECT COUNT(*) AS count FROM information_schema.tables \
        WHERE table_schema = DATABASE() AND table_name = ?";
    let count: Vec<CountRow> = pool.rows(sql, &[Value::Text(table)]).await?;
    Ok(count.iter().any(|row| row.count > 0))
}

/// Whether a meeting or a participant could not be copied, at this start or at one that was broken off.
async fn is_something_left(pool: &Pool) -> Result<bool, DatabaseError> {
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
async fn keep_what_is_left(connection: &mut MySqlConnection, pool: &Pool) -> Result<(), DatabaseError> {
    for sql in [
        "DELETE o FROM python_participant_dates o JOIN participants k ON k.id = o.participant_id",
        "DELETE o FROM python_participants o JOIN participants k ON k.id = o.id",
        // Those that participants who are left refer to stay with them.
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
    tracing::warn!("what could not be taken over stays in the tables left_{number}_..");
    Ok(())
}

/// Keeps new numbers apart from those that are still to be copied, and makes participants and days quick
/// to find: the Python service may have no index on whose they are.
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

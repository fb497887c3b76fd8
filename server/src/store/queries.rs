//! Queries, each a single statement.

use app::domain::{ParticipantDateId, ParticipantId, ParticipantName, UrlCode};
use app::meetings::{DeviceHash, Summary};
use chrono::NaiveDate;

use super::database_error::DatabaseError;
use super::engine::{Pool, Value};
use super::rows::{CountRow, DateRow, NameRow, ReadMeeting, ReadRow, SummaryRow};
use super::settings_rows::settings_columns;

/// Reads a whole meeting in one statement, so that the result is consistent: a row for each participant, with
/// its days as one text of ids and letters. The rows have no order, which would cost more than it does here. The
/// engines differ only in how texts are joined.
macro_rules! read_meeting {
    ($own:literal, $participant_own:literal, $days:literal) => {
        concat!(
            "SELECT m.url_code, m.title, m.location, m.version, m.start_date, m.end_date, ",
            "m.excluded_weekdays, m.open, m.expires_on, ",
            settings_columns!(),
            ", (SELECT t.created_at FROM timeline t ",
            "WHERE t.meeting_id = m.url_code AND t.number = m.version) AS changed_at, ",
            "EXISTS (SELECT 1 FROM reserved_names r WHERE r.meeting_id = m.url_code) AS has_reserved_names, ",
            $own,
            " AS own, p.id AS participant_id, p.name, p.answered, p.open AS participant_open, ",
            $participant_own,
            " AS participant_own, (SELECT ",
            $days,
            " FROM participant_dates d WHERE d.participant_id = p.id) AS days ",
            "FROM meetings m LEFT JOIN meeting_settings s ON s.meeting_id = m.url_code ",
            "LEFT JOIN participants p ON p.meeting_id = m.url_code WHERE m.url_code = ?"
        )
    };
}

/// For those who own nothing, or want to know nothing about it; and with what a device owns, which is bound twice.
macro_rules! read_statements {
    ($days:literal) => {
        [
            read_meeting!("FALSE", "FALSE", $days),
            read_meeting!(
                "EXISTS (SELECT 1 FROM meeting_devices o WHERE o.device_hash = ? AND o.meeting_id = m.url_code)",
                "EXISTS (SELECT 1 FROM participant_devices o WHERE o.device_hash = ? AND o.participant_id = p.id)",
                $days
            ),
        ]
    };
}

const READ_SQLITE: [&str; 2] = read_statements!(
    "group_concat(d.id || CASE WHEN NOT d.enabled THEN 'b' WHEN d.starred THEN 's' ELSE 'f' END, '' \
    ORDER BY d.date)"
);
const READ_MYSQL: [&str; 2] = read_statements!(
    "GROUP_CONCAT(d.id, CASE WHEN NOT d.enabled THEN 'b' WHEN d.starred THEN 's' ELSE 'f' END \
    ORDER BY d.date SEPARATOR '')"
);

/// Reads the meeting with this code.
pub(super) async fn read(
    pool: &Pool,
    url_code: &UrlCode,
    device: Option<&DeviceHash>,
) -> Result<Option<ReadMeeting>, DatabaseError> {
    let owner = Value::device_or_nobody(device);
    let code = Value::Text(url_code.as_str());
    let [for_nobody, for_device] = pool.sql_for(READ_SQLITE, READ_MYSQL);
    let rows: Vec<ReadRow> = match device {
        Some(_) => pool.rows(for_device, &[owner, owner, code]).await?,
        None => pool.rows(for_nobody, &[code]).await?,
    };
    ReadRow::meeting(rows)
}

/// Reads the days of a participant with their ids, in order.
pub(super) async fn dates_of(
    pool: &Pool,
    participant: ParticipantId,
) -> Result<Vec<(ParticipantDateId, NaiveDate)>, DatabaseError> {
    let sql = "SELECT id, date FROM participant_dates WHERE participant_id = ? ORDER BY date";
    let rows: Vec<DateRow> = pool.rows(sql, &[participant.into()]).await?;
    Ok(rows.into_iter().map(|row| (ParticipantDateId(row.id), row.date)).collect())
}

/// Reads the meetings that the device organizes or takes part in: first those that it lists, newest first.
pub(super) async fn meetings_of(pool: &Pool, device: &DeviceHash) -> Result<Vec<Summary>, DatabaseError> {
    let sql = "SELECT m.url_code, m.title, m.start_date, m.end_date, \
        m.excluded_weekdays, \
        (SELECT COUNT(*) FROM participants p WHERE p.meeting_id = m.url_code) AS participants, \
        (SELECT COUNT(*) FROM participants p WHERE p.meeting_id = m.url_code AND p.answered) AS answered, \
        s.decided_on, s.withdrawn, s.closed, s.answer_by, s.answer_until, \
        h.meeting_id IS NOT NULL AS hidden \
        FROM (SELECT meeting_id FROM meeting_devices WHERE device_hash = ? \
        UNION SELECT p.meeting_id FROM participant_devices o \
        JOIN participants p ON p.id = o.participant_id WHERE o.device_hash = ?) mine \
        JOIN meetings m ON m.url_code = mine.meeting_id \
        LEFT JOIN meeting_settings s ON s.meeting_id = m.url_code \
        LEFT JOIN hidden_meetings h ON h.device_hash = ? AND h.meeting_id = m.url_code \
        ORDER BY hidden, m.id DESC LIMIT 51";
    let device = Value::device_or_nobody(Some(device));
    let rows: Vec<SummaryRow> = pool.rows(sql, &[device, device, device]).await?;
    rows.into_iter().map(SummaryRow::summary).collect()
}

/// Reads the names that are reserved in a meeting, in order.
pub(super) async fn reserved_names(
    pool: &Pool,
    url_code: &UrlCode,
) -> Result<Vec<ParticipantName>, DatabaseError> {
    let sql = "SELECT name FROM reserved_names WHERE meeting_id = ? ORDER BY number";
    let rows: Vec<NameRow> = pool.rows(sql, &[Value::Text(url_code.as_str())]).await?;
    let name = |row: &NameRow| ParticipantName::stored(&row.name);
    rows.iter().map(name).collect::<Result<_, _>>().map_err(|_| DatabaseError::Inconsistent {
        table: "reserved_names",
        column: "name",
        row: url_code.to_string(),
    })
}

/// Checks that the database answers.
pub(super) async fn ping(pool: &Pool) -> Result<(), DatabaseError> {
    pool.rows::<CountRow>("SELECT 1 AS count", &[]).await.map(drop)
}

/// Reads one row by its primary key.
#[cfg(feature = "bench")]
pub(super) async fn one_row(pool: &Pool) -> Result<(), DatabaseError> {
    pool.rows::<CountRow>("SELECT version AS count FROM meetings WHERE id = ?", &[Value::Int(1)])
        .await
        .map(drop)
}

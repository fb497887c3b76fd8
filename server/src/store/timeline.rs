//! Reads and writes the timeline.

use app::domain::{Actor, Event, UrlCode};
use app::meetings::{DeviceHash, EntriesSince, EntryForViewer};
use chrono::NaiveDateTime;

use super::database_error::DatabaseError;
use super::engine::{Pool, Tx, Value, repeated};
use super::entry_rows::{EntriesSinceRow, EntryForViewerRow, VersionRow};

/// The most url codes in one statement; a power of two.
const MAX_CODES: usize = 16_384;

/// A number in the form in which databases store it: signed, with 64 bits.
pub(super) fn integer(number: u64) -> Value<'static> {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The newest entries with a number below `before`, in order.
pub(super) async fn newest(
    pool: &Pool,
    url_code: &UrlCode,
    before: u64,
    limit: u32,
    device: Option<&DeviceHash>,
) -> Result<Vec<EntryForViewer>, DatabaseError> {
    let sql = "SELECT t.number, t.created_at, t.actor, t.actor_id, t.actor_name, t.event, \
        EXISTS (SELECT 1 FROM comments c WHERE c.meeting_id = t.meeting_id AND c.number = t.number \
        AND c.device_hash = ?) AS own \
        FROM timeline t WHERE t.meeting_id = ? AND t.number < ? ORDER BY t.number DESC LIMIT ?";
    let values = [
        Value::device_or_nobody(device),
        Value::Text(url_code.as_str()),
        integer(before),
        Value::Int(limit.into()),
    ];
    let rows: Vec<EntryForViewerRow> = pool.rows(sql, &values).await?;
    rows.into_iter().rev().map(EntryForViewerRow::entry_for_viewer).collect()
}

/// The version of a meeting and the entries after `after`, both at the same moment.
pub(super) async fn entries_since(
    pool: &Pool,
    url_code: &UrlCode,
    after: u64,
    limit: u32,
) -> Result<Option<EntriesSince>, DatabaseError> {
    let sql = "SELECT m.version, t.number, t.created_at, t.actor, t.actor_id, t.actor_name, t.event \
        FROM meetings m LEFT JOIN timeline t ON t.meeting_id = m.url_code AND t.number > ? \
        WHERE m.url_code = ? ORDER BY t.number LIMIT ?";
    let values = [integer(after), Value::Text(url_code.as_str()), Value::Int(limit.into())];
    EntriesSinceRow::entries_since(pool.rows(sql, &values).await?)
}

/// The versions of meetings.
pub(super) async fn versions(
    pool: &Pool,
    url_codes: &[UrlCode],
) -> Result<Vec<(UrlCode, u64)>, DatabaseError> {
    let mut versions = Vec::with_capacity(url_codes.len());
    for codes in url_codes.chunks(MAX_CODES) {
        // The number of placeholders is rounded up to a power of two, so that there are few prepared
        // statements.
        let places = codes.len().next_power_of_two();
        let sql = repeated("SELECT url_code, version FROM meetings WHERE url_code IN (", "?", places, ")");
        let last = codes.last().map_or("", UrlCode::as_str);
        let values = codes.iter().map(UrlCode::as_str).chain(std::iter::repeat(last)).take(places);
        let values: Vec<_> = values.map(Value::Text).collect();
        let rows: Vec<VersionRow> = pool.rows(sql, &values).await?;
        for row in rows {
            versions.push(row.version()?);
        }
    }
    Ok(versions)
}

/// The stored form of an event: JSON.
pub(super) fn event_text(event: &Event) -> Result<String, DatabaseError> {
    Ok(serde_json::to_string(event).map_err(|error| sqlx::Error::Encode(error.into()))?)
}

/// Adds entries to the timeline, numbered from `first`.
pub(super) async fn record(
    tx: &mut Tx,
    url_code: &UrlCode,
    first: u64,
    at: NaiveDateTime,
    entries: &[(Actor, Event)],
) -> Result<(), DatabaseError> {
    let sql = "INSERT INTO timeline (meeting_id, number, created_at, actor, actor_id, actor_name, event) \
        VALUES (?, ?, ?, ?, ?, ?, ?)";
    for (number, (actor, event)) in (first..).zip(entries) {
        let (kind, id, name) = match actor {
            Actor::Participant(id, name) => ("participant", Some(id.0), Some(name.as_str())),
            Actor::Organizer => ("organizer", None, None),
            Actor::Guest => ("guest", None, None),
        };
        let event = event_text(event)?;
        let values = [
            Value::Text(url_code.as_str()),
            integer(number),
            Value::Time(at),
            Value::Text(kind),
            Value::OptionalInt(id),
            Value::OptionalText(name),
            Value::Text(&event),
        ];
        match tx.execute(sql, &values).await {
            // On a cluster two nodes may use the same number; the one that commits later gets this error.
            Err(error) if error.is_duplicate() => return Err(DatabaseError::Conflict),
            done => done?,
        };
    }
    Ok(())
}

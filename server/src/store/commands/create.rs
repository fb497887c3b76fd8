//! Creates a meeting.

use app::domain::{Actor, Closing, Event, UrlCode};
use app::meetings::{IdempotencyKey, NewMeeting};
use tokio::time::Instant;

use super::{idempotency_keys, reserved_names};
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Pool, Tx, Value};
use crate::store::retry::{CHANGE_TIMEOUT, retry_on_conflict, run_to_completion};
use crate::store::rows::CountRow;
use crate::store::settings_rows::{store_settings, time_columns};
use crate::store::timeline::record;

const OPERATION: &str = "create";

/// Creates a meeting; two identical requests at the same time create one.
pub(in crate::store) async fn create(
    pool: &Pool,
    new: &NewMeeting,
    idempotency_key: Option<&IdempotencyKey>,
) -> Result<UrlCode, DatabaseError> {
    let began = Instant::now();
    let write_permit = pool.write_permit(began + CHANGE_TIMEOUT).await?;
    let (pool, new, idempotency_key) = (pool.clone(), new.clone(), idempotency_key.copied());
    run_to_completion(began, async move {
        let left = CHANGE_TIMEOUT.saturating_sub(began.elapsed());
        let attempt = |deadline| find_or_insert(&pool, &new, idempotency_key.as_ref(), deadline);
        let done = retry_on_conflict(left, attempt).await;
        drop(write_permit);
        done
    })
    .await
}

/// Creates the meeting, or finds the one that the same request created before.
async fn find_or_insert(
    pool: &Pool,
    new: &NewMeeting,
    idempotency_key: Option<&IdempotencyKey>,
    deadline: Instant,
) -> Result<UrlCode, DatabaseError> {
    let mut tx = pool.begin(deadline).await?;
    match find_created(&mut tx, new, idempotency_key).await {
        Ok(Some(url_code)) => {
            tx.rollback().await;
            Ok(url_code)
        }
        Ok(None) => {
            let made = insert_meeting(&mut tx, new, idempotency_key).await;
            tx.end(made).await
        }
        Err(error) => tx.end(Err(error)).await,
    }
}

/// The meeting that the same request created before, if it still exists.
async fn find_created(
    tx: &mut Tx,
    new: &NewMeeting,
    idempotency_key: Option<&IdempotencyKey>,
) -> Result<Option<UrlCode>, DatabaseError> {
    let Some(answer) = idempotency_keys::stored_answer(tx, OPERATION, &new.context, idempotency_key).await?
    else {
        return Ok(None);
    };
    let sql = "SELECT COUNT(*) AS count FROM meetings WHERE url_code = ?";
    let found: Option<CountRow> = tx.row(sql, &[Value::Text(&answer)]).await?;
    if found.is_some_and(|row| row.count > 0) {
        return UrlCode::parse(&answer).map(Some).map_err(|_| DatabaseError::Inconsistent {
            table: "idempotency_keys",
            column: "answer",
            row: answer,
        });
    }
    idempotency_keys::delete(tx, OPERATION, &new.context, idempotency_key).await?;
    Ok(None)
}

/// Inserts the meeting and its timeline.
async fn insert_meeting(
    tx: &mut Tx,
    new: &NewMeeting,
    idempotency_key: Option<&IdempotencyKey>,
) -> Result<UrlCode, DatabaseError> {
    let url_code = &new.context.url_code;
    idempotency_keys::store(tx, OPERATION, &new.context, idempotency_key, url_code.as_str()).await?;
    let entries = entries(new);
    insert_row(tx, new, entries.len()).await?;
    insert_settings(tx, new).await?;
    reserved_names::insert(tx, url_code, &new.reserved).await?;
    record(tx, url_code, 1, new.context.at, &entries).await?;
    Ok(url_code.clone())
}

/// Inserts the meeting's row, and the device that organizes it.
async fn insert_row(tx: &mut Tx, new: &NewMeeting, version: usize) -> Result<(), DatabaseError> {
    let sql = "INSERT INTO meetings (created_at, url_code, title, location, start_date, end_date, \
        excluded_weekdays, version, open, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let values = [
        Value::Time(new.context.at),
        Value::Text(new.context.url_code.as_str()),
        Value::Text(new.title.as_str()),
        Value::Text(new.location.as_str()),
        Value::OptionalDay(new.dates.map(|dates| dates.first())),
        Value::OptionalDay(new.dates.map(|dates| dates.last())),
        Value::Int(new.dates.map_or(0, |dates| dates.excluded().bits().into())),
        Value::Int(i64::try_from(version).unwrap_or_default()),
        Value::Bool(new.context.device.is_none()),
        Value::Day(new.expires_on),
    ];
    match tx.execute(sql, &values).await {
        Err(error) if error.is_duplicate() => return Err(DatabaseError::UrlCodeTaken),
        done => done?,
    };
    if let Some(device) = &new.context.device {
        let sql = "INSERT INTO meeting_devices (device_hash, meeting_id, created_at) VALUES (?, ?, ?)";
        let code = Value::Text(new.context.url_code.as_str());
        tx.execute(sql, &[Value::Bytes(device.as_bytes()), code, Value::Time(new.context.at)]).await?;
    }
    Ok(())
}

/// Inserts note and time, if there are any.
async fn insert_settings(tx: &mut Tx, new: &NewMeeting) -> Result<(), DatabaseError> {
    let mut settings = Vec::new();
    if !new.note.as_str().is_empty() {
        settings.push(("note", Value::Text(new.note.as_str())));
    }
    if let Some(time) = &new.time {
        settings.extend(time_columns(Some(time)));
    }
    if settings.is_empty() {
        return Ok(());
    }
    store_settings(tx, new.context.url_code.as_str(), &settings).await
}

/// The entry for the creation, and one for each thing that was set with it.
fn entries(new: &NewMeeting) -> Vec<(Actor, Event)> {
    let actor = if new.context.device.is_some() { Actor::Organizer } else { Actor::Guest };
    let created = Event::Created { title: new.title.clone(), location: new.location.clone() };
    let note = Some(new.note.clone()).filter(|note| !note.as_str().is_empty());
    let note = note.map(|note| Event::NoteChanged { note });
    let time = new.time.clone().map(|time| Event::TimeChanged {
        time: Some(time),
        starts_at: None,
        closing: Closing::default(),
    });
    let dates = new.dates.map(|dates| Event::DatesSet { dates });
    let events = std::iter::once(created).chain(note).chain(time).chain(dates);
    events.map(|event| (actor.clone(), event)).collect()
}

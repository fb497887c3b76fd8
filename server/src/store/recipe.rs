//! The one recipe for every change.
//!
//! Begin; raise the meeting's version, which takes its lock, so that writers of one meeting queue
//! and others do not; read what the rule needs; write; write the timeline; commit. Refused or
//! unchanged: roll back. Where the engine says so, the whole is done again.

use std::time::Duration;

use app::domain::{Actor, Event, UrlCode};
use app::meetings::{Ask, Head, NewMeeting, Once, Refusal};
use async_trait::async_trait;
use chrono::NaiveDateTime;

use super::commands;
use super::engine::{Pool, Tx, Value};
use super::fault::Fault;
use super::rows::MeetingRow;

/// For how long a change is tried where transactions get in each other's way.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// How a change ended.
pub(super) enum Outcome<T> {
    /// Nothing is to be written: it is so already, or was done before.
    Unchanged(T),
    /// This happened, in this order.
    Changed(T, Vec<(Actor, Event)>),
}

/// What one command does under its meeting's lock.
#[async_trait]
pub(super) trait Change: Sync {
    type Answer: Send;

    async fn apply(&self, tx: &mut Tx, head: &Head) -> Result<Outcome<Self::Answer>, Fault>;
}

/// Carries out a change of an existing meeting.
pub(super) async fn change<C: Change>(pool: &Pool, ask: &Ask, change: &C) -> Result<C::Answer, Fault> {
    patiently(PATIENCE, || attempt(pool, ask, change)).await
}

/// Makes a meeting; two equal requests at once make one.
pub(super) async fn create(pool: &Pool, new: &NewMeeting, once: Option<&Once>) -> Result<UrlCode, Fault> {
    patiently(PATIENCE, || commands::create(pool, new, once)).await
}

/// Tries until it ends otherwise than by a conflict, or patience does. Pauses are longer each time
/// and never in step with others.
pub(super) async fn patiently<T, F: Future<Output = Result<T, Fault>>>(
    patience: Duration,
    attempt: impl Fn() -> F,
) -> Result<T, Fault> {
    let trying = async {
        let mut tries = 0;
        loop {
            tries += 1;
            match attempt().await {
                Err(fault) if fault.is_passing() => {
                    tracing::debug!(tries, ?fault, "a change is tried again");
                    tokio::time::sleep(crate::chance::jitter(tries)).await;
                }
                end => return end,
            }
        }
    };
    tokio::time::timeout(patience, trying).await.unwrap_or(Err(Fault::Again))
}

async fn attempt<C: Change>(pool: &Pool, ask: &Ask, change: &C) -> Result<C::Answer, Fault> {
    let mut tx = pool.begin().await?;
    let code = Value::Text(ask.url_code.as_str());
    if tx.execute("UPDATE meetings SET version = version + 1 WHERE url_code = ?", &[code]).await? == 0 {
        return Err(Refusal::MeetingNotFound(ask.url_code.to_string()).into());
    }
    let head = head(&mut tx, ask).await?;
    match change.apply(&mut tx, &head).await? {
        Outcome::Unchanged(answer) => {
            tx.rollback().await?;
            Ok(answer)
        }
        Outcome::Changed(answer, entries) => {
            if entries.len() > 1 {
                let more = i64::try_from(entries.len() - 1).unwrap_or_default();
                let sql = "UPDATE meetings SET version = version + ? WHERE url_code = ?";
                tx.execute(sql, &[Value::Int(more), code]).await?;
            }
            record(&mut tx, &ask.url_code, head.version, ask.at, &entries).await?;
            tx.commit().await?;
            Ok(answer)
        }
    }
}

/// Reads the meeting under its lock.
async fn head(tx: &mut Tx, ask: &Ask) -> Result<Head, Fault> {
    let sql = "SELECT m.url_code, m.title, m.location, m.version, m.start_date, m.end_date, \
        m.excluded_weekdays, m.open, \
        EXISTS (SELECT 1 FROM meeting_devices o \
        WHERE o.device_hash = ? AND o.meeting_id = m.url_code) AS own \
        FROM meetings m WHERE m.url_code = ?";
    let values = [Value::Bytes(device(ask)), Value::Text(ask.url_code.as_str())];
    let row: Option<MeetingRow> = tx.row(sql, &values).await?;
    row.ok_or_else(|| Refusal::MeetingNotFound(ask.url_code.to_string()))?.head()
}

/// The asker's device as a value; no device is a hash that no secret has.
pub(super) fn device(ask: &Ask) -> &[u8] {
    ask.device.as_ref().map_or(&[0; 32], |device| device.as_bytes())
}

/// An event as it is kept.
pub(super) fn event_text(event: &Event) -> Result<String, Fault> {
    Ok(serde_json::to_string(event).map_err(|error| sqlx::Error::Encode(error.into()))?)
}

/// Writes entries into the timeline, numbered from `first`.
pub(super) async fn record(
    tx: &mut Tx,
    url_code: &UrlCode,
    first: u64,
    at: NaiveDateTime,
    entries: &[(Actor, Event)],
) -> Result<(), Fault> {
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
            Value::Int(i64::try_from(number).unwrap_or(i64::MAX)),
            Value::Time(at),
            Value::Text(kind),
            Value::OptionalInt(id),
            Value::OptionalText(name),
            Value::Text(&event),
        ];
        tx.execute(sql, &values).await?;
    }
    Ok(())
}

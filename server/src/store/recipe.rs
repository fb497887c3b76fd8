//! The one recipe for every change.
//!
//! Begin; raise the meeting's version, which takes its lock, so that writers of one meeting queue
//! and others do not; read what the rule needs; write; write the timeline; commit. Refused or
//! unchanged: roll back. Where the engine says so, the whole is done again.

use std::time::Duration;

use app::domain::{Actor, Event, UrlCode};
use app::meetings::{IdempotencyKey, LockedMeeting, NewMeeting, Refusal, RequestContext};
use async_trait::async_trait;
use chrono::NaiveDateTime;
use tokio::time::{Instant, sleep, timeout_at};

use super::commands;
use super::database_error::DatabaseError;
use super::engine::{Pool, Tx, Value};
use super::rows::MeetingRow;

/// How long a change may take, waiting and further tries included: none of its statements begins later.
/// What began before may wait for a lock (see `open`).
pub(super) const CHANGE_LIMIT: Duration = Duration::from_secs(5);

/// How long an answer is waited for: browsers give up after ten seconds. Whether a change that takes longer
/// is done is not known then.
const ANSWER_LIMIT: Duration = Duration::from_secs(8);

/// How a change ended.
pub(super) enum Outcome<T> {
    /// Nothing is to be written: it is so already, or was done before.
    Unchanged(T),
    /// Nothing happened in the meeting, but something was written that is to stay: the version, which was
    /// raised for the lock, is lowered again.
    Noted(T),
    /// This happened, in this order.
    Changed(T, Vec<(Actor, Event)>),
}

/// What one command does under its meeting's lock.
#[async_trait]
pub(super) trait Change: Send + Sync + 'static {
    type Answer: Send;

    async fn apply(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
    ) -> Result<Outcome<Self::Answer>, DatabaseError>;
}

/// Carries out a change of an existing meeting. Whoever goes away while they wait for their turn has asked
/// for nothing.
pub(super) async fn change<C: Change>(
    pool: &Pool,
    context: &RequestContext,
    change: C,
) -> Result<C::Answer, DatabaseError> {
    let began = Instant::now();
    let turn = pool.turn(began + CHANGE_LIMIT).await?;
    let (pool, context) = (pool.clone(), context.clone());
    to_its_end(began, async move {
        let left = CHANGE_LIMIT.saturating_sub(began.elapsed());
        let done = retry_on_conflict(left, |deadline| attempt(&pool, &context, &change, deadline)).await;
        drop(turn);
        done
    })
    .await
}

/// Makes a meeting; two equal requests at once make one.
pub(super) async fn create(
    pool: &Pool,
    new: &NewMeeting,
    idempotency_key: Option<&IdempotencyKey>,
) -> Result<UrlCode, DatabaseError> {
    let began = Instant::now();
    let turn = pool.turn(began + CHANGE_LIMIT).await?;
    let (pool, new, idempotency_key) = (pool.clone(), new.clone(), idempotency_key.copied());
    to_its_end(began, async move {
        let left = CHANGE_LIMIT.saturating_sub(began.elapsed());
        let create = |deadline| commands::create(&pool, &new, idempotency_key.as_ref(), deadline);
        let done = retry_on_conflict(left, create).await;
        drop(turn);
        done
    })
    .await
}

/// Carries out a change that has begun to its end in a task of its own, also where who asked goes away
/// meanwhile: a transaction that was cancelled would cost its connection. It was asked for when it `began`.
pub(super) async fn to_its_end<T: Send + 'static>(
    began: Instant,
    change: impl Future<Output = Result<T, DatabaseError>> + Send + 'static,
) -> Result<T, DatabaseError> {
    match timeout_at(began + ANSWER_LIMIT, tokio::spawn(change)).await {
        Ok(Ok(ended)) => ended,
        Ok(Err(panicked)) => Err(DatabaseError::Sql(sqlx::Error::Io(std::io::Error::other(panicked)))),
        Err(_) => Err(DatabaseError::OutOfTime),
    }
}

/// Tries until it ends otherwise than by a conflict, or the time is over; then the last conflict is why.
/// Pauses are longer each time and never in step with others.
pub(super) async fn retry_on_conflict<T, F: Future<Output = Result<T, DatabaseError>>>(
    limit: Duration,
    attempt: impl Fn(Instant) -> F,
) -> Result<T, DatabaseError> {
    let deadline = Instant::now() + limit;
    let mut tries = 0;
    loop {
        tries += 1;
        let error = match attempt(deadline).await {
            Err(error) if error.is_passing() => error,
            ended => return ended,
        };
        tracing::debug!(tries, ?error, "a change is tried again");
        sleep(crate::random::jitter(tries)).await;
        if Instant::now() >= deadline {
            return Err(error);
        }
    }
}

async fn attempt<C: Change>(
    pool: &Pool,
    context: &RequestContext,
    change: &C,
    deadline: Instant,
) -> Result<C::Answer, DatabaseError> {
    let mut tx = pool.begin(deadline).await?;
    match apply(&mut tx, context, change).await {
        Ok(Outcome::Unchanged(answer)) => {
            tx.rollback().await;
            Ok(answer)
        }
        Ok(Outcome::Noted(answer) | Outcome::Changed(answer, _)) => tx.end(Ok(answer)).await,
        Err(error) => tx.end(Err(error)).await,
    }
}

/// Everything of a change between the beginning of its transaction and the end.
async fn apply<C: Change>(
    tx: &mut Tx,
    context: &RequestContext,
    change: &C,
) -> Result<Outcome<C::Answer>, DatabaseError> {
    let code = Value::Text(context.url_code.as_str());
    if tx.execute("UPDATE meetings SET version = version + 1 WHERE url_code = ?", &[code]).await? == 0 {
        return Err(Refusal::MeetingNotFound(context.url_code.to_string()).into());
    }
    let meeting = read_locked(tx, context).await?;
    let outcome = change.apply(tx, &meeting).await?;
    // The version was raised by one for the lock; it counts the entries. A meeting that is deleted has
    // neither.
    let (entries, more) = match &outcome {
        Outcome::Unchanged(_) => return Ok(outcome),
        Outcome::Noted(_) => (&[][..], -1),
        Outcome::Changed(_, entries) => {
            (entries.as_slice(), i64::try_from(entries.len().saturating_sub(1)).unwrap_or_default())
        }
    };
    if more != 0 {
        let sql = "UPDATE meetings SET version = version + ? WHERE url_code = ?";
        tx.execute(sql, &[Value::Int(more), code]).await?;
    }
    record(tx, &context.url_code, meeting.version, context.at, entries).await?;
    Ok(outcome)
}

/// Reads the meeting under its lock.
async fn read_locked(tx: &mut Tx, context: &RequestContext) -> Result<LockedMeeting, DatabaseError> {
    let sql = "SELECT m.url_code, m.title, m.location, m.version, m.start_date, m.end_date, \
        m.excluded_weekdays, m.open, \
        EXISTS (SELECT 1 FROM meeting_devices o \
        WHERE o.device_hash = ? AND o.meeting_id = m.url_code) AS own \
        FROM meetings m WHERE m.url_code = ?";
    let values = [Value::Bytes(device(context)), Value::Text(context.url_code.as_str())];
    let row: Option<MeetingRow> = tx.row(sql, &values).await?;
    row.ok_or_else(|| Refusal::MeetingNotFound(context.url_code.to_string()))?.locked_meeting()
}

/// The asker's device as a value; no device is a hash that no secret has.
pub(super) fn device(context: &RequestContext) -> &[u8] {
    context.device.as_ref().map_or(&[0; 32], |device| device.as_bytes())
}

/// An event as it is kept.
pub(super) fn event_text(event: &Event) -> Result<String, DatabaseError> {
    Ok(serde_json::to_string(event).map_err(|error| sqlx::Error::Encode(error.into()))?)
}

/// Writes entries into the timeline, numbered from `first`.
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
            Value::Int(i64::try_from(number).unwrap_or(i64::MAX)),
            Value::Time(at),
            Value::Text(kind),
            Value::OptionalInt(id),
            Value::OptionalText(name),
            Value::Text(&event),
        ];
        match tx.execute(sql, &values).await {
            // On a cluster two nodes may give the same number; the one that commits later learns it here.
            Err(error) if error.is_duplicate() => return Err(DatabaseError::Again),
            done => done?,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_change_that_takes_too_long_is_answered_while_it_goes_on() {
        let (done, finished) = tokio::sync::oneshot::channel();
        let change = async {
            sleep(ANSWER_LIMIT * 2).await;
            done.send(()).map_err(|()| DatabaseError::Again)
        };
        assert!(matches!(to_its_end(Instant::now(), change).await, Err(DatabaseError::OutOfTime)));
        assert_eq!(finished.await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn conflicts_are_tried_again_until_the_time_is_over_and_are_why_then() {
        let began = Instant::now();
        let conflict = retry_on_conflict(CHANGE_LIMIT, async |_| Err::<(), _>(DatabaseError::Again)).await;
        assert!(matches!(conflict, Err(DatabaseError::Again)), "{conflict:?}");
        assert!((CHANGE_LIMIT..CHANGE_LIMIT + Duration::from_secs(1)).contains(&began.elapsed()));
    }
}

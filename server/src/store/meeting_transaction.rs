//! The transaction in which every change of a meeting runs.
//!
//! Its steps: begin; increment the meeting's version, which locks its row, so that writers of one meeting
//! queue up and writers of other meetings do not wait; read what the rule needs; write; add to the timeline;
//! commit. A change that is refused or changes nothing is rolled back. On a conflict everything is retried.

use app::domain::{Actor, Entry, Event};
use app::meetings::{LockedMeeting, Refusal, RequestContext};
use async_trait::async_trait;
use tokio::time::Instant;

use super::database_error::DatabaseError;
use super::engine::{Pool, Tx, Value};
use super::meeting_cache::{self, KnownMeeting, MeetingCache};
use super::reading;
use super::retry::{CHANGE_TIMEOUT, retry_on_conflict, run_to_completion};
use super::rows::MeetingRow;
use super::settings_rows::settings_columns;
use super::timeline::record;

/// The outcome of a change.
pub(super) enum ChangeOutcome<T> {
    /// Nothing has to be written: the state is already as requested, or the same request was carried out
    /// before.
    Unchanged(T),
    /// The meeting did not change, but something else was written and is committed. The version, which was
    /// incremented for the lock, is decremented again.
    OnlyNoted(T),
    /// These events happened, in this order.
    Changed(T, Vec<(Actor, Event)>),
}

/// A command that runs while its meeting's row is locked.
#[async_trait]
pub(super) trait Change: Send + Sync + 'static {
    type Answer: Send;

    async fn apply(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
    ) -> Result<ChangeOutcome<Self::Answer>, DatabaseError>;

    /// The same where the whole meeting is known, as it is under the lock. Changes that are frequent have a shorter way
    /// then.
    async fn apply_to_known(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
        _: &KnownMeeting,
    ) -> Result<ChangeOutcome<Self::Answer>, DatabaseError> {
        self.apply(tx, meeting).await
    }
}

/// Runs a change of an existing meeting; also returns the meeting's version after it. If the client disconnects while
/// the change waits for a permit to write, nothing is changed.
pub(super) async fn run_change<C: Change>(
    pool: &Pool,
    cache: &MeetingCache,
    context: &RequestContext,
    change: C,
) -> Result<(C::Answer, u64), DatabaseError> {
    let began = Instant::now();
    let write_permit = pool.write_permit(began + CHANGE_TIMEOUT).await?;
    let (pool, cache, context) = (pool.clone(), cache.clone(), context.clone());
    run_to_completion(began, async move {
        let left = CHANGE_TIMEOUT.saturating_sub(began.elapsed());
        let done =
            retry_on_conflict(left, |deadline| attempt(&pool, &cache, &context, &change, deadline)).await;
        drop(write_permit);
        done
    })
    .await
}

async fn attempt<C: Change>(
    pool: &Pool,
    cache: &MeetingCache,
    context: &RequestContext,
    change: &C,
    deadline: Instant,
) -> Result<(C::Answer, u64), DatabaseError> {
    let mut tx = pool.begin(deadline).await?;
    match apply(&mut tx, cache, context, change).await {
        Ok((ChangeOutcome::Unchanged(answer), first)) => {
            tx.rollback().await;
            Ok((answer, first - 1))
        }
        Ok((ChangeOutcome::OnlyNoted(answer), first)) => tx.end(Ok((answer, first - 1))).await,
        Ok((ChangeOutcome::Changed(answer, entries), first)) => {
            let version = first - 1 + entries.len() as u64;
            let answer = tx.end(Ok((answer, version))).await?;
            // What is cached is checked with each request in any case; this saves reading what is known here.
            let entries = (first..).zip(entries).map(|(number, (who, event))| Entry {
                number,
                at: context.at,
                who,
                event,
            });
            meeting_cache::follow_change(cache, &context.url_code, &entries.collect::<Vec<_>>());
            Ok(answer)
        }
        Err(error) => tx.end(Err(error)).await,
    }
}

/// Everything between the beginning and the end of the transaction. Also returns the number that the first entry has, or
/// would have.
async fn apply<C: Change>(
    tx: &mut Tx,
    cache: &MeetingCache,
    context: &RequestContext,
    change: &C,
) -> Result<(ChangeOutcome<C::Answer>, u64), DatabaseError> {
    let code = Value::Text(context.url_code.as_str());
    if tx.execute("UPDATE meetings SET version = version + 1 WHERE url_code = ?", &[code]).await? == 0 {
        return Err(Refusal::MeetingNotFound(context.url_code.to_string()).into());
    }
    let (meeting, outcome) = if let Some(known) = reading::known_under_lock(tx, cache, context).await? {
        let meeting = known.locked_meeting();
        let outcome = change.apply_to_known(tx, &meeting, &known).await?;
        (meeting, outcome)
    } else {
        let meeting = read_locked(tx, context).await?;
        let outcome = change.apply(tx, &meeting).await?;
        (meeting, outcome)
    };
    // The version was incremented by one for the lock, but has to equal the number of entries. A meeting that
    // was deleted has neither.
    let (entries, more) = match &outcome {
        ChangeOutcome::Unchanged(_) => return Ok((outcome, meeting.version)),
        ChangeOutcome::OnlyNoted(_) => (&[][..], -1),
        ChangeOutcome::Changed(_, entries) => {
            (entries.as_slice(), i64::try_from(entries.len().saturating_sub(1)).unwrap_or_default())
        }
    };
    if more != 0 {
        let sql = "UPDATE meetings SET version = version + ? WHERE url_code = ?";
        tx.execute(sql, &[Value::Int(more), code]).await?;
    }
    record(tx, &context.url_code, meeting.version, context.at, entries).await?;
    Ok((outcome, meeting.version))
}

/// Reads the meeting while its row is locked.
async fn read_locked(tx: &mut Tx, context: &RequestContext) -> Result<LockedMeeting, DatabaseError> {
    let sql = concat!(
        "SELECT m.url_code, m.title, m.location, m.version, m.start_date, m.end_date, ",
        "m.excluded_weekdays, m.open, ",
        settings_columns!(),
        ", EXISTS (SELECT 1 FROM meeting_devices o ",
        "WHERE o.device_hash = ? AND o.meeting_id = m.url_code) AS own ",
        "FROM meetings m LEFT JOIN meeting_settings s ON s.meeting_id = m.url_code WHERE m.url_code = ?",
    );
    let values = [Value::device_or_nobody(context.device.as_ref()), Value::Text(context.url_code.as_str())];
    let row: Option<MeetingRow> = tx.row(sql, &values).await?;
    row.ok_or_else(|| Refusal::MeetingNotFound(context.url_code.to_string()))?.locked_meeting()
}

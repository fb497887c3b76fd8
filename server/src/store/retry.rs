//! Running a change: it is retried on conflicts, and finished even if the client goes away.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::database_error::DatabaseError;
use crate::random;

/// Time limit for a change, with all its waiting and retries: no statement of it begins later. One that
/// began before may still wait for a lock (see `open`).
pub(super) const CHANGE_TIMEOUT: Duration = Duration::from_secs(5);

/// Time limit for answering a change; browsers give up after ten seconds. A change that takes longer goes
/// on, and whether it succeeds is unknown to the client.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(8);

/// Runs a change in a task of its own, so that it is finished even if the client goes away: cancelling a
/// transaction would cost its connection. `began` is when the change was requested.
pub(super) async fn run_to_completion<T: Send + 'static>(
    began: Instant,
    change: impl Future<Output = Result<T, DatabaseError>> + Send + 'static,
) -> Result<T, DatabaseError> {
    match timeout_at(began + ANSWER_TIMEOUT, tokio::spawn(change)).await {
        Ok(Ok(ended)) => ended,
        Ok(Err(panicked)) => Err(DatabaseError::Sql(sqlx::Error::Io(std::io::Error::other(panicked)))),
        Err(_) => Err(DatabaseError::DeadlineExceeded),
    }
}

/// Retries until the attempt ends with anything but a conflict, or the time is over; then it returns the
/// last conflict. Pauses grow and are random, so that competing writers do not stay in step.
pub(super) async fn retry_on_conflict<T, F: Future<Output = Result<T, DatabaseError>>>(
    limit: Duration,
    attempt: impl Fn(Instant) -> F,
) -> Result<T, DatabaseError> {
    let deadline = Instant::now() + limit;
    let mut tries = 0;
    let mut last_conflict = None;
    loop {
        tries += 1;
        let error = match attempt(deadline).await {
            Err(error) if error.is_conflict() => error,
            // The time was over within the attempt, because of the conflicts before.
            Err(DatabaseError::DeadlineExceeded) => {
                return Err(last_conflict.unwrap_or(DatabaseError::DeadlineExceeded));
            }
            ended => return ended,
        };
        tracing::debug!(tries, ?error, "retrying a change after a conflict");
        sleep(random::jitter(tries)).await;
        if Instant::now() >= deadline {
            return Err(error);
        }
        last_conflict = Some(error);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_change_that_takes_too_long_is_answered_while_it_goes_on() {
        let (done, finished) = tokio::sync::oneshot::channel();
        let change = async {
            sleep(ANSWER_TIMEOUT * 2).await;
            done.send(()).map_err(|()| DatabaseError::Conflict)
        };
        assert!(matches!(
            run_to_completion(Instant::now(), change).await,
            Err(DatabaseError::DeadlineExceeded)
        ));
        assert_eq!(finished.await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn conflicts_are_also_why_where_the_time_is_over_within_an_attempt() {
        let tries = std::sync::atomic::AtomicU32::new(0);
        let attempt = async |_| match tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            0 => Err::<(), _>(DatabaseError::Conflict),
            _ => Err(DatabaseError::DeadlineExceeded),
        };
        assert!(matches!(retry_on_conflict(CHANGE_TIMEOUT, attempt).await, Err(DatabaseError::Conflict)));
        let attempt = async |_| Err::<(), _>(DatabaseError::DeadlineExceeded);
        let ended = retry_on_conflict(CHANGE_TIMEOUT, attempt).await;
        assert!(matches!(ended, Err(DatabaseError::DeadlineExceeded)));
    }

    #[tokio::test(start_paused = true)]
    async fn conflicts_are_tried_again_until_the_time_is_over_and_are_why_then() {
        let began = Instant::now();
        let conflict =
            retry_on_conflict(CHANGE_TIMEOUT, async |_| Err::<(), _>(DatabaseError::Conflict)).await;
        assert!(matches!(conflict, Err(DatabaseError::Conflict)), "{conflict:?}");
        assert!((CHANGE_TIMEOUT..CHANGE_TIMEOUT + Duration::from_secs(1)).contains(&began.elapsed()));
    }
}

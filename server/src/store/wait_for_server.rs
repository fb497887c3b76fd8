//! Waits until a database server has started.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use super::{OpenError, database_error};

/// How long to wait for the server.
const START_TIMEOUT: Duration = Duration::from_mins(1);

/// Time limit for one attempt; after each one, it is logged that the server is not reachable yet.
const TRY_TIMEOUT: Duration = Duration::from_secs(5);

/// Calls `connect` until the server answers, and logs the attempts.
pub(super) async fn until_connected<F: Future<Output = Result<(), sqlx::Error>>>(
    url: &str,
    connect: impl Fn() -> F,
) -> Result<(), OpenError> {
    let place = host_and_port(url);
    tracing::info!("connecting to the database at {place}");
    let limit = Instant::now() + START_TIMEOUT;
    loop {
        let end_of_try = Instant::now() + TRY_TIMEOUT;
        match timeout_at(end_of_try.min(limit), connect()).await {
            Ok(Err(error)) if is_starting(&error) && Instant::now() < limit => {
                tracing::warn!("the database at {place} cannot be reached yet: {error}");
                sleep(end_of_try.min(limit) - Instant::now()).await;
            }
            Ok(ended) => return Ok(ended?),
            Err(_) if Instant::now() < limit => {
                tracing::warn!("the database at {place} does not answer yet");
            }
            Err(_) => return Err(OpenError::NoAnswer(START_TIMEOUT)),
        }
    }
}

/// Whether the error is one of a server, or a network, that is still starting.
fn is_starting(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(_))
        || database_error::has_no_room(error)
        || database_error::is_not_ready(error)
}

/// Host and port of a database URL, without user name and password.
fn host_and_port(url: &str) -> String {
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("localhost");
    format!("{host}:{}", url.as_ref().and_then(Url::port).unwrap_or(3306))
}

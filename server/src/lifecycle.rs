//! The server's lifecycle: signals, serving until one ends it, graceful shutdown, and deleting expired meetings.

use std::time::Duration;

use app::meetings::Meetings;
use axum::Router;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::listener::Listener;
use crate::live::Hub;
use crate::web;

/// Time limit for requests in progress to finish after the signal to terminate.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);

/// How often expired meetings are deleted.
const EXPIRY_INTERVAL: Duration = Duration::from_hours(1);

/// `SIGXFSZ`, sent when a file would grow beyond the process's limit; its number on Linux and the BSDs.
const SIGXFSZ: i32 = 25;

/// Makes a write beyond the file size limit return an error, instead of killing the process.
///
/// # Errors
/// If the signal handler cannot be installed.
pub fn survive_file_size_limits() -> std::io::Result<()> {
    // Once a handler is installed, the signal no longer kills the process.
    signal(SignalKind::from_raw(SIGXFSZ)).map(drop)
}

/// Serves until SIGTERM or SIGINT; requests in progress are then finished, within a time limit.
///
/// # Errors
/// If the signal handlers cannot be installed.
pub async fn serve(listener: Listener, router: Router, hub: &Hub) -> std::io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let (say, said) = oneshot::channel();
    let told_to_end = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("shutting down; requests in progress are finished");
        // Sending fails only if the other half of this function is gone.
        let _ = say.send(());
    };
    // Viewers are disconnected, so that they reconnect to another server.
    let viewers_leave = async {
        if said.await.is_ok() {
            let _ = tokio::time::timeout(SHUTDOWN_GRACE, hub.close()).await;
        }
    };
    tokio::join!(listener.serve(router, web::refusing(), told_to_end, SHUTDOWN_GRACE), viewers_leave);
    Ok(())
}

/// Deletes expired meetings now and every hour.
#[must_use]
pub fn delete_expired_meetings(meetings: Meetings) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut hours = tokio::time::interval(EXPIRY_INTERVAL);
        loop {
            hours.tick().await;
            match meetings.expire().await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "expired meetings were deleted"),
                Err(error) => tracing::error!(?error, "expired meetings could not be deleted"),
            }
        }
    })
}

//! From the first request to the last.

use std::time::Duration;

use app::meetings::Meetings;
use axum::Router;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::listener::Listener;
use crate::live::Hub;
use crate::web;

/// How long requests have to end after the server was told to.
const GRACE: Duration = Duration::from_secs(10);

/// How often expired meetings are looked for.
const EXPIRY_INTERVAL: Duration = Duration::from_hours(1);

/// The signal of a file that would grow beyond the size the process may write, on Linux and the BSDs.
const SIGXFSZ: i32 = 25;

/// Lets a file that may not grow be an error of the one who writes, not the end of the process.
///
/// # Errors
/// Where the signal cannot be listened to.
pub fn survive_file_size_limits() -> std::io::Result<()> {
    // As soon as there is a listener, the signal no longer ends the process.
    signal(SignalKind::from_raw(SIGXFSZ)).map(drop)
}

/// Serves until the process is told to end; what is under way is finished, within limits.
///
/// # Errors
/// Where signals fail.
pub async fn serve(listener: Listener, router: Router, hub: &Hub) -> std::io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let (say, said) = oneshot::channel();
    let told_to_end = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("Meetifyr ends; requests under way are finished");
        // Nobody hears it only where the other half of this function is gone.
        let _ = say.send(());
    };
    // Those who look on are sent to where they find another server.
    let viewers_leave = async {
        if said.await.is_ok() {
            let _ = tokio::time::timeout(GRACE, hub.close()).await;
        }
    };
    tokio::join!(listener.serve(router, web::refusing(), told_to_end, GRACE), viewers_leave);
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

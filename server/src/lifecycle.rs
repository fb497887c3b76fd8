//! From the first request to the last.

use std::net::SocketAddr;
use std::time::Duration;

use app::meetings::Meetings;
use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

use crate::live::Hub;

/// How long requests have to end after the server was told to.
const GRACE: Duration = Duration::from_secs(10);

/// How often expired meetings are looked for.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// Serves until the process is told to end; what is under way is finished, within limits.
///
/// # Errors
/// Where signals or the listener fail.
pub async fn serve(listener: TcpListener, router: Router, hub: &Hub) -> std::io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let (told, mut hears) = tokio::sync::watch::channel(());
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("Meetifyr ends; requests under way are finished");
        drop(told);
    };
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(stop);
    let mut hears_too = hears.clone();
    let farewell = async {
        let _ = hears_too.changed().await;
        hub.close().await;
    };
    let deadline = async move {
        // The sender never sends: this ends when it is dropped.
        let _ = hears.changed().await;
        tokio::time::sleep(GRACE).await;
    };
    // Requests are finished, and those who look on are sent to where they find another server.
    tokio::select! {
        (served, ()) = async { tokio::join!(serving, farewell) } => served,
        () = deadline => Ok(()),
    }
}

/// Deletes expired meetings now and every hour.
#[must_use]
pub fn sweep(meetings: Meetings) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut hours = tokio::time::interval(SWEEP_EVERY);
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

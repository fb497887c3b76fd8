//! From the first request to the last.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use app::meetings::Meetings;
use axum::Router;
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

use crate::live::Hub;

/// How long somebody may take to say a request's head; who says nothing is not kept.
const PATIENCE: Duration = Duration::from_secs(20);

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
    let handle = Handle::new();
    let mut server = axum_server::from_tcp(listener)?
        .acceptor(NoDelayAcceptor::new())
        .handle(handle.clone())
        .first_request_timeout(PATIENCE);
    server.http_builder().http1().header_read_timeout(PATIENCE);
    let serving = server.serve(router.into_make_service_with_connect_info::<SocketAddr>());
    let ending = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("Meetifyr ends; requests under way are finished");
        handle.graceful_shutdown(Some(GRACE));
        // Those who look on are sent to where they find another server.
        let _ = tokio::time::timeout(GRACE, hub.close()).await;
        Ok(())
    };
    tokio::try_join!(serving, ending).map(|_| ())
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

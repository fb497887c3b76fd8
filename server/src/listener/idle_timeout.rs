//! The idle timeout of HTTP/2 connections, which carry several requests at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// Time limit for the first request on a connection to begin.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// How long a connection may be idle: no request begins, and nothing of a response is sent.
const IDLE_TIMEOUT: Duration = Duration::from_secs(40);

/// The longest write that is not part of a response, in bytes: acknowledgements.
const MAX_ACKNOWLEDGEMENT_BYTES: usize = 40;

/// Notifies the idle timeout of what happens on a connection.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<watch::Sender<()>>);

impl Activity {
    pub(super) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }

    /// A request has begun.
    pub(super) fn request_began(&self) {
        self.0.send_replace(());
    }

    /// The client has taken this many bytes.
    pub(super) fn bytes_sent(&self, bytes: usize) {
        if bytes > MAX_ACKNOWLEDGEMENT_BYTES {
            self.0.send_replace(());
        }
    }

    /// Completes when the connection has been idle for too long. With HTTP/2 the connection itself does not
    /// stall if the client does not read a response: the bytes of the response are just never sent.
    pub(super) async fn idle(&self) {
        let mut happened = self.0.subscribe();
        let mut limit = FIRST_REQUEST_TIMEOUT;
        while timeout(limit, happened.changed()).await.is_ok() {
            limit = IDLE_TIMEOUT;
        }
    }
}

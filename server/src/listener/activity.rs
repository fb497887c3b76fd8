//! What happens on a connection that carries requests side by side.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// How long the first request may take to begin.
const FIRST_REQUEST_LIMIT: Duration = Duration::from_secs(20);

/// How long nothing may happen: no request begins, nothing of an answer is sent.
const QUIET_LIMIT: Duration = Duration::from_secs(40);

/// The longest that is written without being a part of an answer, in bytes: acknowledgements.
const LONGEST_ACKNOWLEDGEMENT: usize = 40;

/// Tells of what happens.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<watch::Sender<()>>);

impl Activity {
    pub(super) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }

    /// A request begins.
    pub(super) fn began(&self) {
        self.0.send_replace(());
    }

    /// So many bytes were taken by the other side.
    pub(super) fn sent(&self, bytes: usize) {
        if bytes > LONGEST_ACKNOWLEDGEMENT {
            self.0.send_replace(());
        }
    }

    /// Ends when nothing has happened for too long. With HTTP/2 it is not the connection that stalls where
    /// an answer is not taken: its bytes are just never sent.
    pub(super) async fn ceased(&self) {
        let mut happened = self.0.subscribe();
        let mut limit = FIRST_REQUEST_LIMIT;
        while timeout(limit, happened.changed()).await.is_ok() {
            limit = QUIET_LIMIT;
        }
    }
}

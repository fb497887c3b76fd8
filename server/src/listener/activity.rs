//! What happens on one connection.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// How long the first request may take to begin.
const FIRST_REQUEST_LIMIT: Duration = Duration::from_secs(20);

/// How long nothing may happen on a connection that carries requests side by side: none begins, none ends.
const QUIET_LIMIT: Duration = Duration::from_secs(40);

/// Tells of requests that begin and end.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<watch::Sender<()>>);

/// A request that is under way until it is dropped.
pub(super) struct UnderWay(Activity);

impl Activity {
    pub(super) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }

    /// A request begins.
    pub(super) fn begin(&self) -> UnderWay {
        self.0.send_replace(());
        UnderWay(self.clone())
    }

    /// Ends when nothing has happened for too long. Answers that nobody takes end nothing: with HTTP/2 it is
    /// not the connection that stalls then.
    pub(super) async fn ceased(&self) {
        let mut happened = self.0.subscribe();
        let mut limit = FIRST_REQUEST_LIMIT;
        while timeout(limit, happened.changed()).await.is_ok() {
            limit = QUIET_LIMIT;
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.0.send_replace(());
    }
}

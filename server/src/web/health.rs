//! Health checks: whether the server is alive, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;

use crate::store::SqlStore;

/// Liveness: the process responds.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Readiness: the database can be reached and written; its migrations ran before the server listened.
pub(super) async fn ready(State(store): State<SqlStore>) -> (StatusCode, &'static str) {
    match store.check_ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(?error, "the database does not answer, or cannot be written");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer, or cannot be written\n")
        }
    }
}

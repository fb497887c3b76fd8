//! Whether the server is alive, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;

use crate::store::SqlStore;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// The database is reached and can be written; its migrations were applied before the server listened.
pub(super) async fn ready(State(store): State<SqlStore>) -> (StatusCode, &'static str) {
    match store.check_ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(?error, "the database does not answer, or cannot be written");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer, or cannot be written\n")
        }
    }
}

//! What a request costs at least, for benchmarks: bytes that are there already, and one row of the database.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;

use super::Shared;
use crate::store::SqlStore;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/bench/bytes/{count}", get(bytes)).route("/bench/row", get(row))
}

/// Responds with as many bytes as asked for.
async fn bytes(Path(count): Path<usize>) -> Vec<u8> {
    vec![b' '; count]
}

/// Responds when the database has sent a row that was read by its primary key.
async fn row(State(store): State<SqlStore>) -> StatusCode {
    match store.read_one_row().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

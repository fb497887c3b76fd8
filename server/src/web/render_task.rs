//! Middleware that renders a page to its end, even if the client disconnects meanwhile.

use std::panic::resume_unwind;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use tracing::Instrument;

use super::shed_load::InProgress;

/// Responds in a separate task, which holds the request's permit. A page that is cancelled while it is
/// rendered panics, because Leptos drops what its parts still read. The body is collected completely, so that
/// its size is known.
pub(super) async fn respond(request: Request, next: Next) -> Response {
    let in_progress = request.extensions().get::<InProgress>().cloned();
    let answering = async move {
        let (parts, body) = next.run(request).await.into_parts();
        let body = to_bytes(body, usize::MAX).await;
        drop(in_progress);
        match body {
            Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    };
    // What it logs belongs to the request.
    match tokio::spawn(answering.in_current_span()).await {
        Ok(response) => response,
        Err(error) => match error.try_into_panic() {
            // The layer that handles all panics responds to it.
            Ok(panic) => resume_unwind(panic),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}

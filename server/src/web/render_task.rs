//! A page is written to its end, also where the visitor goes away meanwhile.

use std::panic::resume_unwind;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::shed_load::InProgress;

/// Answers a request in a task of its own, which holds its place among those that are under way. Cancelled
/// while it is written, a page panics: Leptos drops what its parts still read. The answer comes whole, so
/// that its size is known.
pub(super) async fn run(request: Request, next: Next) -> Response {
    let in_progress = request.extensions().get::<InProgress>().cloned();
    let answering = tokio::spawn(async move {
        let (parts, body) = next.run(request).await.into_parts();
        let body = to_bytes(body, usize::MAX).await;
        drop(in_progress);
        match body {
            Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    });
    match answering.await {
        Ok(response) => response,
        Err(error) => match error.try_into_panic() {
            // It is answered where all panics are.
            Ok(panic) => resume_unwind(panic),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}

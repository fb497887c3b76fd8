//! Middleware that counts what is in progress, and responds with 503 if it is too much.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::limits::Load;
use crate::limits::capacity::Permit;
use crate::limits::held_body::hold_until_sent;
use crate::limits::load::holder;
use crate::request_body::{self, BodyError};
use crate::rest;

/// The permit of a request, which is held until there is a response, even if another task renders it.
#[derive(Debug, Clone)]
pub(super) struct InProgress(#[expect(dead_code, reason = "holding it is its purpose")] Arc<Permit>);

/// The bytes of a response with their permit, which is held for as long as any part waits to be sent.
struct Counted {
    bytes: Bytes,
    _permit: Permit,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Limits the requests in progress.
pub(super) async fn limit_requests(State(load): State<Load>, mut request: Request, next: Next) -> Response {
    // Health checks are answered even if the server is busy.
    if request.uri().path() == "/healthz" {
        return next.run(request).await;
    }
    let Some(permit) = load.take_request(request.extensions()) else {
        return busy(request.uri().path());
    };
    // Handlers drop a request's extensions after reading them; this clone is held to the end.
    let in_progress = InProgress(Arc::new(permit));
    request.extensions_mut().insert(in_progress.clone());
    let response = next.run(request).await;
    drop(in_progress);
    response
}

/// Receives the body of a request before anything else is done for it, so that slow senders cost little.
pub(super) async fn receive_body(State(load): State<Load>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let mut permit = None;
    let take_permit = || {
        permit = load.take_body(&parts.extensions, request_body::MAX_BODY_BYTES);
        permit.is_some()
    };
    let body = match request_body::read(body, take_permit).await {
        Ok(body) => body,
        Err(BodyError::Busy) => return request_body::close_connection(busy(parts.uri.path())),
        Err(error) => {
            // Pages and the API respond to this error, each in their own form.
            parts.extensions.insert(error);
            Bytes::new()
        }
    };
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// Limits the bytes of responses that wait to be sent.
pub(super) async fn limit_responses(State(load): State<Load>, request: Request, next: Next) -> Response {
    let holder = holder(request.extensions());
    let path = request.uri().path().to_owned();
    let (parts, body) = next.run(request).await.into_parts();
    // The body is already complete: pages and the API do not stream.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if !Load::response_needs_permit(bytes.len()) {
        return Response::from_parts(parts, Body::from(bytes));
    }
    match load.take_response(holder, bytes.len()) {
        Some(permit) => {
            Response::from_parts(parts, Body::from(Bytes::from_owner(Counted { bytes, _permit: permit })))
        }
        None => busy(&path),
    }
}

/// Limits the files that are being sent.
pub(super) async fn limit_files(State(load): State<Load>, request: Request, next: Next) -> Response {
    match load.take_file(request.extensions()) {
        Some(permit) => hold_until_sent(next.run(request).await, permit),
        None => busy(""),
    }
}

/// The response that asks the client to try again later, in the form that fits the path.
pub(super) fn busy(path: &str) -> Response {
    let mut response = match rest::path_below_prefix(path) {
        Some(_) => rest::busy(),
        None => (StatusCode::SERVICE_UNAVAILABLE, "the server is busy; try again in a few seconds\n")
            .into_response(),
    };
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

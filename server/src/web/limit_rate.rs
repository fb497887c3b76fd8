//! Middleware that responds with 429 if a client exceeds a rate limit.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::visitor::Visitor;
use crate::limits::RateLimits;
use crate::limits::rate_limits::{RateLimitExceeded, RequestKind};
use crate::rest;
use crate::visitor_address::VisitorAddress;

/// Refuses requests that exceed a rate limit. Forms and pages render the refusal themselves, with what was
/// typed.
pub(super) async fn limit_rate(
    State(limits): State<Option<RateLimits>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    // Health checks are not limited.
    let Some(limits) = limits.filter(|_| path != "/healthz") else { return next.run(request).await };
    let address = request.extensions().get::<VisitorAddress>().map(|VisitorAddress(address)| *address);
    let address = address.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    let device = rest::device_of(&request);
    let operation = rest::path_below_prefix(path).or_else(|| path.strip_prefix("/api")).unwrap_or(path);
    let Err(rate_limit_exceeded) =
        limits.check(address, device, RequestKind::of(request.method(), operation))
    else {
        return next.run(request).await;
    };
    if rest::path_below_prefix(path).is_some() {
        return refuse(rate_limit_exceeded, rest::rate_limit_exceeded(rate_limit_exceeded));
    }
    let is_form = path.starts_with("/api/");
    let is_page = Visitor::wants_page(request.headers())
        && !["/pkg/", "/live/"].iter().any(|other| path.starts_with(other));
    if is_form || is_page {
        request.extensions_mut().insert(rate_limit_exceeded);
        let response = next.run(request).await;
        return if is_form {
            with_retry_after(rate_limit_exceeded, response)
        } else {
            refuse(rate_limit_exceeded, response)
        };
    }
    refuse(rate_limit_exceeded, "too many requests\n".into_response())
}

/// Turns a response into one with status 429 that says when to try again.
pub(super) fn refuse(rate_limit_exceeded: RateLimitExceeded, mut response: Response) -> Response {
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    with_retry_after(rate_limit_exceeded, response)
}

/// Adds the `Retry-After` header to a response.
fn with_retry_after(rate_limit_exceeded: RateLimitExceeded, mut response: Response) -> Response {
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(rate_limit_exceeded.seconds()));
    response
}

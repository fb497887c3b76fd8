//! The id and the log line of each request.
//!
//! The line has the method, the pattern of the route, the status and the time. Url codes open meetings, so of a
//! code only the first characters are logged; queries and names are not logged at all.

use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tracing::Span;

use crate::random;

/// The header of the id, which a reverse proxy may set.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most characters of an id that a proxy sets.
const MAX_ID_CHARS: usize = 64;

/// How many characters of a url code are logged: enough to find a meeting in the database, too few to open it.
const LOGGED_CODE_CHARS: usize = 4;

/// Gives each request an id, unless a proxy did, and logs it with its response.
pub(super) fn log_requests(router: Router) -> Router {
    router
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_request(()).on_response(log).on_failure(()))
        .layer(SetRequestIdLayer::new(REQUEST_ID, RandomIds))
        .layer(middleware::from_fn(remove_unusable_id))
}

#[derive(Clone)]
struct RandomIds;

impl MakeRequestId for RandomIds {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&random::token()).ok().map(RequestId::new)
    }
}

/// Removes an id that is too long or might be mistaken for something else in a log.
async fn remove_unusable_id(mut request: Request, next: Next) -> Response {
    let is_usable = |id: &HeaderValue| {
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
        (1..=MAX_ID_CHARS).contains(&id.len()) && id.as_bytes().iter().all(is_plain)
    };
    if !request.headers().get(REQUEST_ID).is_some_and(is_usable) {
        request.headers_mut().remove(REQUEST_ID);
    }
    next.run(request).await
}

fn span(request: &Request) -> Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    let matched = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let (route, code) = route(matched, request.uri().path());
    tracing::info_span!("request", id, method = %request.method(), route, code)
}

/// The pattern of the route, and the beginning of the url code in the path. Pages have a fallback in place of
/// routes, because the router of the pages decides what they are.
fn route<'a>(matched: Option<&'a str>, path: &'a str) -> (&'a str, &'a str) {
    let pattern = match matched {
        Some(pattern) => pattern,
        None if path == "/" => "/",
        None if path.starts_with("/m/") => "/m/{url_code}",
        None if path.starts_with("/claim/") => "/claim/{token}",
        None => "(no route)",
    };
    let code = pattern.split('/').zip(path.split('/')).find(|(name, _)| *name == "{url_code}");
    let code = code.map_or("", |(_, code)| code);
    let end = code.char_indices().nth(LOGGED_CODE_CHARS).map_or(code.len(), |(index, _)| index);
    (pattern, &code[..end])
}

fn log<B>(response: &axum::http::Response<B>, time: Duration, _: &Span) {
    let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(status = response.status().as_u16(), milliseconds, "request answered");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_url_code_the_first_characters_are_logged() {
        let api = Some("/v1/meetings/{url_code}/title");
        assert_eq!(route(api, "/v1/meetings/4fQ0oLhSvBq/title"), ("/v1/meetings/{url_code}/title", "4fQ0"));
        assert_eq!(route(None, "/m/4fQ0oLhSvBq"), ("/m/{url_code}", "4fQ0"));
        assert_eq!(route(None, "/m/축하합니다"), ("/m/{url_code}", "축하합니"));
        assert_eq!(route(None, "/m/ab"), ("/m/{url_code}", "ab"));
        assert_eq!(route(None, "/claim/secret"), ("/claim/{token}", ""));
        assert_eq!(route(None, "/"), ("/", ""));
        assert_eq!(route(None, "/somebody"), ("(no route)", ""));
    }
}

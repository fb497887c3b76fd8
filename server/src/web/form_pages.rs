//! The pages that answer forms where a redirect would not do.

use app::api::{Form, NewLink, RefusedForm, ShownLink, Visit};
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::exports::qr_code;
use super::forms::source_page;
use super::visitor::NO_STORE;
use super::{Shared, pages};

/// Renders the page that contains the form, with the form as it was sent.
pub(super) async fn show_again(
    shared: &Shared,
    mut visit: Visit,
    parts: Parts,
    page: &str,
    status: u16,
    refused: RefusedForm,
) -> Response {
    // Sent again, it is the same request, which may have been carried out although its response got lost.
    if let Some(key) = refused.typed("key") {
        key.clone_into(&mut visit.form_key);
    }
    visit.refused = Some(refused);
    let response = pages::render(shared, visit, page_request(parts, page)).await;
    match (response.status(), status) {
        // The page itself says that it does not exist, or that the database failed.
        (shown, _) if shown != StatusCode::OK => response,
        (_, 403 | 429 | 500 | 503) => with_status(response, status),
        _ => with_status(response, 422),
    }
}

/// Shows the page with a link that was just made. The link is in no address, so there is no redirect to it.
pub(super) async fn show_link(
    shared: &Shared,
    mut visit: Visit,
    parts: Parts,
    page: &str,
    link: NewLink,
) -> Response {
    let address = format!("{}{}", visit.origin, link.path);
    let qr_code = qr_code::element(&address);
    visit.link = Some(ShownLink { participant: link.participant, address, qr_code });
    let mut response = pages::render(shared, visit, page_request(parts, page)).await;
    response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    response
}

/// The response to a submission that matches no form of a page: the page it came from, with an error.
pub(super) async fn refuse_unreadable(
    shared: &Shared,
    mut visit: Visit,
    parts: Parts,
    response: Response,
    wants_page: bool,
) -> Response {
    if !wants_page {
        let known = response.status() == StatusCode::BAD_REQUEST;
        return if known { with_status(response, 404) } else { with_status(response, 422) };
    }
    let page = source_page(&parts);
    let problem = (String::new(), visit.language.refusals().unreadable().to_owned());
    let form = if page == "/" { Form::Create } else { Form::Days };
    visit.refused = Some(RefusedForm { form, typed: Vec::new(), problems: vec![problem] });
    with_status(pages::render(shared, visit, page_request(parts, &page)).await, 422)
}

/// The response to a body over the limit. What was typed is still there when people go back.
pub(super) async fn refuse_too_large(
    shared: &Shared,
    visit: Visit,
    parts: Parts,
    wants_page: bool,
) -> Response {
    if !wants_page {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let request = page_request(parts, "/");
    with_status(pages::render_document(shared, visit, request, app::pages::too_large).await, 413)
}

/// The response to a body that did not arrive in time.
pub(super) async fn refuse_too_slow(
    shared: &Shared,
    visit: Visit,
    parts: Parts,
    wants_page: bool,
) -> Response {
    if !wants_page {
        return StatusCode::REQUEST_TIMEOUT.into_response();
    }
    let request = page_request(parts, "/");
    with_status(pages::render_document(shared, visit, request, app::pages::too_slow).await, 408)
}

/// The response with another status.
pub(super) fn with_status(mut response: Response, status: u16) -> Response {
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// Turns the request that sent the form into a request for a page.
pub(super) fn page_request(mut parts: Parts, page: &str) -> Request {
    parts.method = Method::GET;
    parts.uri = page.parse().unwrap_or_default();
    parts.headers.remove(CONTENT_TYPE);
    Request::from_parts(parts, Body::empty())
}

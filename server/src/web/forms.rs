//! Forms answer like pages: one wrapper around all server functions.
//!
//! A form that did what it should is answered by a redirect to the page that shows it; one that was
//! refused by that page itself, with what was typed and what to do about it. Programs get the
//! function's own answer, with a status that says how it ended.

use std::sync::Arc;

use app::api::{Form, Refused, WireError};
use app::domain::UrlCode;
use app::visit::{Outcome, Visit};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, LOCATION, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use leptos::prelude::provide_context;

use super::limit_rate;
use super::visitor::{Identity, Visitor};
use super::{Shared, pages};
use crate::limits::rate_limits::TooMany;
use crate::request_body::{self, BodyError};

/// The field by which a form says that it comes from the page that asked for a cookie.
const ASKED_FOR_COOKIE: &str = "cookie_asked";

/// The most fields of a form of a page: one for each of 62 days, and some more.
const MOST_FIELDS: usize = 100;

/// Answers a form or a program that calls a server function.
pub(super) async fn answer(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    too_many: Option<Extension<TooMany>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let visit = visitor.visit(&shared);
    let body = match request_body::of(&parts.extensions, body).await {
        Ok(body) => body,
        Err(BodyError::TooLarge) => {
            return request_body::closing(too_large(&shared, visit, parts, visitor.wants_page).await);
        }
        Err(BodyError::TooSlow) => {
            return request_body::closing(StatusCode::REQUEST_TIMEOUT.into_response());
        }
        Err(BodyError::Broken | BodyError::Busy) => return StatusCode::BAD_REQUEST.into_response(),
    };
    let form = SentForm { parts, fields: typed(&body) };
    let too_many_of_anything = too_many.filter(|Extension(too_many)| too_many.of_anything());
    if let Some(Extension(too_many)) = too_many_of_anything.filter(|_| visitor.wants_page) {
        // A page with what was typed would cost more than what is refused.
        let request = page_request(form.parts, "/");
        let response = pages::document(&shared, visit, request, app::pages::too_many).await;
        return limit_rate::refuse(too_many, response);
    }
    if let Some(Extension(too_many)) = too_many {
        let sentence = (visit.language.refusals().too_many)(too_many.seconds());
        return form.refuse(&shared, visit, sentence, 429).await;
    }
    match visitor.identity {
        Identity::Doubtful => {
            let sentence = visit.language.refusals().doubtful.to_owned();
            return form.refuse(&shared, visit, sentence, 403).await;
        }
        // A page that sets the cookie carries the form on; who comes from there keeps none.
        Identity::Unknown
            if visitor.wants_page && form.field(ASKED_FOR_COOKIE).is_none() && form.is_a_pages() =>
        {
            return form.ask_for_cookie(&shared, visit).await;
        }
        _ => {}
    }
    let SentForm { parts, fields } = form;
    let response = call(visit.clone(), parts.clone(), body).await;
    match (visit.outcome.take(), visitor.wants_page) {
        (Some(Outcome::Done(page)), true) => see(&page),
        (Some(Outcome::Refused { page, status, refused }), true) => {
            let refused = Refused { typed: fields, ..refused };
            come_back(&shared, visit, parts, &page, status, refused).await
        }
        (Some(Outcome::Refused { status, .. }), false) => with_status(response, status),
        (Some(Outcome::Done(_)), false) => response,
        (None, wants_page) => unreadable(&shared, visit, parts, response, wants_page).await,
    }
}

/// A form that was not carried out.
struct SentForm {
    parts: Parts,
    fields: Vec<(String, String)>,
}

impl SentForm {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The form of a page that it is, if it can be one.
    fn form(&self) -> Option<Form> {
        let operation = self.parts.uri.path().strip_prefix("/api/")?;
        let number = ["participant", "comment"].iter().find_map(|name| self.field(name)?.parse().ok());
        Form::sent_to(operation, number)
    }

    /// Whether a page has such a form.
    fn is_a_pages(&self) -> bool {
        self.fields.len() <= MOST_FIELDS && self.form().is_some()
    }

    /// The page that it stands on, seen from the seat that it was.
    fn page(&self) -> String {
        let Some(code) = self.field("url_code").and_then(|code| UrlCode::parse(code).ok()) else {
            return came_from(&self.parts);
        };
        match self.field("seat").and_then(|seat| seat.parse::<i64>().ok()) {
            Some(seat) => format!("/m/{code}?seat={seat}"),
            None => format!("/m/{code}"),
        }
    }

    /// Shows the page that the form stands on, with what was typed and why nothing came of it; tells a
    /// program as much.
    async fn refuse(self, shared: &Shared, visit: Visit, sentence: String, status: u16) -> Response {
        if !Visitor::wants_page(&self.parts.headers) {
            let error = WireError { detail: sentence, retry: status != 403 };
            return with_status(Json(error).into_response(), status);
        }
        let (page, form) = (self.page(), self.form().unwrap_or(Form::Days));
        let problems = vec![(String::new(), sentence)];
        let refused = Refused { form, typed: self.fields, problems };
        come_back(shared, visit, self.parts, &page, status, refused).await
    }

    /// Shows a page that sets a cookie, and sends the form on by a button.
    async fn ask_for_cookie(self, shared: &Shared, visit: Visit) -> Response {
        let address = self.parts.uri.path().to_owned();
        let asked = (ASKED_FOR_COOKIE.to_owned(), "1".to_owned());
        let fields: Arc<[_]> = self.fields.into_iter().chain([asked]).collect();
        let page = move || app::pages::ask_for_cookie(address.clone(), Arc::clone(&fields));
        let request = page_request(self.parts, "/");
        with_status(pages::document(shared, visit, request, page).await, 422)
    }
}

/// Somebody reloads the address that a refused form left behind: the page it came from is where they
/// want to be.
pub(super) async fn go_back(
    state: State<Shared>,
    visitor: Extension<Visitor>,
    too_many: Option<Extension<TooMany>>,
    request: Request,
) -> Response {
    if let Some(Extension(too_many)) = too_many {
        let response = pages::page(state, visitor, Some(Extension(too_many)), request).await;
        return limit_rate::refuse(too_many, response);
    }
    see(&came_from(&request.into_parts().0))
}

/// Runs the server function, as for a program: what becomes of forms is decided here.
async fn call(visit: Visit, mut parts: Parts, body: Bytes) -> Response {
    parts.headers.remove(ACCEPT);
    let request = Request::from_parts(parts, Body::from(body));
    let context = move || provide_context(visit.clone());
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}

/// Leads the browser to a page.
fn see(page: &str) -> Response {
    // Pages' addresses are made of url codes and numbers.
    let page = HeaderValue::from_str(page).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response()
}

/// Shows the page that the form stands on, with the form as it was sent.
async fn come_back(
    shared: &Shared,
    mut visit: Visit,
    parts: Parts,
    page: &str,
    status: u16,
    refused: Refused,
) -> Response {
    // Sent again, it is the same request: it may have been carried out although nobody heard so.
    if let Some(key) = refused.typed("key") {
        key.clone_into(&mut visit.form_key);
    }
    visit.refused = Some(refused);
    let response = pages::render(shared, visit, page_request(parts, page)).await;
    match (response.status(), status) {
        // The page says of itself that there is none, or that the database failed.
        (shown, _) if shown != StatusCode::OK => response,
        (_, 403 | 429 | 500 | 503) => with_status(response, status),
        _ => with_status(response, 422),
    }
}

/// What was sent is no form that any page has: the page it came from says so.
async fn unreadable(
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
    let page = came_from(&parts);
    let problem = (String::new(), visit.language.refusals().unreadable.to_owned());
    let form = if page == "/" { Form::Create } else { Form::Days };
    visit.refused = Some(Refused { form, typed: Vec::new(), problems: vec![problem] });
    with_status(pages::render(shared, visit, page_request(parts, &page)).await, 422)
}

/// The body is over the limit: people keep what they typed by going back.
async fn too_large(shared: &Shared, visit: Visit, parts: Parts, wants_page: bool) -> Response {
    if !wants_page {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let request = page_request(parts, "/");
    with_status(pages::document(shared, visit, request, app::pages::too_large).await, 413)
}

fn with_status(mut response: Response, status: u16) -> Response {
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// The request for a page in place of the one that sent the form.
fn page_request(mut parts: Parts, page: &str) -> Request {
    parts.method = Method::GET;
    parts.uri = page.parse().unwrap_or_default();
    parts.headers.remove(CONTENT_TYPE);
    Request::from_parts(parts, Body::empty())
}

/// The page of ours that a form came from: a meeting's, else the first.
fn came_from(parts: &Parts) -> String {
    let referer = parts.headers.get(REFERER).and_then(|referer| referer.to_str().ok()?.parse::<Uri>().ok());
    let code = referer.and_then(|referer| UrlCode::parse(referer.path().strip_prefix("/m/")?).ok());
    code.map_or_else(|| "/".to_owned(), |code| format!("/m/{code}"))
}

/// The fields of a form as they were typed.
fn typed(body: &[u8]) -> Vec<(String, String)> {
    serde_urlencoded::from_bytes(body).unwrap_or_default()
}

//! The handler of all form submissions, around all server functions.
//!
//! A form that succeeds gets a redirect to the page that shows the result. A form that is refused gets its
//! page again, with what was typed and what to do about it. Programs get the response of the server function
//! itself, with a status that says how it ended.

use std::sync::Arc;

use app::api::{EncodedDone, Form, FormRefusal, RefusedForm, Visit, WireError};
use app::domain::UrlCode;
use app::live_protocol;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, LOCATION, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use leptos::prelude::provide_context;

use super::form_pages::{
    page_request, refuse_too_large, refuse_too_slow, refuse_unreadable, show_again, show_link, with_status,
};
use super::visitor::{ForgetDevice, Identity, NO_STORE, Visitor};
use super::{FromAnotherSite, Shared, limit_rate, pages};
use crate::limits::rate_limits::RateLimitExceeded;
use crate::request_body::{self, BodyError};

/// The header by which browsers forget what the site's scripts stored, such as drafts.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// The field that marks a form as sent from the page that sets the cookie.
const ASKED_FOR_COOKIE: &str = "cookie_asked";

/// The most fields in a form of a page: one for each of 62 days, and some more.
const MAX_FIELDS: usize = 100;

/// The fields of a form from another site that are shown again: where it belongs, and texts.
const KEPT_OF_ANOTHER_SITE: [&str; 7] = ["url_code", "token", "title", "location", "note", "name", "text"];

/// Handles a form, or a program that calls a server function.
pub(super) async fn handle(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    rate_limit_exceeded: Option<Extension<RateLimitExceeded>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let visit = visitor.visit(&shared);
    let body = match request_body::received(&parts.extensions, body).await {
        Ok(body) => body,
        Err(BodyError::TooLarge) => {
            return request_body::close_connection(
                refuse_too_large(&shared, visit, parts, visitor.wants_page).await,
            );
        }
        Err(BodyError::TooSlow) => {
            return request_body::close_connection(
                refuse_too_slow(&shared, visit, parts, visitor.wants_page).await,
            );
        }
        Err(BodyError::Broken | BodyError::Busy) => return StatusCode::BAD_REQUEST.into_response(),
    };
    let mut form = SentForm { parts, fields: parse_fields(&body) };
    let too_many_of_anything =
        rate_limit_exceeded.filter(|Extension(rate_limit_exceeded)| rate_limit_exceeded.of_anything());
    if let Some(Extension(rate_limit_exceeded)) = too_many_of_anything.filter(|_| visitor.wants_page) {
        // Rendering a page with what was typed would cost more than the request that is refused.
        let request = page_request(form.parts, "/");
        let response = pages::render_document(&shared, visit, request, app::pages::rate_limited).await;
        return limit_rate::refuse(rate_limit_exceeded, response);
    }
    if let Some(Extension(rate_limit_exceeded)) = rate_limit_exceeded {
        let sentence = visit
            .language
            .refusals()
            .rate_limited(usize::try_from(rate_limit_exceeded.seconds()).unwrap_or(usize::MAX));
        return form.refuse(&shared, visit, sentence, 429).await;
    }
    if form.parts.extensions.get::<FromAnotherSite>().is_some() {
        // Only texts come back. Days that another site chose would be marked by the page's own script.
        form.fields.retain(|(name, _)| KEPT_OF_ANOTHER_SITE.contains(&name.as_str()));
        let sentence = visit.language.refusals().foreign_site().to_owned();
        return form.refuse(&shared, visit, sentence, 403).await;
    }
    match visitor.identity {
        Identity::Conflicting => {
            let sentence = visit.language.refusals().two_cookies().to_owned();
            return form.refuse(&shared, visit, sentence, 403).await;
        }
        // The page that sets the cookie sends the form again. If it comes without the cookie again, the
        // browser keeps none.
        Identity::Unknown
            if visitor.wants_page && form.field(ASKED_FOR_COOKIE).is_none() && form.is_known() =>
        {
            return form.ask_for_cookie(&shared, visit).await;
        }
        _ => {}
    }
    let SentForm { parts, fields } = form;
    match call(visit.clone(), parts.clone(), body).await {
        CallResult::Done(EncodedDone { page, link: Some(link), .. }) if visitor.wants_page => {
            show_link(&shared, visit, parts, &page, link).await
        }
        CallResult::Done(EncodedDone { page, forgets, .. }) if visitor.wants_page => {
            let mut response = redirect(&page);
            if forgets {
                response.extensions_mut().insert(ForgetDevice);
                response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"storage\""));
            }
            response
        }
        CallResult::Done(EncodedDone { content_type, value, .. }) => {
            ([(CONTENT_TYPE, content_type)], value).into_response()
        }
        CallResult::Refused(FormRefusal { page, status, form }, _) if visitor.wants_page => {
            let refused = RefusedForm { typed: fields, ..form };
            show_again(&shared, visit, parts, &page, status, refused).await
        }
        CallResult::Refused(FormRefusal { status, .. }, error) => error_for_programs(error, status),
        CallResult::Unreadable(response) => {
            refuse_unreadable(&shared, visit, parts, response, visitor.wants_page).await
        }
    }
}

/// The result of calling a server function.
enum CallResult {
    Done(EncodedDone),
    Refused(FormRefusal, WireError),
    /// There is no such server function, or it could not read its fields.
    Unreadable(Response),
}

/// A form that was submitted, with its fields.
struct SentForm {
    parts: Parts,
    fields: Vec<(String, String)>,
}

impl SentForm {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Which form of a page this is, if it can be one.
    fn form(&self) -> Option<Form> {
        let operation = operation(&self.parts)?;
        let number = ["participant", "comment"].iter().find_map(|name| self.field(name)?.parse().ok());
        Form::for_operation(operation, number)
    }

    /// Whether a page has such a form.
    fn is_known(&self) -> bool {
        self.fields.len() <= MAX_FIELDS && self.form().is_some()
    }

    /// The page that contains the form.
    fn page(&self) -> String {
        match (self.form(), self.field("url_code")) {
            (Some(Form::Claim), _) => Form::claim_page(self.field("token").unwrap_or_default()),
            (Some(form), Some(code)) if UrlCode::parse(code).is_ok() => {
                form.page(code, self.field("seat").unwrap_or_default())
            }
            _ => source_page(&self.parts),
        }
    }

    /// Shows the page with the form again, with what was typed and why it was refused. Programs get the
    /// reason as JSON.
    async fn refuse(self, shared: &Shared, visit: Visit, sentence: String, status: u16) -> Response {
        if !Visitor::wants_page(&self.parts.headers) {
            return error_for_programs(WireError::new(sentence, status != 403), status);
        }
        let (page, form) = (self.page(), self.form().unwrap_or(Form::Days));
        let problems = vec![(String::new(), sentence)];
        let refused = RefusedForm { form, typed: self.fields, problems };
        show_again(shared, visit, self.parts, &page, status, refused).await
    }

    /// Shows a page that sets the cookie and sends the form again by a button.
    async fn ask_for_cookie(self, shared: &Shared, visit: Visit) -> Response {
        let address = self.parts.uri.path().to_owned();
        let asked = (ASKED_FOR_COOKIE.to_owned(), "1".to_owned());
        let fields: Arc<[_]> = self.fields.into_iter().chain([asked]).collect();
        let page = move || app::pages::ask_for_cookie(address.clone(), Arc::clone(&fields));
        let request = page_request(self.parts, "/");
        let mut response = with_status(pages::render_document(shared, visit, request, page).await, 422);
        // Its fields may hold the token of a link.
        response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
        response
    }
}

/// Redirects a GET request for a server function to the page that its form came from: somebody reloaded the
/// URL that a refused form left in the address bar.
pub(super) async fn redirect_to_page(
    state: State<Shared>,
    visitor: Extension<Visitor>,
    rate_limit_exceeded: Option<Extension<RateLimitExceeded>>,
    request: Request,
) -> Response {
    if let Some(Extension(rate_limit_exceeded)) = rate_limit_exceeded {
        let response = pages::serve(state, visitor, Some(Extension(rate_limit_exceeded)), request).await;
        return limit_rate::refuse(rate_limit_exceeded, response);
    }
    redirect(&source_page(&request.into_parts().0))
}

/// Calls the server function as a program would: the response to a form is decided in this file.
async fn call(visit: Visit, mut parts: Parts, body: Bytes) -> CallResult {
    parts.headers.remove(ACCEPT);
    let request = Request::from_parts(parts, Body::from(body));
    let context = move || provide_context(visit.clone());
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return CallResult::Unreadable(StatusCode::INTERNAL_SERVER_ERROR.into_response());
    };
    if parts.status.is_success()
        && let Some(done) = live_protocol::decode(&bytes)
    {
        return CallResult::Done(done);
    }
    match serde_json::from_slice::<WireError>(&bytes) {
        Ok(WireError { detail, retry, refusal: Some(refusal) }) => {
            CallResult::Refused(*refusal, WireError::new(detail, retry))
        }
        _ => CallResult::Unreadable(Response::from_parts(parts, Body::from(bytes))),
    }
}

/// The response for programs if a server function failed.
fn error_for_programs(error: WireError, status: u16) -> Response {
    with_status(Json(error).into_response(), status)
}

/// Redirects the browser to a page.
fn redirect(page: &str) -> Response {
    // The URLs of pages consist of url codes and numbers.
    let page = HeaderValue::from_str(page).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response()
}

/// The page of ours that a form came from: of the meeting that its address names (`?m=`) or that the browser came
/// from, otherwise the home page.
pub(super) fn source_page(parts: &Parts) -> String {
    let named = parts.uri.query().and_then(|query| UrlCode::parse(query.strip_prefix("m=")?).ok());
    let referer = parts.headers.get(REFERER).and_then(|referer| referer.to_str().ok()?.parse::<Uri>().ok());
    let visited = || UrlCode::parse(referer?.path().strip_prefix("/m/")?.split('/').next()?).ok();
    let Some(code) = named.or_else(visited) else { return "/".to_owned() };
    // Any number will do: which participant or comment it is about does not decide the page.
    let form = operation(parts).and_then(|operation| Form::for_operation(operation, Some(0)));
    form.unwrap_or(Form::Days).page(code.as_str(), "")
}

/// The server function that a request names.
fn operation(parts: &Parts) -> Option<&str> {
    parts.uri.path().strip_prefix("/api/")
}

/// The fields of a form as they were typed.
fn parse_fields(body: &[u8]) -> Vec<(String, String)> {
    serde_urlencoded::from_bytes(body).unwrap_or_default()
}

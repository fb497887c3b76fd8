//! The visitor who sends a request: device, language, and what kind of response they want.

use app::api::{PageStatus, Theme, Visit};
use app::meetings::Device;
use app::texts::Language;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, SET_COOKIE, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use chrono::Datelike;

use super::{FromAnotherSite, Shared, host, language, preferences};
use crate::device_cookie::Found;
use crate::random;

/// The cache policy of pages that show a secret.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Marks a response after which the browser has no device any more.
#[derive(Debug, Clone, Copy)]
pub(super) struct ForgetDevice;

/// A visitor, as their request describes them.
#[derive(Clone)]
pub(super) struct Visitor {
    pub(super) identity: Identity,
    pub(super) language: Language,
    theme: Theme,
    /// The path and the query of the page.
    page: String,
    origin: String,
    /// Whether the client is a person who wants a page, and not a program that wants data.
    pub(super) wants_page: bool,
}

/// How a browser is identified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Identity {
    /// By its device.
    Known(Device),
    /// By the device that a page offered it, which has changed nothing yet.
    Offered(Device),
    /// Not at all: it is here for the first time, or keeps no cookies.
    Unknown,
    /// Its cookies contradict each other: one of them may be somebody else's.
    Conflicting,
}

impl Visitor {
    /// The context that pages and server functions get.
    pub(super) fn visit(&self, shared: &Shared) -> Visit {
        let device = match &self.identity {
            Identity::Known(device) | Identity::Offered(device) => Some(device.hash()),
            Identity::Unknown | Identity::Conflicting => None,
        };
        Visit {
            meetings: shared.meetings.clone(),
            device,
            language: self.language.in_year(shared.meetings.today().year()),
            form_key: random::token(),
            theme: self.theme,
            page: self.page.clone(),
            origin: self.origin.clone(),
            contact: shared.site.contact(),
            read: None,
            refused: None,
            link: None,
            status: PageStatus::default(),
        }
    }

    /// Whether the response is for a person: browsers accept HTML when they open pages and send forms.
    pub(super) fn wants_page(headers: &HeaderMap) -> bool {
        let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
        accept.is_some_and(|accept| accept.contains("text/html"))
    }
}

/// Identifies the visitor, and gives a browser its cookie: a page offers a device if there is none, the
/// response to the first change makes it the browser's own, and every page extends its lifetime.
pub(super) async fn identify_visitor(
    State(shared): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let visitor = Visitor {
        identity: identity(&shared, headers),
        language: language::of_visitor(headers, preferences::language(headers).as_deref()),
        theme: preferences::theme(headers),
        page: page(&request),
        origin: origin(&shared, &request),
        wants_page: Visitor::wants_page(headers),
    };
    let changes = request.method() == Method::POST;
    let is_foreign = request.extensions().get::<FromAnotherSite>().is_some();
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    let cookies: Vec<_> = match response.extensions().get::<ForgetDevice>() {
        Some(ForgetDevice) => shared.cookies.remove_device().into(),
        None if is_foreign => Vec::new(),
        None => cookie(&shared, &visitor, changes, response.status()).into_iter().collect(),
    };
    let headers = response.headers_mut();
    // What shows a secret is stored nowhere.
    if headers.get(CACHE_CONTROL).is_none_or(|value| value != NO_STORE) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache, no-transform"));
    }
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    for cookie in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

fn identity(shared: &Shared, headers: &HeaderMap) -> Identity {
    match (shared.cookies.device(headers), shared.cookies.offer(headers)) {
        (Found::Several, _) | (Found::None | Found::Malformed, Found::Several) => Identity::Conflicting,
        (Found::One(device), _) => Identity::Known(device),
        (_, Found::One(device)) => Identity::Offered(device),
        _ => Identity::Unknown,
    }
}

/// The cookie to set with a response.
fn cookie(shared: &Shared, visitor: &Visitor, changes: bool, status: StatusCode) -> Option<String> {
    let has_changed = changes && (status == StatusCode::SEE_OTHER || status.is_success());
    match &visitor.identity {
        Identity::Known(device) => visitor.wants_page.then(|| shared.cookies.write_device(device)),
        Identity::Offered(device) if has_changed => Some(shared.cookies.write_device(device)),
        Identity::Unknown if visitor.wants_page && !has_changed => {
            Some(shared.cookies.write_offer(&random::device()))
        }
        Identity::Offered(_) | Identity::Unknown | Identity::Conflicting => None,
    }
}

/// The origin of links to share: as configured, otherwise the host that the request is for.
fn origin(shared: &Shared, request: &Request) -> String {
    match (shared.site.public_url(), host::of(request.uri(), request.headers())) {
        (Some(url), _) => url.origin().to_owned(),
        (None, Some(host)) => format!("http://{host}"),
        (None, None) => String::new(),
    }
}

/// The path and the query of the requested page.
fn page(request: &Request) -> String {
    request.uri().path_and_query().map(ToString::to_string).unwrap_or_default()
}

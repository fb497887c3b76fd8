//! Who asks.

use app::meetings::Device;
use app::texts::Language;
use app::visit::{Slot, Visit};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, HOST, SET_COOKIE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::{Shared, Site, device_cookie, language};
use crate::chance;
use crate::settings::PublicUrl;

/// One visitor, as their request says.
#[derive(Clone)]
pub(super) struct Visitor {
    device: Device,
    pub(super) language: Language,
    origin: String,
    /// Whether a person waits for a page, and not a program for data.
    pub(super) wants_page: bool,
}

impl Visitor {
    /// What pages and server functions get to know.
    pub(super) fn visit(&self, shared: &Shared) -> Visit {
        Visit {
            meetings: shared.meetings.clone(),
            device: self.device.hash(),
            language: self.language,
            form_key: chance::token(),
            origin: self.origin.clone(),
            refused: None,
            status: Slot::default(),
            outcome: Slot::default(),
        }
    }
}

/// Reads who asks, and gives a browser its device with every page: a new one where it has none or a
/// malformed one, and its own for longer where it has one.
pub(super) async fn meet(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let known = device_cookie::read(headers);
    let visitor = Visitor {
        device: known.unwrap_or_else(chance::device),
        language: language::preferred(headers),
        origin: origin(&shared.site, headers),
        wants_page: wants_page(headers),
    };
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    let secure = shared.site.public_url().is_some_and(PublicUrl::is_https);
    if visitor.wants_page
        && let Ok(cookie) = HeaderValue::from_str(&device_cookie::write(&visitor.device, secure))
    {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

/// Whether the answer is for a person: browsers say so when they open pages and send forms.
fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The address that links to share begin with: as configured, else as asked for.
fn origin(site: &Site, headers: &HeaderMap) -> String {
    match (site.public_url(), headers.get(HOST).and_then(|host| host.to_str().ok())) {
        (Some(url), _) => url.origin().to_owned(),
        (None, Some(host)) => format!("http://{host}"),
        (None, None) => String::new(),
    }
}

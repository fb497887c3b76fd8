//! Pages of meetings as people open them.
//!
//! To all who own nothing of a meeting its page is the same, and to whoever owns something until the meeting changes,
//! but for what belongs to one response: the nonce of its scripts, the key of its forms, and its time. So it is rendered
//! once, kept without these, and completed for each response.

use std::sync::{Arc, Weak};

use app::api::{Theme, Visit};
use app::domain::{ClosedBy, Meeting, UrlCode};
use app::meetings::{Access, MeetingForPage};
use app::texts::Language;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;

use super::Shared;
use super::headers::Nonce;
use super::pages::render;
use crate::byte_cache::{ByteCache, Weigh};

/// The pages that were rendered lately.
#[derive(Clone, Debug)]
pub(super) struct CachedPages(ByteCache<Key, Arc<Page>>);

/// By what the pages of a meeting differ that stand beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    url_code: UrlCode,
    language: Language,
    theme: Theme,
    origin: String,
    viewer: Viewer,
}

/// What the viewer may change and owns: the meeting, its participants in order, and the numbers of its comments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Viewer {
    access: Access,
    participants: Vec<Access>,
    written: Vec<u64>,
}

/// A page without what belongs to one response.
struct Page {
    /// The meeting that it shows. The store returns the same one until something changes.
    meeting: Weak<Meeting>,
    /// The day on which it was rendered, and why answering was closed.
    shown: (NaiveDate, Option<ClosedBy>),
    parts: Vec<Part>,
    /// The bytes of its HTML and of its key.
    bytes: usize,
}

/// A part of a page.
enum Part {
    Html(Box<str>),
    Nonce,
    FormKey,
    SentAt,
}

/// The beginning of the attribute with the time at which a page was sent, in the first element.
const SENT_AT: &str = " data-at=\"";

impl CachedPages {
    /// Pages of at most this many bytes together.
    pub(super) fn new(bytes: u64) -> Self {
        Self(ByteCache::new(bytes))
    }

    /// Responds with the page of a meeting, if the request is for one as it is shared. Otherwise returns the request,
    /// to be answered like all others; what was read for it stands in the visit.
    pub(super) async fn respond(
        &self,
        shared: &Shared,
        visit: &mut Visit,
        request: Request,
    ) -> Result<Response, Request> {
        let Some(url_code) = shared_address(&request) else { return Err(request) };
        let read = shared.meetings.read_for_page(&url_code, None, visit.device.as_ref()).await;
        let read = read.map(Arc::new).map_err(Arc::new);
        visit.read = Some(read.clone());
        let Ok(read) = read else { return Err(request) };
        let Some(Nonce(nonce)) = request.extensions().get::<Nonce>().cloned() else { return Err(request) };
        let shown = (shared.meetings.today(), read.found.meeting.closing.cause(shared.meetings.now()));
        let (language, theme, origin) = (visit.language, visit.theme, visit.origin.clone());
        let key = Key { url_code, language, theme, origin, viewer: Viewer::of(&read) };
        let sent_at = shared.meetings.now().and_utc().timestamp().to_string();
        if let Some(page) = self.0.get(&key).filter(|page| page.shows(&read, shown)) {
            let body = page.complete(&nonce, &visit.form_key, &sent_at);
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            return Ok(([(CONTENT_TYPE, html)], body).into_response());
        }
        let form_key = visit.form_key.clone();
        let response = render(shared, visit.clone(), request).await;
        if response.status() != StatusCode::OK {
            return Ok(response);
        }
        let (head, body) = response.into_parts();
        let Ok(bytes) = to_bytes(body, usize::MAX).await else {
            return Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response());
        };
        if let Some(parts) = std::str::from_utf8(&bytes).ok().and_then(|html| parts(html, &nonce, &form_key))
        {
            let meeting = Arc::downgrade(&read.found.meeting);
            let bytes = bytes.len() + key.bytes();
            self.0.insert(key, Arc::new(Page { meeting, shown, parts, bytes }));
        }
        Ok(Response::from_parts(head, Body::from(bytes)))
    }
}

impl Viewer {
    fn of(read: &MeetingForPage) -> Self {
        let MeetingForPage { found, written, .. } = read;
        Self { access: found.access, participants: found.participants.clone(), written: written.clone() }
    }
}

impl Key {
    fn bytes(&self) -> usize {
        let Viewer { participants, written, .. } = &self.viewer;
        size_of::<Self>() + self.origin.len() + size_of_val(&**participants) + size_of_val(&**written)
    }
}

/// The code of the meeting, if the request is for its page as it is shared: without a query.
fn shared_address(request: &Request) -> Option<UrlCode> {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let code =
        request.uri().path().strip_prefix("/m/").filter(|_| is_read && request.uri().query().is_none())?;
    UrlCode::parse(code).ok()
}

/// Takes a page apart. The nonce and the key are random, so they stand nowhere else; the time is in the first element,
/// before everything that people wrote.
fn parts(html: &str, nonce: &str, form_key: &str) -> Option<Vec<Part>> {
    let (before, rest) = html.split_once(SENT_AT)?;
    let (_, after) = rest.split_once('"')?;
    let mut parts = vec![Part::Html([before, SENT_AT].concat().into()), Part::SentAt];
    let after = ["\"", after].concat();
    for (index, piece) in after.split(nonce).enumerate() {
        if index > 0 {
            parts.push(Part::Nonce);
        }
        for (index, piece) in piece.split(form_key).enumerate() {
            if index > 0 {
                parts.push(Part::FormKey);
            }
            parts.push(Part::Html(piece.into()));
        }
    }
    Some(parts)
}

impl Page {
    fn shows(&self, read: &MeetingForPage, shown: (NaiveDate, Option<ClosedBy>)) -> bool {
        self.shown == shown && Weak::as_ptr(&self.meeting) == Arc::as_ptr(&read.found.meeting)
    }

    /// The page for one response.
    fn complete(&self, nonce: &str, form_key: &str, sent_at: &str) -> String {
        let mut html = String::with_capacity(self.bytes);
        for part in &self.parts {
            html.push_str(match part {
                Part::Html(piece) => piece,
                Part::Nonce => nonce,
                Part::FormKey => form_key,
                Part::SentAt => sent_at,
            });
        }
        html
    }
}

impl Weigh for Arc<Page> {
    fn bytes(&self) -> usize {
        size_of::<Page>() + size_of::<Meeting>() + self.parts.len() * size_of::<Part>() + self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_was_taken_apart_is_completed_with_the_values_of_each_response() {
        let html = "<html data-at=\"17\"><script nonce=\"N1\"></script><p> data-at=\"17\"</p><input value=\"K1\"><input value=\"K1\">";
        let parts = parts(html, "N1", "K1").unwrap();
        let shown = (NaiveDate::default(), None);
        let page = Page { meeting: Weak::new(), shown, parts, bytes: html.len() };
        assert_eq!(page.complete("N1", "K1", "17"), html);
        let expected = "<html data-at=\"18\"><script nonce=\"N2\"></script><p> data-at=\"17\"</p><input value=\"K2\"><input value=\"K2\">";
        assert_eq!(page.complete("N2", "K2", "18"), expected);
    }
}

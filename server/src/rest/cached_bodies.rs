//! Responses with a meeting. Their bytes are kept, and their compressed forms, for as long as the store returns the
//! same meeting.

use std::io::Write;
use std::sync::{Arc, OnceLock, Weak};

use app::domain::{ClosedBy, Meeting, UrlCode};
use app::meetings::{MeetingWithDateIds, Meetings, StoreError};
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDateTime;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::meeting_body::MeetingBody;
use super::problem::Problem;
use crate::byte_cache::{ByteCache, Weigh};
use crate::encoding::accepts;

/// How well bodies are compressed by brotli: each is compressed once and sent often.
const BROTLI_QUALITY: i32 = 5;

/// The bodies of meetings that were read lately, by url code.
#[derive(Clone)]
pub(super) struct CachedBodies(ByteCache<UrlCode, Arc<Body>>);

/// The JSON of a meeting.
struct Body {
    /// The meeting of which it is. The store returns the same one until the meeting changes.
    meeting: Weak<Meeting>,
    /// Why answering was closed, which changes without a change of the meeting.
    closed: Option<ClosedBy>,
    json: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl CachedBodies {
    /// Bodies of at most this many bytes together.
    pub(super) fn new(bytes: u64) -> Self {
        Self(ByteCache::new(bytes))
    }

    /// The response with a meeting after a change, compressed if the client accepts that. `known_version` is the version
    /// after the change, if that is known.
    pub(super) async fn show(
        &self,
        meetings: &Meetings,
        url_code: &UrlCode,
        known_version: Option<u64>,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        let (found, now) = (meetings.read_with_date_ids(url_code, known_version).await?, meetings.now());
        Ok(self.body(&found, now)?.response(headers))
    }

    /// The same for a client that reads the meeting: without a body if it has this version.
    pub(super) async fn read(
        &self,
        meetings: &Meetings,
        url_code: &UrlCode,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        let (found, now) = (meetings.read_with_date_ids(url_code, None).await?, meetings.now());
        let tag = tag(&found.meeting, found.meeting.closing.cause(now));
        if is_known(headers, &tag) {
            return Ok((StatusCode::NOT_MODIFIED, headers_of(tag)).into_response());
        }
        Ok((headers_of(tag), self.body(&found, now)?.response(headers)).into_response())
    }

    /// The body for a meeting, as it was kept or a new one.
    fn body(&self, found: &MeetingWithDateIds, now: NaiveDateTime) -> Result<Arc<Body>, Problem> {
        let (meeting, closed) = (&found.meeting, found.meeting.closing.cause(now));
        if let Some(body) = self.0.get(&meeting.url_code).filter(|body| body.is_of(meeting, closed)) {
            return Ok(body);
        }
        let json = serde_json::to_vec(&MeetingBody::of(found, now));
        let json = json.map_err(|error| StoreError::Unavailable(error.into()))?;
        let body = Arc::new(Body {
            meeting: Arc::downgrade(meeting),
            closed,
            // It may be large and stays in memory, so the spare capacity is freed.
            json: Bytes::from(json.into_boxed_slice()),
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        });
        self.0.insert(meeting.url_code.clone(), Arc::clone(&body));
        Ok(body)
    }
}

impl Body {
    fn is_of(&self, meeting: &Arc<Meeting>, closed: Option<ClosedBy>) -> bool {
        self.closed == closed && Weak::as_ptr(&self.meeting) == Arc::as_ptr(meeting)
    }

    fn response(&self, headers: &HeaderMap) -> Response {
        let json = HeaderValue::from_static("application/json");
        let vary = HeaderValue::from_static("accept-encoding");
        let plain = [(CONTENT_TYPE, json), (VARY, vary)];
        let coded = |coding| [(CONTENT_ENCODING, HeaderValue::from_static(coding))];
        if accepts(headers, "br") {
            (plain, coded("br"), self.brotli.get_or_init(|| brotli(&self.json)).clone()).into_response()
        } else if accepts(headers, "gzip") {
            (plain, coded("gzip"), self.gzip.get_or_init(|| gzip(&self.json)).clone()).into_response()
        } else {
            (plain, self.json.clone()).into_response()
        }
    }
}

impl Weigh for Arc<Body> {
    fn bytes(&self) -> usize {
        // The compressed forms come later; together they are less than a quarter of it.
        size_of::<Body>() + size_of::<Meeting>() + self.json.len() * 5 / 4
    }
}

/// The tag of a meeting's representations: its version, and why answering is closed.
fn tag(meeting: &Meeting, closed: Option<ClosedBy>) -> HeaderValue {
    let closed = match closed {
        None => "open",
        Some(ClosedBy::Hand) => "closed",
        Some(ClosedBy::AnswerBy) => "over",
    };
    // Weak, because the compressed forms share it.
    HeaderValue::from_str(&format!("W/\"{}-{closed}\"", meeting.version)).expect("digits and letters")
}

/// The headers of a representation: clients may keep it, and ask each time whether it is current.
fn headers_of(tag: HeaderValue) -> [(HeaderName, HeaderValue); 2] {
    [(ETAG, tag), (CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))]
}

/// Whether the client has the representation with this tag.
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let Ok(tag) = tag.to_str().map(opaque) else { return false };
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|known| known.trim() == "*" || opaque(known) == tag)
}

fn brotli(json: &[u8]) -> Bytes {
    let mut compressed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, ..Default::default() };
    brotli::BrotliCompress(&mut &*json, &mut compressed, &settings).expect("memory can be written");
    compressed.into_boxed_slice().into()
}

fn gzip(json: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(json).expect("memory can be written");
    encoder.finish().expect("memory can be written").into_boxed_slice().into()
}

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
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use super::meeting_body::MeetingBody;
use super::problem::Problem;
use crate::byte_cache::{ByteCache, Weigh};
use crate::encoding::accepts;

/// How well bodies are compressed by brotli: each is compressed once and sent often.
const BROTLI_QUALITY: i32 = 5;

/// Compressing more than this takes longer than a task may keep a thread that serves requests.
const QUICKLY_COMPRESSED: usize = 64 * 1024;

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
    tag: OnceLock<HeaderValue>,
    brotli: OnceCell<Bytes>,
    gzip: OnceCell<Bytes>,
}

impl CachedBodies {
    /// Bodies of at most this many bytes together.
    pub(super) fn new(bytes: u64) -> Self {
        Self(ByteCache::new(bytes))
    }

    /// The response with a meeting after a change. `known_version` is the version after the change, if that is known.
    pub(super) async fn show(
        &self,
        meetings: &Meetings,
        url_code: &UrlCode,
        known_version: Option<u64>,
    ) -> Result<Response, Problem> {
        let (found, now) = (meetings.read_with_date_ids(url_code, known_version).await?, meetings.now());
        Ok((json_type(), self.body(&found, now)?.json.clone()).into_response())
    }

    /// The same for a client that reads the meeting: compressed if it accepts that, and without a body if it has it.
    pub(super) async fn read(
        &self,
        meetings: &Meetings,
        url_code: &UrlCode,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        let (found, now) = (meetings.read_with_date_ids(url_code, None).await?, meetings.now());
        let body = self.body(&found, now)?;
        if is_known(headers, body.tag()) {
            return Ok((StatusCode::NOT_MODIFIED, body.headers()).into_response());
        }
        Ok((body.headers(), body.response(headers).await).into_response())
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
            tag: OnceLock::new(),
            // It may be large and stays in memory, so the spare capacity is freed.
            json: Bytes::from(json.into_boxed_slice()),
            brotli: OnceCell::new(),
            gzip: OnceCell::new(),
        });
        self.0.insert(meeting.url_code.clone(), Arc::clone(&body));
        Ok(body)
    }
}

impl Body {
    fn is_of(&self, meeting: &Arc<Meeting>, closed: Option<ClosedBy>) -> bool {
        self.closed == closed && Weak::as_ptr(&self.meeting) == Arc::as_ptr(meeting)
    }

    fn tag(&self) -> &HeaderValue {
        self.tag.get_or_init(|| tag(&self.json))
    }

    /// The headers of a representation: clients may keep it, and ask each time whether it is current.
    fn headers(&self) -> [(HeaderName, HeaderValue); 3] {
        let asked_each_time = HeaderValue::from_static("private, no-cache");
        let by_encoding = HeaderValue::from_static("accept-encoding");
        [(ETAG, self.tag().clone()), (CACHE_CONTROL, asked_each_time), (VARY, by_encoding)]
    }

    async fn response(&self, headers: &HeaderMap) -> Response {
        let coded = |coding| [(CONTENT_ENCODING, HeaderValue::from_static(coding))];
        let (coding, bytes) = if accepts(headers, "br") {
            (coded("br"), self.brotli.get_or_init(|| compressed(&self.json, brotli)).await)
        } else if accepts(headers, "gzip") {
            (coded("gzip"), self.gzip.get_or_init(|| compressed(&self.json, gzip)).await)
        } else {
            return (json_type(), self.json.clone()).into_response();
        };
        (json_type(), coding, bytes.clone()).into_response()
    }
}

fn json_type() -> [(HeaderName, HeaderValue); 1] {
    [(CONTENT_TYPE, HeaderValue::from_static("application/json"))]
}

impl Weigh for Arc<Body> {
    fn bytes(&self) -> usize {
        // The compressed forms come later; together they are less than a quarter of it.
        size_of::<Body>() + size_of::<Meeting>() + self.json.len() * 5 / 4
    }
}

/// The tag of a representation with this content. It does not say the version: one may come twice, after a backup is
/// restored, and a later release may write the same version in another way.
fn tag(json: &[u8]) -> HeaderValue {
    let hash = Sha256::digest(json).first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    // Weak, because the compressed forms share it.
    HeaderValue::from_str(&format!("W/\"{hash:016x}\"")).expect("digits and letters")
}

/// Whether the client has the representation with this tag.
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let Ok(tag) = tag.to_str().map(opaque) else { return false };
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).map(str::trim).any(|known| known == "*" || opaque(known) == tag)
}

/// JSON compressed, beside the threads that serve requests if it is large.
async fn compressed(json: &Bytes, compress: fn(&[u8]) -> Bytes) -> Bytes {
    if json.len() <= QUICKLY_COMPRESSED {
        return compress(json);
    }
    let copy = json.clone();
    let compressed = tokio::task::spawn_blocking(move || compress(&copy)).await;
    // There are no more such threads while the server stops.
    compressed.unwrap_or_else(|_| compress(json))
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

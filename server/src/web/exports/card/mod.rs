//! The picture that chats show of a link to a meeting: 1200 by 630 pixels, with the title, the days, how many have
//! answered, and the decided or the best day.

mod drawing;
mod fonts;
mod lines;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use app::pages::LinkPreviewTexts;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::response::{IntoResponse, Response};
use lru::LruCache;
use tokio::sync::Semaphore;

use super::ExportRequest;
use crate::web::Shared;

/// How many pictures are kept; each has about 40 KB.
const KEPT: NonZeroUsize = NonZeroUsize::new(64).expect("64 is not 0");

/// How many pictures are drawn at a time: each keeps a core busy.
const DRAWN_AT_ONCE: usize = 1;

/// Draws pictures, and keeps those that were drawn last.
#[derive(Clone)]
pub(in crate::web) struct Cards {
    permits: Arc<Semaphore>,
    kept: Arc<Mutex<LruCache<String, Bytes>>>,
}

impl Cards {
    pub(in crate::web) fn new() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(DRAWN_AT_ONCE)),
            kept: Arc::new(Mutex::new(LruCache::new(KEPT))),
        }
    }

    /// The picture of these texts as a PNG. It is drawn on a thread for blocking work; `None` if that failed.
    async fn picture(&self, texts: &LinkPreviewTexts) -> Option<Bytes> {
        // What is drawn is known by the drawing: the same texts are the same picture.
        let drawing = drawing::svg(texts);
        if let Some(kept) = self.kept(&drawing) {
            return Some(kept);
        }
        let _permit = self.permits.acquire().await.ok()?;
        // Somebody else may have drawn it meanwhile.
        if let Some(kept) = self.kept(&drawing) {
            return Some(kept);
        }
        let source = drawing.clone();
        let drawn = tokio::task::spawn_blocking(move || drawing::png(&source)).await.ok()??;
        let picture = Bytes::from(drawn);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(drawing, picture.clone());
        Some(picture)
    }

    fn kept(&self, drawing: &str) -> Option<Bytes> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(drawing).cloned()
    }
}

pub(super) async fn serve(State(shared): State<Shared>, request: ExportRequest) -> Response {
    let texts = LinkPreviewTexts::new(&request.meeting, &request.visit);
    let mut hash = DefaultHasher::new();
    texts.hash(&mut hash);
    let etag = format!("\"{:x}\"", hash.finish());
    if request.known.as_ref().is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    let mut picture = shared.cards.picture(&texts).await;
    if picture.is_none() {
        tracing::error!(url_code = %request.meeting.url_code, "a title could not be drawn");
        // Fonts are full of surprises. Without the title there is nothing left that somebody typed.
        picture = shared.cards.picture(&LinkPreviewTexts { title: String::new(), ..texts }).await;
    }
    let Some(picture) = picture else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let headers =
        [(CONTENT_TYPE, "image/png".to_owned()), (CACHE_CONTROL, "no-cache".to_owned()), (ETAG, etag)];
    (headers, picture).into_response()
}

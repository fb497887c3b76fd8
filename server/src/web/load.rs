//! Load is shed before memory or descriptors go: what is under way is counted, in all and by address.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{Extensions, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::held_body::hold;
use crate::rest;
use crate::slots::{Slot, Slots, Taker};
use crate::visitor_address::VisitorAddress;

/// The most requests under way, in all; an address may have a fifth of them.
const REQUESTS: usize = 1_000;

/// The most bytes of bodies that are being received and are not small, in all.
const BODIES: usize = 32 * 1024 * 1024;

/// The most bytes of answers that are written and not taken yet. Large answers have a share of their own,
/// so that those who do not take them leave the pages alone.
const SMALL_ANSWERS: usize = 24 * 1024 * 1024;
const LARGE_ANSWERS: usize = 24 * 1024 * 1024;

/// From how many bytes on an answer is large, and up to how many it is not counted.
const LARGE: usize = 512 * 1024;
const UNCOUNTED: usize = 8 * 1024;

/// The most files that are being sent at once: each takes a descriptor. An address may have a fifth of
/// them.
pub const FILES: usize = 200;

/// Counts what is under way.
#[derive(Debug, Clone)]
pub struct Load {
    requests: Slots,
    bodies: Slots,
    small_answers: Slots,
    large_answers: Slots,
    files: Slots,
}

/// The place of a request, which it holds until it is answered, also where that is done by another task.
#[derive(Debug, Clone)]
pub(super) struct UnderWay(#[expect(dead_code, reason = "it is held for as long")] Arc<Slot>);

/// An answer with its place, which it holds for as long as any part of it waits to be sent.
struct Counted {
    bytes: Bytes,
    _slot: Slot,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Load {
    /// Limits in all and, where `by_address`, for each address.
    #[must_use]
    pub fn new(by_address: bool) -> Self {
        let slots = |most: usize, part| Slots::new(most, if by_address { most / part } else { most });
        Self {
            requests: slots(REQUESTS, 5),
            bodies: slots(BODIES, 4),
            small_answers: slots(SMALL_ANSWERS, 4),
            large_answers: slots(LARGE_ANSWERS, 4),
            files: slots(FILES, 5),
        }
    }

    /// A place for a body of so many bytes that is being received.
    pub(crate) fn take_body(&self, extensions: &Extensions, bytes: usize) -> Option<Slot> {
        self.bodies.take(taker(extensions), bytes)
    }
}

/// Lets a request in where there are not too many.
pub(super) async fn limit_requests(State(load): State<Load>, mut request: Request, next: Next) -> Response {
    // Whoever looks after the server hears of it also while it is busy.
    if request.uri().path() == "/healthz" {
        return next.run(request).await;
    }
    let Some(slot) = load.requests.take(taker(request.extensions()), 1) else {
        return busy(request.uri().path());
    };
    // Handlers drop what a request brings along when they have read it; here it is held to the end.
    let under_way = UnderWay(Arc::new(slot));
    request.extensions_mut().insert(under_way.clone());
    let response = next.run(request).await;
    drop(under_way);
    response
}

/// Lets an answer out where there is room for it until it is taken.
pub(crate) async fn limit_answers(State(load): State<Load>, request: Request, next: Next) -> Response {
    let taker = taker(request.extensions());
    let path = request.uri().path().to_owned();
    let (parts, body) = next.run(request).await.into_parts();
    // It is whole already.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if bytes.len() <= UNCOUNTED {
        return Response::from_parts(parts, Body::from(bytes));
    }
    let share = if bytes.len() >= LARGE { &load.large_answers } else { &load.small_answers };
    match share.take(taker, bytes.len()) {
        Some(slot) => {
            Response::from_parts(parts, Body::from(Bytes::from_owner(Counted { bytes, _slot: slot })))
        }
        None => busy(&path),
    }
}

/// Sends a file where there are not too many being sent.
pub(super) async fn limit_files(State(load): State<Load>, request: Request, next: Next) -> Response {
    match load.files.take(taker(request.extensions()), 1) {
        Some(slot) => hold(next.run(request).await, slot),
        None => busy(""),
    }
}

fn taker(extensions: &Extensions) -> Taker {
    let address = extensions.get::<VisitorAddress>().map(|VisitorAddress(address)| *address);
    Taker::Address(address.unwrap_or(IpAddr::from([127, 0, 0, 1])))
}

/// Says to who asked for a path that they should come back.
pub(crate) fn busy(path: &str) -> Response {
    let mut response = match rest::path_below_prefix(path) {
        Some(_) => rest::busy(),
        None => (StatusCode::SERVICE_UNAVAILABLE, "the server is busy; try again in a few seconds\n")
            .into_response(),
    };
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

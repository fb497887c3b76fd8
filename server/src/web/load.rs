//! Load is shed before memory goes: requests that are under way and answers that are not taken yet are
//! counted.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use crate::held_body::hold;
use crate::slots::{Slot, Slots};
use crate::visitor_address::VisitorAddress;

/// The most requests under way, in all and from one address.
const REQUESTS: usize = 1_000;
const REQUESTS_OF_AN_ADDRESS: usize = 200;

/// The most bytes of answers that are written and not taken yet, in KiB. Large answers have a share of
/// their own, so that those who do not take them leave the pages alone.
const SMALL_ANSWERS: usize = 24 * 1024;
const LARGE_ANSWERS: usize = 24 * 1024;

/// From how many KiB on an answer is large, and up to how many it is not counted.
const LARGE: usize = 512;
const UNCOUNTED: usize = 8;

/// Counts requests and answers.
#[derive(Debug, Clone)]
pub struct Load(Arc<Limits>);

#[derive(Debug)]
struct Limits {
    requests: Slots,
    small: Arc<Semaphore>,
    large: Arc<Semaphore>,
}

/// The place of a request, which it holds until it is answered, also where that is done by another task.
#[derive(Debug, Clone)]
struct UnderWay(#[expect(dead_code, reason = "it is held for as long")] Arc<Slot>);

impl Load {
    /// Limits for requests in all, and for those of an address where `by_address`.
    #[must_use]
    pub fn new(by_address: bool) -> Self {
        let of_an_address = if by_address { REQUESTS_OF_AN_ADDRESS } else { REQUESTS };
        Self(Arc::new(Limits {
            requests: Slots::new(REQUESTS, of_an_address),
            small: Arc::new(Semaphore::new(SMALL_ANSWERS)),
            large: Arc::new(Semaphore::new(LARGE_ANSWERS)),
        }))
    }
}

/// Lets a request in where there are not too many.
pub(super) async fn limit_requests(State(load): State<Load>, mut request: Request, next: Next) -> Response {
    // Whoever looks after the server hears of it also while it is busy.
    if request.uri().path() == "/healthz" {
        return next.run(request).await;
    }
    let address = request.extensions().get::<VisitorAddress>();
    let address = address.map_or(IpAddr::from([0, 0, 0, 0]), |VisitorAddress(address)| *address);
    let Some(slot) = load.0.requests.take(address, true) else { return busy() };
    request.extensions_mut().insert(UnderWay(Arc::new(slot)));
    next.run(request).await
}

/// Lets an answer out where there is room for it until it is taken.
pub(crate) async fn limit_answers(State(load): State<Load>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let kib = response.body().size_hint().lower().div_ceil(1_024);
    let kib = u32::try_from(kib).unwrap_or(u32::MAX);
    if kib as usize <= UNCOUNTED {
        return response;
    }
    let share = if kib as usize >= LARGE { &load.0.large } else { &load.0.small };
    match Arc::clone(share).try_acquire_many_owned(kib) {
        Ok(permit) => hold(response, permit),
        Err(_) => busy(),
    }
}

/// Says that somebody should come back.
pub(super) fn busy() -> Response {
    let sentence = "the server is busy; try again in a few seconds\n";
    (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")], sentence).into_response()
}

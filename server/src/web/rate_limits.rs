//! How often somebody may ask: by address first and, since devices are free to make, by device second.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use app::meetings::DeviceHash;
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::time::interval;

use super::visitor::Visitor;
use crate::rest;
use crate::visitor_address::VisitorAddress;

/// How often those are forgotten who have asked for nothing lately.
const FORGET_EVERY: Duration = Duration::from_mins(1);

/// Requests of any kind from an address. A page with its files is about ten; an office of a hundred opens
/// it within a minute.
const REQUESTS: Rate = Rate { at_once: 1_500, in_ten_seconds: 1_000 };

/// Counts requests.
#[derive(Debug, Clone)]
pub struct RateLimits(Arc<Limiters>);

#[derive(Debug)]
struct Limiters {
    requests: Limiter<IpAddr>,
    /// For each kind of request, by address and by device.
    kinds: [(Limiter<IpAddr>, Limiter<DeviceHash>); KINDS.len()],
}

type Limiter<K> = DefaultKeyedRateLimiter<K>;

/// Kinds of requests that have limits of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Create,
    Join,
    Comment,
    Device,
    View,
}

/// So many at once, and then so many in ten seconds.
#[derive(Debug, Clone, Copy)]
struct Rate {
    at_once: u32,
    in_ten_seconds: u32,
}

/// The limits of each kind, for an address and for a device. An office joins at once from one address; a
/// device joins for friends too.
const KINDS: [(Kind, Rate, Rate); 5] = [
    (Kind::Create, Rate { at_once: 60, in_ten_seconds: 5 }, Rate { at_once: 20, in_ten_seconds: 2 }),
    (Kind::Join, Rate { at_once: 300, in_ten_seconds: 50 }, Rate { at_once: 60, in_ten_seconds: 5 }),
    (Kind::Comment, Rate { at_once: 120, in_ten_seconds: 20 }, Rate { at_once: 30, in_ten_seconds: 5 }),
    (Kind::Device, Rate { at_once: 60, in_ten_seconds: 10 }, Rate { at_once: 60, in_ten_seconds: 10 }),
    (Kind::View, Rate { at_once: 600, in_ten_seconds: 100 }, Rate { at_once: 600, in_ten_seconds: 100 }),
];

/// A request came too soon: how long to wait before the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooMany {
    seconds: u64,
    /// Whether there were too many requests of any kind, and not only of one.
    of_anything: bool,
}

impl Rate {
    fn quota(self) -> Quota {
        let every = Duration::from_secs(10) / self.in_ten_seconds;
        let at_once = NonZeroU32::new(self.at_once).unwrap_or(NonZeroU32::MIN);
        Quota::with_period(every).expect("the time between two requests is not zero").allow_burst(at_once)
    }
}

impl Kind {
    /// The kind that a request is of, by its address, on the pages and in the HTTP API.
    fn of(method: &Method, path: &str) -> Option<Self> {
        if path.starts_with("/live/") {
            return Some(Self::View);
        }
        if method != Method::POST {
            return None;
        }
        match rest::path_below_prefix(path).or_else(|| path.strip_prefix("/api"))? {
            "/create" | "/meetings" => Some(Self::Create),
            "/join" | "/participants" => Some(Self::Join),
            "/comment" => Some(Self::Comment),
            "/devices" => Some(Self::Device),
            path if path.ends_with("/comments") => Some(Self::Comment),
            _ => None,
        }
    }
}

impl Default for RateLimits {
    fn default() -> Self {
        let kinds = KINDS.map(|(_, address, device)| {
            (RateLimiter::keyed(address.quota()), RateLimiter::keyed(device.quota()))
        });
        Self(Arc::new(Limiters { requests: RateLimiter::keyed(REQUESTS.quota()), kinds }))
    }
}

impl RateLimits {
    /// Forgets from time to time who has asked for nothing lately, for as long as the server runs.
    pub async fn forget(self) {
        let mut minutes = interval(FORGET_EVERY);
        loop {
            minutes.tick().await;
            self.0.requests.retain_recent();
            for (addresses, devices) in &self.0.kinds {
                addresses.retain_recent();
                devices.retain_recent();
            }
        }
    }

    fn check(&self, address: IpAddr, device: Option<DeviceHash>, kind: Option<Kind>) -> Result<(), TooMany> {
        let of_anything = |too_many| TooMany { of_anything: true, ..too_many };
        check(&self.0.requests, &address).map_err(of_anything)?;
        let Some(place) = kind.and_then(|kind| KINDS.iter().position(|(one, ..)| *one == kind)) else {
            return Ok(());
        };
        let (addresses, devices) = &self.0.kinds[place];
        check(addresses, &address)?;
        device.map_or(Ok(()), |device| check(devices, &device))
    }
}

fn check<K: Hash + Eq + Clone>(limiter: &Limiter<K>, key: &K) -> Result<(), TooMany> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        TooMany { seconds: wait.as_secs() + 1, of_anything: false }
    })
}

impl TooMany {
    /// One for the description of the API.
    pub(crate) fn example() -> Self {
        Self { seconds: 7, of_anything: false }
    }

    /// How long to wait, in whole seconds.
    pub(crate) fn seconds(self) -> u64 {
        self.seconds
    }

    /// Whether there were too many requests of any kind.
    pub(crate) fn of_anything(self) -> bool {
        self.of_anything
    }

    /// Makes of a response the one that says no.
    pub(crate) fn answer(self, mut response: Response) -> Response {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        self.say_when(response)
    }

    /// Says in a response how long to wait.
    fn say_when(self, mut response: Response) -> Response {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(self.seconds));
        response
    }
}

/// Refuses who asks too often. Pages say it themselves, with what was typed.
pub(super) async fn check_rate(
    State(limits): State<Option<RateLimits>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    // Whoever looks after the server asks as often as they like.
    let Some(limits) = limits.filter(|_| path != "/healthz") else { return next.run(request).await };
    let address = request.extensions().get::<VisitorAddress>().map(|VisitorAddress(address)| *address);
    let address = address.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    let device = rest::device_of(&request);
    let Err(too_many) = limits.check(address, device, Kind::of(request.method(), path)) else {
        return next.run(request).await;
    };
    if rest::path_below_prefix(path).is_some() {
        return too_many.answer(rest::too_many(too_many));
    }
    // Forms come back with what was typed; a page says it as a page.
    let is_form = path.starts_with("/api/");
    let is_page = Visitor::wants_page(request.headers())
        && !["/pkg/", "/live/"].iter().any(|other| path.starts_with(other));
    if is_form || is_page {
        request.extensions_mut().insert(too_many);
        let response = next.run(request).await;
        return if is_form { too_many.say_when(response) } else { too_many.answer(response) };
    }
    too_many.answer("too many requests\n".into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_doors_have_the_same_kinds() {
        for (path, kind) in [
            ("/api/create", Some(Kind::Create)),
            ("/v1/meetings", Some(Kind::Create)),
            ("/v1/mysql/participants", Some(Kind::Join)),
            ("/api/join", Some(Kind::Join)),
            ("/v1/meetings/abc/comments", Some(Kind::Comment)),
            ("/api/comment", Some(Kind::Comment)),
            ("/v1/devices", Some(Kind::Device)),
            ("/live/abc", Some(Kind::View)),
            ("/api/mark", None),
        ] {
            assert_eq!(Kind::of(&Method::POST, path), kind, "{path}");
        }
        assert_eq!(Kind::of(&Method::GET, "/v1/meetings/abc/comments"), None);
    }

    #[test]
    fn one_address_does_not_use_up_what_another_may() {
        let limits = RateLimits::default();
        let [one, other] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(IpAddr::from);
        let made = (0..100).filter(|_| limits.check(one, None, Some(Kind::Create)).is_ok()).count();
        assert!((60..65).contains(&made), "{made}");
        assert!(limits.check(other, None, Some(Kind::Create)).is_ok());
    }

    #[test]
    fn a_device_has_its_limit_behind_any_address() {
        let limits = RateLimits::default();
        let device = Some(app::meetings::Device::from_secret([7; 32]).hash());
        let from = |last: u8| IpAddr::from([192, 0, 2, last]);
        let made =
            (0..100).filter(|last| limits.check(from(*last), device, Some(Kind::Create)).is_ok()).count();
        assert!((20..25).contains(&made), "{made}");
    }
}

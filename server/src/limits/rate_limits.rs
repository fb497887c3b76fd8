//! Rate limits on requests: first by address, because anybody can create new devices, and then by device.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use app::meetings::DeviceHash;
use axum::http::Method;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::time::interval;

/// How often addresses and devices without recent requests are removed from memory.
const FORGET_EVERY: Duration = Duration::from_mins(1);

/// The limit on requests of any kind from one address. A page with its files takes about ten requests; an
/// office of a hundred people opens it within a minute.
const REQUESTS: Rate = Rate { at_once: 1_500, in_ten_seconds: 1_000 };

/// The rate limiters of all requests.
#[derive(Debug, Clone)]
pub struct RateLimits(Arc<Limiters>);

#[derive(Debug)]
struct Limiters {
    requests: Limiter<IpAddr>,
    /// One pair for each kind of request: by address and by device.
    kinds: [(Limiter<IpAddr>, Limiter<DeviceHash>); KINDS.len()],
}

type Limiter<K> = DefaultKeyedRateLimiter<K>;

/// Kinds of requests that have rate limits of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestKind {
    Create,
    Join,
    Comment,
    Device,
    View,
}

/// A burst of `at_once` requests, and after that `in_ten_seconds` requests every ten seconds.
#[derive(Debug, Clone, Copy)]
struct Rate {
    at_once: u32,
    in_ten_seconds: u32,
}

/// The limits of each kind, per address and per device. An office joins at once from one address; one device
/// may also join for friends.
const KINDS: [(RequestKind, Rate, Rate); 5] = [
    (RequestKind::Create, Rate { at_once: 60, in_ten_seconds: 5 }, Rate { at_once: 20, in_ten_seconds: 2 }),
    (RequestKind::Join, Rate { at_once: 300, in_ten_seconds: 50 }, Rate { at_once: 60, in_ten_seconds: 5 }),
    (
        RequestKind::Comment,
        Rate { at_once: 120, in_ten_seconds: 20 },
        Rate { at_once: 30, in_ten_seconds: 5 },
    ),
    (RequestKind::Device, Rate { at_once: 60, in_ten_seconds: 10 }, Rate { at_once: 60, in_ten_seconds: 10 }),
    (
        RequestKind::View,
        Rate { at_once: 600, in_ten_seconds: 100 },
        Rate { at_once: 600, in_ten_seconds: 100 },
    ),
];

/// A request exceeds a rate limit: how long to wait before the next one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RateLimitExceeded {
    seconds: u64,
    /// Whether the limit on requests of any kind was exceeded, and not only the limit of one kind.
    of_anything: bool,
}

impl Rate {
    fn quota(self) -> Quota {
        let every = Duration::from_secs(10) / self.in_ten_seconds;
        let at_once = NonZeroU32::new(self.at_once).unwrap_or(NonZeroU32::MIN);
        Quota::with_period(every).expect("the time between two requests is not zero").allow_burst(at_once)
    }
}

impl RequestKind {
    /// The kind of a request. `operation` is its path without the prefix of the pages' forms or of the API.
    pub(crate) fn of(method: &Method, operation: &str) -> Option<Self> {
        if operation.starts_with("/live/") {
            return Some(Self::View);
        }
        if method != Method::POST {
            return None;
        }
        match operation {
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
    /// Removes addresses and devices without recent requests once a minute, for as long as the server runs.
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

    /// Counts a request against the limits of its address, its device and its kind.
    ///
    /// # Errors
    /// [`RateLimitExceeded`] if the request exceeds a limit.
    pub(crate) fn check(
        &self,
        address: IpAddr,
        device: Option<DeviceHash>,
        kind: Option<RequestKind>,
    ) -> Result<(), RateLimitExceeded> {
        let of_anything =
            |rate_limit_exceeded| RateLimitExceeded { of_anything: true, ..rate_limit_exceeded };
        check(&self.0.requests, &address).map_err(of_anything)?;
        let Some(place) = kind.and_then(|kind| KINDS.iter().position(|(one, ..)| *one == kind)) else {
            return Ok(());
        };
        let (addresses, devices) = &self.0.kinds[place];
        check(addresses, &address)?;
        device.map_or(Ok(()), |device| check(devices, &device))
    }
}

fn check<K: Hash + Eq + Clone>(limiter: &Limiter<K>, key: &K) -> Result<(), RateLimitExceeded> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        RateLimitExceeded { seconds: wait.as_secs() + 1, of_anything: false }
    })
}

impl RateLimitExceeded {
    /// An example for the description of the API.
    pub(crate) fn example() -> Self {
        Self { seconds: 7, of_anything: false }
    }

    /// How long to wait, in whole seconds.
    pub(crate) fn seconds(self) -> u64 {
        self.seconds
    }

    /// Whether the limit on requests of any kind was exceeded.
    pub(crate) fn of_anything(self) -> bool {
        self.of_anything
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_doors_have_the_same_kinds() {
        for (path, kind) in [
            ("/create", Some(RequestKind::Create)),
            ("/meetings", Some(RequestKind::Create)),
            ("/participants", Some(RequestKind::Join)),
            ("/join", Some(RequestKind::Join)),
            ("/meetings/abc/comments", Some(RequestKind::Comment)),
            ("/comment", Some(RequestKind::Comment)),
            ("/devices", Some(RequestKind::Device)),
            ("/live/abc", Some(RequestKind::View)),
            ("/mark", None),
        ] {
            assert_eq!(RequestKind::of(&Method::POST, path), kind, "{path}");
        }
        assert_eq!(RequestKind::of(&Method::GET, "/meetings/abc/comments"), None);
    }

    #[test]
    fn one_address_does_not_use_up_what_another_may() {
        let limits = RateLimits::default();
        let [one, other] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(IpAddr::from);
        let made = (0..100).filter(|_| limits.check(one, None, Some(RequestKind::Create)).is_ok()).count();
        assert!((60..65).contains(&made), "{made}");
        assert!(limits.check(other, None, Some(RequestKind::Create)).is_ok());
    }

    #[test]
    fn a_device_has_its_limit_behind_any_address() {
        let limits = RateLimits::default();
        let device = Some(app::meetings::Device::from_secret([7; 32]).hash());
        let from = |last: u8| IpAddr::from([192, 0, 2, last]);
        let made = (0..100)
            .filter(|last| limits.check(from(*last), device, Some(RequestKind::Create)).is_ok())
            .count();
        assert!((20..25).contains(&made), "{made}");
    }
}

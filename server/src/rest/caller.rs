//! Who asks, and whether they asked before.

use app::meetings::{Device, DeviceHash, Once};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::problem::{Invalid, Kind, Problem};
use crate::web::device_cookie;

/// The header that makes a request that is sent twice one request.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The device that asks: the bearer's, else that of the pages' cookie. None for programs of the Python
/// service, which know of no devices.
pub(super) struct Caller(pub(super) Option<DeviceHash>);

/// The idempotency key, where there is one.
pub(super) struct Key(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let device = match bearer(&parts.headers) {
            Some(secret) => Some(
                std::str::from_utf8(secret)
                    .ok()
                    .and_then(|secret| Device::parse(secret).ok())
                    .ok_or(Problem::MalformedDevice)?,
            ),
            None => device_cookie::read(&parts.headers),
        };
        Ok(Self(device.map(|device| device.hash())))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(key) = parts.headers.get(IDEMPOTENCY_KEY) else { return Ok(Self(None)) };
        key.to_str().map(|key| Self(Some(key.to_owned()))).map_err(|_| malformed())
    }
}

impl Key {
    /// The key with what the request says.
    pub(super) fn once(&self, caller: &Caller, said: &[&str]) -> Result<Option<Once>, Problem> {
        let Some(key) = &self.0 else { return Ok(None) };
        Once::of_request(key, caller.0.as_ref(), said).map(Some).ok_or_else(malformed)
    }
}

fn malformed() -> Problem {
    let rule = "should be 1 to 255 visible ASCII characters, and at least 22 without a device";
    Invalid::new("header", IDEMPOTENCY_KEY, Kind::ValueError, rule).into()
}

/// What stands behind `Bearer`; other schemes are those of somebody in between.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    const SCHEME: &[u8] = b"bearer";
    headers.get_all(AUTHORIZATION).iter().find_map(|value| {
        let (scheme, secret) = value.as_bytes().split_at_checked(SCHEME.len())?;
        let ours = scheme.eq_ignore_ascii_case(SCHEME) && secret.first().is_none_or(u8::is_ascii_whitespace);
        ours.then(|| secret.trim_ascii())
    })
}

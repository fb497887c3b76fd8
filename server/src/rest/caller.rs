//! The device and the idempotency key of a request.

use app::meetings::{Device, DeviceHash, IdempotencyKey};
use axum::extract::{FromRequestParts, Request};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use super::problem::{FieldError, FieldErrorKind, Problem};
use crate::device_cookie::{DeviceCookies, Found};

/// The header that lets a client repeat a request without carrying it out twice.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The device that sends the request: from the bearer token, otherwise from the pages' cookie. None for
/// clients of the Python service, which have no devices.
pub(super) struct Caller(pub(super) Option<DeviceHash>);

/// The idempotency key, if there is one.
pub(super) struct IdempotencyHeader(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        device(&parts.headers, &parts.extensions).map(|device| Self(device.map(|device| device.hash())))
    }
}

/// The device that sends a request, for rate limits; none if it is malformed.
pub(crate) fn device_of(request: &Request) -> Option<DeviceHash> {
    device(request.headers(), request.extensions()).ok()?.map(|device| device.hash())
}

/// The device of the bearer token, otherwise of the cookie. The cookie that only offers a device is not read,
/// because a page may replace it by another offer: the API sets no cookie, so what it created for that device
/// would be lost.
fn device(headers: &HeaderMap, extensions: &Extensions) -> Result<Option<Device>, Problem> {
    if let Some(secret) = bearer(headers) {
        let secret = std::str::from_utf8(secret).ok();
        let device = secret.and_then(|secret| Device::parse(secret).ok());
        return device.map(Some).ok_or(Problem::MalformedDevice);
    }
    let Some(cookies) = extensions.get::<DeviceCookies>() else { return Ok(None) };
    match cookies.device(headers) {
        Found::None => Ok(None),
        Found::One(device) => Ok(Some(device)),
        Found::Malformed | Found::Several => Err(Problem::MalformedDevice),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyHeader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(key) = parts.headers.get(IDEMPOTENCY_KEY) else { return Ok(Self(None)) };
        key.to_str().map(|key| Self(Some(key.to_owned()))).map_err(|_| malformed_key())
    }
}

impl IdempotencyHeader {
    /// The key together with the content of the request.
    pub(super) fn key(&self, caller: &Caller, content: &[&str]) -> Result<Option<IdempotencyKey>, Problem> {
        let Some(key) = &self.0 else { return Ok(None) };
        IdempotencyKey::of_request(key, caller.0.as_ref(), content).map(Some).ok_or_else(malformed_key)
    }
}

fn malformed_key() -> Problem {
    let rule = "should be 1 to 255 visible ASCII characters, and at least 22 without a device";
    FieldError::new("header", IDEMPOTENCY_KEY, FieldErrorKind::ValueError, rule).into()
}

/// The token after `Bearer`; other schemes may belong to a proxy in between.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    const SCHEME: &[u8] = b"bearer";
    headers.get_all(AUTHORIZATION).iter().find_map(|value| {
        let (scheme, secret) = value.as_bytes().split_at_checked(SCHEME.len())?;
        let ours = scheme.eq_ignore_ascii_case(SCHEME) && secret.first().is_none_or(u8::is_ascii_whitespace);
        ours.then(|| secret.trim_ascii())
    })
}

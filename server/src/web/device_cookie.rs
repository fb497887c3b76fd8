//! The cookie that carries a browser's device.

use app::meetings::Device;
use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

/// Its name.
const NAME: &str = "meetifyr_device";

/// The longest that browsers keep a cookie, in days; it begins anew with every page.
const KEPT_DAYS: i64 = 400;

/// The device that a browser came with; none where it has none, or one that is malformed.
pub(crate) fn read(headers: &HeaderMap) -> Option<Device> {
    Device::parse(CookieJar::from_headers(headers).get(NAME)?.value()).ok()
}

/// The header that gives a browser its device, for this site's own requests only and out of the
/// reach of scripts.
pub(super) fn write(device: &Device, secure: bool) -> String {
    let cookie = Cookie::build((NAME, device.secret()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure);
    // The builder's own type for a span of time is one of another crate; the text is as plain.
    format!("{cookie}; Max-Age={}", KEPT_DAYS * 24 * 60 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        let device = Device::from_secret([7; 32]);
        let secret = device.secret();
        assert_eq!(
            write(&device, true),
            format!("meetifyr_device={secret}; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000")
        );
        assert!(!write(&device, false).contains("Secure"));
    }

    #[test]
    fn a_malformed_cookie_is_no_device() {
        for cookie in ["meetifyr_device=short", "meetifyr_device=", "other=1", "meetifyr_device=%F0%9F%8D%96"]
        {
            let mut headers = HeaderMap::new();
            headers.insert("cookie", cookie.parse().unwrap());
            assert_eq!(read(&headers), None, "{cookie}");
        }
    }
}

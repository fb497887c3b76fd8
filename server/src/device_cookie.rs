//! The cookies that carry a browser's device.
//!
//! A page that is opened without a device cookie offers a device in a second cookie. The response to the
//! first change turns the offered device into the browser's device. So a late response to a page that was
//! opened twice cannot replace a device that has already changed something.

use app::meetings::Device;
use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie, SameSite};

/// Lifetime of the cookies in days, the longest that browsers allow; every page renews it.
pub(crate) const MAX_AGE_DAYS: i64 = 400;

/// Reads and writes the device cookies. Over https their names begin with `__Host-`, a prefix that no other
/// host can set; the plain names are not read then, because a sibling domain could have set them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeviceCookies {
    pub(crate) is_https: bool,
}

/// What the cookie headers of a request contain under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    None,
    One(Device),
    /// There is a cookie, but it does not have the form of a device.
    Malformed,
    /// There are several cookies that differ: one of them may belong to somebody else.
    Several,
}

impl DeviceCookies {
    const fn name(self) -> &'static str {
        if self.is_https { "__Host-meetifyr_device" } else { "meetifyr_device" }
    }

    const fn offer_name(self) -> &'static str {
        if self.is_https { "__Host-meetifyr_offer" } else { "meetifyr_offer" }
    }

    /// The device in the browser's device cookie.
    pub(crate) fn device(self, headers: &HeaderMap) -> Found {
        find(headers, self.name())
    }

    /// The device that a page offered, from the offer cookie.
    pub(crate) fn offer(self, headers: &HeaderMap) -> Found {
        find(headers, self.offer_name())
    }

    /// The value of the `Set-Cookie` header that gives a browser its device.
    pub(crate) fn write_device(self, device: &Device) -> String {
        self.write(self.name(), device)
    }

    /// The value of the `Set-Cookie` header that offers a device.
    pub(crate) fn write_offer(self, device: &Device) -> String {
        self.write(self.offer_name(), device)
    }

    /// The values of the `Set-Cookie` headers that take a browser's device from it, also as the one that was offered.
    pub(crate) fn remove_device(self) -> [String; 2] {
        [self.name(), self.offer_name()].map(|name| {
            let cookie = Cookie::build((name, "")).path("/").http_only(true).secure(self.is_https);
            format!("{cookie}; Max-Age=0")
        })
    }

    /// The cookie is sent only with requests from this site, and scripts cannot read it.
    fn write(self, name: &'static str, device: &Device) -> String {
        let cookie = Cookie::build((name, device.secret()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.is_https);
        // The builder's max age is a type of another crate; formatting it here avoids that dependency.
        format!("{cookie}; Max-Age={}", MAX_AGE_DAYS * 24 * 60 * 60)
    }
}

/// Looks at all cookies with this name; a cookie jar would keep only the last one.
fn find(headers: &HeaderMap, name: &str) -> Found {
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies = texts.flat_map(Cookie::split_parse).filter_map(Result::ok);
    let mut found = Found::None;
    for cookie in cookies.filter(|cookie| cookie.name() == name) {
        found = match (found, Device::parse(cookie.value())) {
            // A malformed cookie is no device, and does not hide a valid one.
            (Found::None, Err(_)) => Found::Malformed,
            (Found::None | Found::Malformed, Ok(device)) => Found::One(device),
            (Found::One(one), Ok(other)) if one != other => Found::Several,
            (found, _) => found,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTTP: DeviceCookies = DeviceCookies { is_https: false };
    const HTTPS: DeviceCookies = DeviceCookies { is_https: true };

    fn found(cookies: DeviceCookies, headers: &[&str]) -> Found {
        let mut map = HeaderMap::new();
        for value in headers {
            map.append("cookie", value.parse().unwrap());
        }
        cookies.device(&map)
    }

    #[test]
    fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        let device = Device::from_secret([7; 32]);
        let secret = device.secret();
        assert_eq!(
            HTTPS.write_device(&device),
            format!(
                "__Host-meetifyr_device={secret}; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000"
            )
        );
        assert!(!HTTP.write_device(&device).contains("Secure"));
        assert!(HTTP.write_offer(&device).starts_with("meetifyr_offer="));
    }

    #[test]
    fn a_malformed_cookie_is_no_device_and_hides_none() {
        for cookie in ["meetifyr_device=short", "meetifyr_device=", "meetifyr_device=%F0%9F%8D%96"] {
            assert_eq!(found(HTTP, &[cookie]), Found::Malformed, "{cookie}");
            let device = Device::from_secret([7; 32]);
            let both = format!("{cookie}; meetifyr_device={}", device.secret());
            assert_eq!(found(HTTP, &[&both]), Found::One(device), "{cookie}");
        }
        assert_eq!(found(HTTP, &["other=1"]), Found::None);
    }

    #[test]
    fn two_cookies_that_differ_are_nobodys() {
        let [one, other] =
            [7, 8].map(|byte| format!("meetifyr_device={}", Device::from_secret([byte; 32]).secret()));
        assert_eq!(found(HTTP, &[&one, &other]), Found::Several);
        assert_eq!(found(HTTP, &[&format!("{one}; {other}; {one}")]), Found::Several);
        assert_eq!(found(HTTP, &[&one, &one]), Found::One(Device::from_secret([7; 32])));
    }

    #[test]
    fn over_https_the_plain_cookie_is_not_read() {
        let secret = Device::from_secret([7; 32]).secret();
        assert_eq!(found(HTTPS, &[&format!("meetifyr_device={secret}")]), Found::None);
        let own = format!("__Host-meetifyr_device={secret}");
        assert_eq!(found(HTTPS, &[&own]), Found::One(Device::from_secret([7; 32])));
    }
}

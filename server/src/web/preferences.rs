//! What a visitor prefers: the language and the appearance of the pages, each remembered in a cookie of its own.

use app::api::Theme;
use app::texts::Language;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::header::{CACHE_CONTROL, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::{Extension, http};
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

use super::FromAnotherSite;
use super::visitor::NO_STORE;
use crate::device_cookie::{DeviceCookies, MAX_AGE_DAYS};

/// The path of the form that changes them.
pub(super) const PATH: &str = app::pages::PREFERENCES_PATH;

const LANGUAGE: &str = "meetifyr_language";
const THEME: &str = "meetifyr_theme";

/// The form, as every page has it. What is empty goes by the browser.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Preferences {
    language: String,
    theme: String,
    /// The page on which it was sent: path and query.
    back: String,
}

/// Remembers what was chosen, and leads back to the page.
pub(super) async fn change(
    foreign: Option<Extension<FromAnotherSite>>,
    Extension(cookies): Extension<DeviceCookies>,
    form: Result<Form<Preferences>, FormRejection>,
) -> Response {
    let Form(chosen) = form.unwrap_or_default();
    let back = if is_path(&chosen.back) { &chosen.back } else { "/" };
    let answer = (AppendHeaders([(CACHE_CONTROL, NO_STORE)]), Redirect::to(back));
    if foreign.is_some() {
        return answer.into_response();
    }
    let language = Language::tagged(&chosen.language).map(Language::tag).unwrap_or_default();
    let theme = Theme::named(&chosen.theme).name();
    let cookies =
        [(LANGUAGE, language), (THEME, theme)].map(|(name, value)| cookie(name, value, cookies.is_https));
    (AppendHeaders(cookies.map(|cookie| (SET_COOKIE, cookie))), answer).into_response()
}

/// The tag of the language that the visitor chose.
pub(super) fn language(headers: &HeaderMap) -> Option<String> {
    value(headers, LANGUAGE)
}

/// The appearance that the visitor chose.
pub(super) fn theme(headers: &HeaderMap) -> Theme {
    Theme::named(&value(headers, THEME).unwrap_or_default())
}

/// The value of the `Set-Cookie` header; without a value the cookie is taken back.
fn cookie(name: &'static str, value: &str, is_https: bool) -> HeaderValue {
    let cookie = Cookie::build((name, value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https);
    let max_age = if value.is_empty() { 0 } else { MAX_AGE_DAYS * 24 * 60 * 60 };
    HeaderValue::from_str(&format!("{cookie}; Max-Age={max_age}"))
        .expect("tags and names of themes consist of letters and hyphens")
}

fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = texts.flat_map(Cookie::split_parse).filter_map(Result::ok);
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

/// Whether a text is the path of a page here: nothing that a browser takes for the address of another site.
fn is_path(text: &str) -> bool {
    text.is_ascii()
        && text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains(['\\', '\t', '\r', '\n'])
        && text.parse::<http::Uri>().is_ok_and(|uri| uri.host().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        for page in ["/", "/m/abc?seat=7", "/privacy"] {
            assert!(is_path(page), "{page}");
        }
        for other in [
            "",
            "//evil.example",
            "https://evil.example/",
            "/\\evil.example",
            "m/abc",
            "/\t/evil.example",
            "/ü",
        ] {
            assert!(!is_path(other), "{other}");
        }
    }
}

//! Security headers for all responses.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::random;

/// The nonce of one response, which its own scripts carry.
#[derive(Clone)]
pub(super) struct Nonce(pub(super) String);

/// Headers that are the same for all responses.
const PLAIN: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Says to search engines that what a link opens is for those who have the link.
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// The content security policy: nothing is loaded from another host, no script runs that the server did not
/// write, and no site may frame a page.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Creates the nonce before the response is rendered, and sets the headers afterwards.
pub(super) async fn set_security_headers(mut request: Request, next: Next) -> Response {
    let nonce = random::token();
    let is_private = ["/m/", "/claim/"].iter().any(|path| request.uri().path().starts_with(path));
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in PLAIN {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_private {
        headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    }
    // A token consists of letters, digits, hyphens and underscores.
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        // The API documentation has its own policy.
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_what_the_pages_need_and_nothing_else() {
        assert_eq!(
            policy("abc"),
            "default-src 'none'; script-src 'self' 'nonce-abc' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
    }
}

//! Finds the host that a request is for, and refuses requests with an invalid one.

use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Host and port that a request is for: from its URI if that has them (HTTP/2), otherwise from its header.
pub(super) fn of<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let header = || headers.get(HOST).and_then(|host| host.to_str().ok());
    uri.authority().map(axum::http::uri::Authority::as_str).or_else(header).filter(|host| !host.is_empty())
}

/// Refuses requests with an invalid host, which would be written into links, and requests that name only a
/// host and no path, which are meant for proxies.
pub(super) async fn check(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_none() {
        return (StatusCode::BAD_REQUEST, "the request has no path\n").into_response();
    }
    let unreadable = request.headers().get(HOST).is_some_and(|host| host.to_str().is_err());
    if unreadable || of(request.uri(), request.headers()).is_some_and(|host| !is_host(host)) {
        return (StatusCode::BAD_REQUEST, "the Host of the request is no host\n").into_response();
    }
    next.run(request).await
}

/// Whether a text is a host name or an address, with or without a port.
fn is_host(text: &str) -> bool {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (text, None),
    };
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let in_brackets = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let is_name = match in_brackets {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        }
    };
    is_port && is_name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_with_a_port_or_without() {
        for host in [
            "meet.example.org",
            "localhost:3000",
            "192.0.2.7:80",
            "[2001:db8::7]:443",
            "xn--bcher-kva.example",
        ] {
            assert!(is_host(host), "{host}");
        }
        for text in
            ["a b", "evil.example/x", "x@y", "<script>", "a:b", ":80", "a:99999", "[::1", "2001:db8::7"]
        {
            assert!(!is_host(text), "{text}");
        }
    }
}

//! The IP address of the visitor who sent a request, also behind reverse proxies.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;

/// The header in which a reverse proxy passes on a visitor's address, such as `X-Forwarded-For`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressHeader(HeaderName);

impl AddressHeader {
    /// The header that nearly all proxies set.
    #[must_use]
    pub fn x_forwarded_for() -> Self {
        Self(HeaderName::from_static("x-forwarded-for"))
    }
}

impl FromStr for AddressHeader {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        HeaderName::from_str(text).map(Self).map_err(|_| "is not the name of a header")
    }
}

/// The address or the network of a reverse proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proxy(IpNet);

impl FromStr for Proxy {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address = text.parse::<IpAddr>().map(IpNet::from);
        address.or_else(|_| text.parse()).map(Self).map_err(|_| "is neither an address nor a network")
    }
}

/// Which header and which proxies are trusted to name a visitor's address.
#[derive(Debug, Clone, Default)]
pub struct AddressRules(Arc<Rules>);

#[derive(Debug, Default)]
struct Rules {
    header: Option<HeaderName>,
    proxies: Vec<IpNet>,
    warned: AtomicBool,
}

/// The address of the visitor who sent a request, which limits count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitorAddress(pub IpAddr);

impl AddressRules {
    /// Trusts the header on connections from one of the proxies; if none are listed, on every connection.
    #[must_use]
    pub fn new(header: Option<AddressHeader>, proxies: &[Proxy]) -> Self {
        let proxies = proxies.iter().map(|Proxy(network)| *network).collect();
        let header = header.map(|AddressHeader(name)| name);
        Self(Arc::new(Rules { header, proxies, warned: AtomicBool::new(false) }))
    }

    /// Whether connections from this address carry the requests of many visitors.
    #[must_use]
    pub fn is_proxy(&self, peer: IpAddr) -> bool {
        self.0.header.is_some() && (self.0.proxies.is_empty() || self.is_listed(peer))
    }

    /// The visitor's address. The list in the header is read from the right, where the nearest proxy appends:
    /// whatever is left of the first address that is not a proxy's may be forged.
    #[must_use]
    pub fn visitor(&self, headers: &HeaderMap, peer: IpAddr) -> VisitorAddress {
        let mut visitor = peer;
        if let Some(name) = self.0.header.as_ref().filter(|_| self.is_proxy(peer)) {
            let values: Vec<_> = headers.get_all(name).iter().map(HeaderValue::as_bytes).collect();
            for entry in values.iter().rev().flat_map(|value| value.rsplit(|byte| *byte == b',')) {
                let Some(address) = std::str::from_utf8(entry).ok().and_then(address_in) else { break };
                visitor = address;
                if !self.is_listed(address) {
                    break;
                }
            }
        }
        VisitorAddress(network_of(visitor))
    }

    /// Whether the settings list this address as a proxy.
    #[must_use]
    pub fn is_listed(&self, address: IpAddr) -> bool {
        self.0.proxies.iter().any(|proxy| proxy.contains(&address.to_canonical()))
    }

    /// Warns once if requests seem to come through a proxy that the settings do not mention: then all
    /// visitors share the limits of one address.
    fn warn_of_unknown_proxy(&self, headers: &HeaderMap) {
        let forwarded = ["x-forwarded-for", "forwarded", "x-real-ip"];
        if self.0.header.is_none()
            && forwarded.iter().any(|name| headers.contains_key(*name))
            && !self.0.warned.swap(true, Ordering::Relaxed)
        {
            tracing::warn!(
                "requests come through a proxy, but MEETIFYR_ADDRESS_HEADER does not name the header with \
                 the visitors' addresses: all visitors share the limits of one address"
            );
        }
    }
}

/// The address in an entry of a list: alone, with a port, or as `for=` in the header `Forwarded`.
fn address_in(entry: &str) -> Option<IpAddr> {
    let forwarded = entry.split(';').find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then_some(value)
    });
    let text = forwarded.unwrap_or(entry).trim().trim_matches('"');
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// The network that belongs to one visitor: for IPv6 the first 64 bits, for IPv4 the address itself.
#[must_use]
pub fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6((ip.to_bits() >> 64 << 64).into()),
        ip @ IpAddr::V4(_) => ip,
    }
}

/// Middleware that finds the visitor's address and adds it to the request's extensions.
pub async fn insert_visitor_address(
    State(rules): State<AddressRules>,
    mut request: Request,
    next: Next,
) -> Response {
    // Only requests of tests come without a connection.
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(peer)| peer.ip());
    rules.warn_of_unknown_proxy(request.headers());
    let visitor = rules.visitor(request.headers(), peer);
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

impl<S: Send + Sync> FromRequestParts<S> for VisitorAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let found = parts.extensions.get::<Self>().copied();
        Ok(found.unwrap_or(Self(IpAddr::from([127, 0, 0, 1]))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(header: Option<&str>, proxies: &[&str]) -> AddressRules {
        let proxies: Vec<_> = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        AddressRules::new(header.map(|name| name.parse().unwrap()), &proxies)
    }

    fn from(rules: &AddressRules, said: &[&'static str], peer: &str) -> String {
        let mut headers = HeaderMap::new();
        for value in said {
            for name in ["x-forwarded-for", "forwarded"] {
                headers.append(name, value.parse().unwrap());
            }
        }
        rules.visitor(&headers, peer.parse().unwrap()).0.to_string()
    }

    #[test]
    fn only_what_the_proxy_itself_saw_counts() {
        let rules = rules(Some("X-Forwarded-For"), &[]);
        assert_eq!(from(&rules, &["9.9.9.9, 192.0.2.7"], "127.0.0.1"), "192.0.2.7");
        assert_eq!(from(&rules, &["9.9.9.9", "192.0.2.7"], "127.0.0.1"), "192.0.2.7");
        assert_eq!(from(&rules, &["unknown"], "127.0.0.1"), "127.0.0.1");
        let mut headers = HeaderMap::new();
        let unreadable = HeaderValue::from_bytes(b"\x80, 192.0.2.7").unwrap();
        headers.append("x-forwarded-for", unreadable);
        let found = rules.visitor(&headers, [127, 0, 0, 1].into());
        assert_eq!(found, VisitorAddress([192, 0, 2, 7].into()));
    }

    #[test]
    fn lists_are_read_from_the_right_past_the_proxies_that_are_known() {
        let rules = rules(Some("X-Forwarded-For"), &["127.0.0.1", "10.0.0.0/8"]);
        let list = &["9.9.9.9, 192.0.2.7, 10.1.2.3"];
        assert_eq!(from(&rules, list, "127.0.0.1"), "192.0.2.7");
        assert_eq!(from(&rules, &["10.1.2.3"], "127.0.0.1"), "10.1.2.3");
        assert_eq!(from(&rules, list, "203.0.113.5"), "203.0.113.5");
        assert!(rules.is_proxy([10, 9, 9, 9].into()) && !rules.is_proxy([203, 0, 113, 5].into()));
    }

    #[test]
    fn an_address_may_have_a_port_or_stand_in_the_forwarded_header() {
        let rules = rules(Some("Forwarded"), &[]);
        for (said, address) in [
            ("192.0.2.7:4711", "192.0.2.7"),
            ("[2001:db8::7]:4711", "2001:db8::"),
            ("for=192.0.2.7;proto=https", "192.0.2.7"),
            ("for=9.9.9.9, For=\"[2001:db8::7]\"", "2001:db8::"),
        ] {
            assert_eq!(from(&rules, &[said], "127.0.0.1"), address, "{said}");
        }
    }

    #[test]
    fn without_a_proxy_nobody_says_their_own_address() {
        assert_eq!(from(&rules(None, &["127.0.0.1"]), &["9.9.9.9"], "192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        let rules = rules(None, &[]);
        assert_eq!(from(&rules, &[], "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(from(&rules, &[], "::ffff:192.0.2.7"), "192.0.2.7");
    }
}

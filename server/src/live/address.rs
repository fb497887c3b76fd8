//! From which address somebody asks.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderName};

/// The header in which a reverse proxy says a visitor's address, such as `X-Forwarded-For`: the last
/// address in it is the one that the proxy itself saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressHeader(HeaderName);

impl FromStr for AddressHeader {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        HeaderName::from_str(text).map(Self).map_err(|_| "is not the name of a header")
    }
}

/// The visitor's address: as the proxy says, where there is one, else the connection's. An IPv6 network
/// of 64 bits counts as one address, because everybody has one to themselves.
pub(super) fn address(header: Option<&AddressHeader>, headers: &HeaderMap, peer: SocketAddr) -> IpAddr {
    let said = header.and_then(|AddressHeader(name)| {
        let last = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse().ok()
    });
    match said.unwrap_or(peer.ip()).to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6((ip.to_bits() >> 64 << 64).into()),
        ip @ IpAddr::V4(_) => ip,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(header: Option<&str>, said: &[&'static str], peer: &str) -> String {
        let header = header.map(|name| name.parse().unwrap());
        let mut headers = HeaderMap::new();
        for value in said {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        address(header.as_ref(), &headers, SocketAddr::new(peer.parse().unwrap(), 1)).to_string()
    }

    #[test]
    fn only_what_the_proxy_itself_saw_counts() {
        let forwarded = Some("X-Forwarded-For");
        assert_eq!(from(forwarded, &["9.9.9.9, 192.0.2.7"], "127.0.0.1"), "192.0.2.7");
        assert_eq!(from(forwarded, &["9.9.9.9", "192.0.2.7"], "127.0.0.1"), "192.0.2.7");
        assert_eq!(from(forwarded, &["unknown"], "127.0.0.1"), "127.0.0.1");
    }

    #[test]
    fn without_a_proxy_nobody_says_their_own_address() {
        assert_eq!(from(None, &["9.9.9.9"], "192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        assert_eq!(from(None, &[], "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(from(None, &[], "::ffff:192.0.2.7"), "192.0.2.7");
    }
}

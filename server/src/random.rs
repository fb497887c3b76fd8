//! The adapter for randomness: the only place that draws random numbers.

use std::time::Duration;

use app::domain::UrlCode;
use app::meetings::{Device, LinkToken, LinkTokens, UrlCodes};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sqids::Sqids;

/// Random bytes from a cryptographically secure generator that the operating system seeds.
#[expect(clippy::disallowed_methods, reason = "this is the adapter for randomness")]
fn bytes<const N: usize>() -> [u8; N] {
    rand::random()
}

/// A new device: 256 random bits.
#[must_use]
pub fn device() -> Device {
    Device::from_secret(bytes())
}

/// A random token: 128 bits in 22 characters, as an idempotency key for a form or a nonce for a page.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<16>())
}

/// A random pause before attempt number `tries + 1`: up to 2 ms before the second attempt, twice as much for
/// each further one, at most 256 ms.
#[must_use]
pub fn jitter(tries: u32) -> Duration {
    let limit = 1000_u64 << tries.clamp(1, 8);
    Duration::from_micros(u64::from_le_bytes(bytes()) % limit)
}

/// Generates url codes: Sqids over 64 random bits. Sqids keeps them short and avoids a blocklist of words
/// that nobody wants in a link.
#[derive(Debug, Default)]
pub struct RandomCodes(Sqids);

impl UrlCodes for RandomCodes {
    fn next(&self) -> UrlCode {
        loop {
            let code = self.0.encode(&[u64::from_le_bytes(bytes())]);
            // Encoding fails only if every variant of a number is on the blocklist; then another number is
            // drawn.
            if let Some(code) = code.ok().and_then(|code| UrlCode::parse(&code).ok()) {
                return code;
            }
        }
    }
}

/// Generates the secrets of links: 256 random bits.
#[derive(Debug, Clone, Copy)]
pub struct RandomLinkTokens;

impl LinkTokens for RandomLinkTokens {
    fn next(&self) -> LinkToken {
        LinkToken::new(bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn url_codes_are_short_and_do_not_repeat() {
        let codes = RandomCodes::default();
        let drawn: HashSet<_> = (0..2000).map(|_| codes.next()).collect();
        assert_eq!(drawn.len(), 2000);
        assert!(drawn.iter().all(|code| code.as_str().len() <= 13), "{drawn:?}");
    }

    #[test]
    fn a_token_has_22_characters() {
        assert_eq!(token().len(), 22);
        assert_ne!(token(), token());
    }

    #[test]
    fn pauses_grow_but_never_beyond_256_ms() {
        for (tries, limit) in [(1, 2), (2, 4), (4, 16), (8, 256), (63, 256)] {
            let limit = Duration::from_millis(limit);
            let longest = (0..100).map(|_| jitter(tries)).max().unwrap();
            // That all of a hundred pauses are below the half happens once in 2^100 runs.
            assert!((limit / 2..limit).contains(&longest), "{longest:?} before attempt {}", tries + 1);
        }
    }
}

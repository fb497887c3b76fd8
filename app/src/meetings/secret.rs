//! Random secrets of 256 bits, of which the database stores only hashes.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A secret of 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret([u8; 32]);

impl Secret {
    /// The secret of these bits.
    pub(super) fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// Parses the text that [`Self::text`] returned; `None` for any other.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The secret as 43 characters of URL-safe base64.
    pub(super) fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// SHA-256 of the secret. The secret is random, so it needs neither a salt nor a slow hash.
    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_but_256_bits_is_no_secret() {
        for text in ["", "abc", &"A".repeat(42), &"A".repeat(44), &"!".repeat(43), &"가".repeat(14)] {
            assert_eq!(Secret::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_secret_shows_neither_in_debug_nor_in_the_hash() {
        let secret = Secret::new([7; 32]);
        assert_eq!(format!("{secret:?}"), "secret");
        assert_ne!(secret.hash(), [7; 32]);
        assert_eq!(Secret::parse(&secret.text()), Some(secret));
    }
}

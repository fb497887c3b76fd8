//! Idempotency keys: a request that is sent twice is carried out once.

use sha2::{Digest, Sha256};

use super::DeviceHash;

/// An idempotency key with the request it came with. Both as hashes: a key that is known lets
/// others learn the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// SHA-256 of what names the request.
    pub key: [u8; 32],
    /// SHA-256 of what the request says.
    pub fingerprint: [u8; 32],
}

impl IdempotencyKey {
    /// The least characters a key has; 22 of base64 are 128 bits.
    const MIN_CHARS: usize = 22;

    /// For a request of the HTTP API: its `Idempotency-Key`, and what it says. Under the key of a
    /// device there are only its own requests; a key without a device stands open to all, so it has to
    /// be too long to be guessed. None where it is not: 1 to 255 visible ASCII characters, without a
    /// device at least 22.
    #[must_use]
    pub fn of_request(key: &str, device: Option<&DeviceHash>, content: &[&str]) -> Option<Self> {
        let least = if device.is_some() { 1 } else { Self::MIN_CHARS };
        let plain = key.bytes().all(|byte| byte.is_ascii_graphic());
        let fits = plain && (least..=255).contains(&key.len());
        fits.then(|| Self { key: Self::digest(&[key]), fingerprint: Self::digest(content) })
    }

    /// For a form: the key that its page was shown with, and what was typed into it. A form sent
    /// again after an edit is another operation, so what was typed is a part of the key. None where
    /// the key is missing or too short to be random.
    #[must_use]
    pub fn of_form(key: &str, typed: &[&str]) -> Option<Self> {
        (Self::MIN_CHARS..=255).contains(&key.len()).then(|| {
            let fingerprint = Self::digest(typed);
            let key =
                Sha256::new().chain_update(Self::digest(&[key])).chain_update(fingerprint).finalize().into();
            Self { key, fingerprint }
        })
    }

    /// SHA-256 of several texts, each with its length, so that no two lists look alike.
    pub(super) fn digest(texts: &[&str]) -> [u8; 32] {
        let mut hash = Sha256::new();
        for text in texts {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        hash.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdefghijkl";

    #[test]
    fn a_form_sent_twice_is_one_request_and_after_an_edit_another() {
        assert_eq!(IdempotencyKey::of_form(KEY, &["Kit"]), IdempotencyKey::of_form(KEY, &["Kit"]));
        let edited = IdempotencyKey::of_form(KEY, &["Kat"]).unwrap();
        assert_ne!(IdempotencyKey::of_form(KEY, &["Kit"]).unwrap().key, edited.key);
    }

    #[test]
    fn fields_are_not_run_together() {
        assert_ne!(IdempotencyKey::of_form(KEY, &["ab", "c"]), IdempotencyKey::of_form(KEY, &["a", "bc"]));
    }

    #[test]
    fn a_request_with_the_same_key_says_the_same_or_is_another() {
        let kit = IdempotencyKey::of_request(KEY, None, &["Kit"]).unwrap();
        let kat = IdempotencyKey::of_request(KEY, None, &["Kat"]).unwrap();
        assert_eq!(kit.key, kat.key);
        assert_ne!(kit.fingerprint, kat.fingerprint);
    }

    #[test]
    fn only_a_device_may_have_short_keys() {
        let device = crate::meetings::Device::from_secret([7; 32]).hash();
        assert!(IdempotencyKey::of_request("1", Some(&device), &[]).is_some());
        assert_eq!(IdempotencyKey::of_request("1", None, &[]), None);
        for wrong in ["", "a b", "열쇠", &"k".repeat(256)] {
            assert_eq!(IdempotencyKey::of_request(wrong, Some(&device), &[]), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_short_key_is_no_key() {
        assert_eq!(IdempotencyKey::of_form("", &["Kit"]), None);
        assert_eq!(IdempotencyKey::of_form(&KEY[1..], &["Kit"]), None);
    }
}

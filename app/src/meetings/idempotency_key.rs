//! Idempotency keys: a request that is sent twice is carried out once.

use sha2::{Digest, Sha256};

use super::DeviceHash;

/// An idempotency key with the fingerprint of its request. Both are hashes, because anybody who knows a key
/// can get the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// SHA-256 of the key that identifies the request.
    pub key: [u8; 32],
    /// SHA-256 of the content of the request.
    pub fingerprint: [u8; 32],
}

impl IdempotencyKey {
    /// The minimum length of a key that has to be random; 128 bits are 22 characters of base64.
    const MIN_CHARS: usize = 22;

    /// The key of a request of the HTTP API, from its `Idempotency-Key` header and its content. The keys of a
    /// device are visible only to that device; a key without a device is shared by all clients, so it has to
    /// be too long to guess. `None` if the key is not valid: 1 to 255 visible ASCII characters, at least 22
    /// without a device.
    #[must_use]
    pub fn of_request(key: &str, device: Option<&DeviceHash>, content: &[&str]) -> Option<Self> {
        let least = if device.is_some() { 1 } else { Self::MIN_CHARS };
        let plain = key.bytes().all(|byte| byte.is_ascii_graphic());
        let fits = plain && (least..=255).contains(&key.len());
        fits.then(|| Self { key: Self::digest(&[key]), fingerprint: Self::digest(content) })
    }

    /// The key of a form, from the key in its page and the values that were typed. A form that is edited and
    /// sent again is a new operation, so the values are a part of the key. `None` if the key is missing or
    /// too short to be random.
    #[must_use]
    pub fn of_form(key: &str, typed: &[&str]) -> Option<Self> {
        (Self::MIN_CHARS..=255).contains(&key.len()).then(|| {
            let fingerprint = Self::digest(typed);
            let key =
                Sha256::new().chain_update(Self::digest(&[key])).chain_update(fingerprint).finalize().into();
            Self { key, fingerprint }
        })
    }

    /// SHA-256 of several texts. Each is hashed with its length, so that different lists never hash the same
    /// bytes.
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

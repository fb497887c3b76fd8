//! A device: a browser or API client that is identified by a random secret.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The 256-bit secret that a device holds. The device may change what it created.
#[derive(Clone, PartialEq, Eq)]
pub struct Device([u8; 32]);

/// What the database stores of a device: the SHA-256 of its secret. The secret is random, so it needs neither
/// a salt nor a slow hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeviceHash([u8; 32]);

/// The text is not the secret of a device in the form of [`Device::secret`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("device is malformed")]
pub struct DeviceError;

impl Device {
    /// The device with this secret.
    #[must_use]
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// Parses the text that [`Self::secret`] returned.
    ///
    /// # Errors
    /// [`DeviceError`].
    pub fn parse(text: &str) -> Result<Self, DeviceError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| DeviceError)?;
        bytes.try_into().map(Self).map_err(|_| DeviceError)
    }

    /// The secret as 43 characters of URL-safe base64; only the device itself may receive it.
    #[must_use]
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The hash, which may be stored.
    #[must_use]
    pub fn hash(&self) -> DeviceHash {
        DeviceHash(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Device(secret)")
    }
}

impl DeviceHash {
    /// The 32 bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_read_back_from_its_secret() {
        let device = Device::from_secret([7; 32]);
        assert_eq!(Device::parse(&device.secret()), Ok(device));
    }

    #[test]
    fn anything_but_256_bits_is_malformed() {
        for text in ["", "abc", &"A".repeat(42), &"A".repeat(44), &"!".repeat(43), &"가".repeat(14)] {
            assert_eq!(Device::parse(text), Err(DeviceError), "{text:?}");
        }
    }

    #[test]
    fn the_secret_shows_neither_in_debug_nor_in_the_hash() {
        let device = Device::from_secret([7; 32]);
        assert_eq!(format!("{device:?}"), "Device(secret)");
        assert_ne!(device.hash().as_bytes(), &[7; 32]);
    }
}

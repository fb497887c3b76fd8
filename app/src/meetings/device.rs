//! A device: a browser or API client that is identified by a random secret.

use thiserror::Error;

use super::secret::Secret;

/// The 256-bit secret that a device holds. The device may change what it created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device(Secret);

/// What the database stores of a device: the SHA-256 of its secret.
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
        Self(Secret::new(secret))
    }

    /// Parses the text that [`Self::secret`] returned.
    ///
    /// # Errors
    /// [`DeviceError`].
    pub fn parse(text: &str) -> Result<Self, DeviceError> {
        Secret::parse(text).map(Self).ok_or(DeviceError)
    }

    /// The secret as 43 characters of URL-safe base64; only the device itself may receive it.
    #[must_use]
    pub fn secret(&self) -> String {
        self.0.text()
    }

    /// The hash, which may be stored.
    #[must_use]
    pub fn hash(&self) -> DeviceHash {
        DeviceHash(self.0.hash())
    }
}

impl DeviceHash {
    /// The 32 bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

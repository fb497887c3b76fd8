//! The url code: the short code in the shared link that identifies a meeting.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The code that identifies a meeting: `[A-Za-z0-9]{1,255}`, compared by exact bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UrlCode(String);

/// The text is not a url code, so no meeting can have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a url code")]
pub struct UrlCodeError;

impl UrlCode {
    /// Checks `text` without changing it.
    ///
    /// # Errors
    /// [`UrlCodeError`] if it is not 1 to 255 ASCII letters and digits.
    pub fn parse(text: &str) -> Result<Self, UrlCodeError> {
        let known = (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        if known { Ok(Self(text.to_owned())) } else { Err(UrlCodeError) }
    }

    /// The code as it appears in the link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UrlCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_up_to_255_are_a_code() {
        for code in ["a", "3Kd9", &"z".repeat(255)] {
            assert_eq!(UrlCode::parse(code).unwrap().as_str(), code);
        }
    }

    #[test]
    fn anything_else_is_not() {
        for text in ["", "a b", "가", "a/b", "a'", &"z".repeat(256)] {
            assert_eq!(UrlCode::parse(text), Err(UrlCodeError), "{text:?}");
        }
    }
}

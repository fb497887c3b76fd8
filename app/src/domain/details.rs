//! The title and the location of a meeting.

use serde::{Deserialize, Serialize};

use super::text::{TextError, parse_line};

/// The title of a meeting: trimmed, at most 255 characters, may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title(String);

/// The location of a meeting: trimmed, at most 255 characters, may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location(String);

impl Title {
    /// Trims `typed` and checks its length.
    ///
    /// # Errors
    /// [`TextError::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        parse_line(typed).map(Self)
    }

    /// The title; empty if none was entered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Location {
    /// Trims `typed` and checks its length.
    ///
    /// # Errors
    /// [`TextError::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        parse_line(typed).map(Self)
    }

    /// The location; empty if none was entered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_trimmed() {
        assert_eq!(Title::parse("  팀 회식 🍖 \n").unwrap().as_str(), "팀 회식 🍖");
    }

    #[test]
    fn a_title_and_a_location_may_be_empty() {
        assert_eq!(Title::parse(" ").unwrap(), Title::default());
        assert_eq!(Location::parse("").unwrap(), Location::default());
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert!(Title::parse(&"식".repeat(255)).is_ok());
        assert_eq!(Title::parse(&"식".repeat(256)), Err(TextError::TooLong { chars: 256, most: 255 }));
        assert_eq!(Location::parse(&"a".repeat(256)), Err(TextError::TooLong { chars: 256, most: 255 }));
    }

    #[test]
    fn a_line_break_inside_becomes_a_space() {
        assert_eq!(Title::parse("a\nb").unwrap().as_str(), "a b");
    }
}

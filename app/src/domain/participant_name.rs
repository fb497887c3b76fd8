//! The name of a participant.

use serde::{Deserialize, Serialize};

use super::text::{TextError, parse_line};

/// A participant's name: trimmed, 1 to 255 characters. Unique in its meeting by its `NameKey`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantName(String);

impl ParticipantName {
    /// Trims `typed` and checks its length.
    ///
    /// # Errors
    /// [`TextError::Empty`] or [`TextError::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        match parse_line(typed)? {
            name if name.is_empty() => Err(TextError::Empty),
            name => Ok(Self(name)),
        }
    }

    /// The name as it was typed, trimmed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_blank_names_are_rejected() {
        for blank in
            ["", "   ", "\u{3000}\t\n", "\u{200B}", "\u{3164}\u{FEFF}", "\u{AD}\u{200D}\u{202E}\u{2800}"]
        {
            assert_eq!(ParticipantName::parse(blank), Err(TextError::Empty), "{blank:?}");
        }
    }

    #[test]
    fn a_name_has_at_most_255_characters() {
        assert!(ParticipantName::parse(&"é".repeat(255)).is_ok());
        assert_eq!(
            ParticipantName::parse(&"é".repeat(256)),
            Err(TextError::TooLong { chars: 256, most: 255 })
        );
    }

    #[test]
    fn markup_and_sql_are_only_text() {
        for text in ["<b>Kit</b>", "'; DROP TABLE participants; --", "👩‍👩‍👧"] {
            assert_eq!(ParticipantName::parse(text).unwrap().as_str(), text);
        }
    }
}

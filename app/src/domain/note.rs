//! The organizer's note.

use serde::{Deserialize, Serialize};

use super::text::{TextError, parse_lines};

/// The maximum length of a note, in characters (Unicode scalar values).
pub const MAX_NOTE_CHARS: usize = 2_000;

/// A few lines of the organizer below the title: plain text, trimmed, at most 2,000 characters, may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note(String);

impl Note {
    /// Trims `typed` and checks its length.
    ///
    /// # Errors
    /// [`TextError::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        parse_lines(typed, MAX_NOTE_CHARS).map(Self)
    }

    /// The text, with `\n` as line break; empty if there is no note.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_lines_and_may_be_empty() {
        assert_eq!(
            Note::parse(" bring boots\r\n\r\nand water \n").unwrap().as_str(),
            "bring boots\n\nand water"
        );
        assert_eq!(Note::parse(" \r\n").unwrap(), Note::default());
    }

    #[test]
    fn a_note_has_at_most_2000_characters() {
        assert!(Note::parse(&"말".repeat(2_000)).is_ok());
        assert_eq!(Note::parse(&"말".repeat(2_001)), Err(TextError::TooLong { chars: 2_001, most: 2_000 }));
    }
}

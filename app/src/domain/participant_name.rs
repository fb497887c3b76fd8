//! The name of a participant.

use serde::{Deserialize, Serialize};

use super::text::{TextError, parse_line};

/// A participant's name: trimmed, 1 to 255 characters. Unique in its meeting by its `NameKey`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantName(String);

impl ParticipantName {
    /// Trims `typed`, folds white space in it to single spaces, and checks its length.
    ///
    /// # Errors
    /// [`TextError::Empty`] or [`TextError::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        let folded = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match parse_line(&folded)? {
            name if name.is_empty() => Err(TextError::Empty),
            name => Ok(Self(name)),
        }
    }

    /// Reads a name that is stored: it was valid by the rules of its time, which may have been laxer.
    ///
    /// # Errors
    /// As [`Self::parse`], for what no version of the rules let through.
    pub fn stored(name: &str) -> Result<Self, TextError> {
        Self::parse(name).or_else(|error| match error {
            TextError::Empty if !name.trim().is_empty() => Ok(Self(name.to_owned())),
            error => Err(error),
        })
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
    fn white_space_in_a_name_is_folded_and_emoji_stay_whole() {
        assert_eq!(ParticipantName::parse(" Kit \u{a0}\t Lee ").unwrap().as_str(), "Kit Lee");
        for emoji in ["❤\u{fe0f}", "👨‍👩‍👧", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"]
        {
            assert_eq!(ParticipantName::parse(emoji).unwrap().as_str(), emoji);
        }
    }

    #[test]
    fn empty_and_blank_names_are_rejected() {
        for blank in [
            "",
            "   ",
            "\u{3000}\t\n",
            "\u{200B}",
            "\u{3164}\u{FEFF}",
            "\u{AD}\u{200D}\u{202E}\u{2800}",
            "\u{FE0F}",
            "\u{E0020}\u{E007F}",
            "\u{34F} \u{61C}",
        ] {
            assert_eq!(ParticipantName::parse(blank), Err(TextError::Empty), "{blank:?}");
        }
    }

    #[test]
    fn a_stored_name_that_the_rules_would_refuse_today_can_be_read() {
        assert_eq!(ParticipantName::stored("\u{FE0F}").unwrap().as_str(), "\u{FE0F}");
        assert_eq!(ParticipantName::stored(" "), Err(TextError::Empty));
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

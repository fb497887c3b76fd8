//! The text of a comment, and the rule for who may remove a comment.

use serde::{Deserialize, Serialize};

use super::text::{TextError, parse_lines};

/// The maximum length of a comment, in characters (Unicode scalar values).
pub const MAX_COMMENT_CHARS: usize = 1_000;

/// The text of a comment: plain text, trimmed, 1 to 1,000 characters, possibly several lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentText(String);

impl CommentText {
    /// Trims `typed` and checks its length.
    ///
    /// # Errors
    /// [`TextError::Empty`] or [`TextError::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        match parse_lines(typed, MAX_COMMENT_CHARS)? {
            text if text.is_empty() => Err(TextError::Empty),
            text => Ok(Self(text)),
        }
    }

    /// The text, with `\n` as line break.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether somebody may remove a comment: its author and the organizer may, and anybody may if it was written
/// without a device (`open`).
#[must_use]
pub fn may_remove_comment(open: bool, author: bool, organizer: bool) -> bool {
    open || author || organizer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_trimmed_and_keeps_its_lines() {
        let comment = CommentText::parse(" 좋아요\r\n\r\nsee you\u{7} there \n").unwrap();
        assert_eq!(comment.as_str(), "좋아요\n\nsee you  there");
    }

    #[test]
    fn an_empty_comment_is_none() {
        for blank in ["", " \r\n ", "\u{200B}"] {
            assert_eq!(CommentText::parse(blank), Err(TextError::Empty), "{blank:?}");
        }
    }

    #[test]
    fn a_comment_has_at_most_a_thousand_characters() {
        assert!(CommentText::parse(&"말".repeat(1_000)).is_ok());
        let error = TextError::TooLong { chars: 1_001, most: 1_000 };
        assert_eq!(CommentText::parse(&"말".repeat(1_001)), Err(error));
    }

    #[test]
    fn a_line_break_counts_once_however_it_is_sent() {
        assert!(CommentText::parse(&"a\r\n".repeat(500)).is_ok());
    }
}

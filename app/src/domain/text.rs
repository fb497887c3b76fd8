//! What titles, locations, names and comments have in common: trimmed text of bounded length.

use thiserror::Error;

/// The most characters (Unicode scalar values) that a title, a location or a name may have.
pub const MAX_CHARS: usize = 255;

/// Why a line of text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing that anybody could see was typed.
    #[error("should not be empty")]
    Empty,
    /// It has more characters than it may have.
    #[error("should have at most {most} characters, not {chars}")]
    TooLong {
        /// How many characters it has after trimming.
        chars: usize,
        /// How many it may have.
        most: usize,
    },
}

/// One line: trims `typed` and checks its length. Characters that show nothing count as blank at the
/// ends, so that a name cannot be made of them alone.
pub(super) fn line(typed: &str) -> Result<String, TextError> {
    // A line stays a line, whatever a program sends.
    bounded(typed, MAX_CHARS).map(|text| text.replace(char::is_control, " "))
}

/// Several lines, at most `most` characters together. Browsers send a line's end as two characters.
pub(super) fn lines(typed: &str, most: usize) -> Result<String, TextError> {
    let text = bounded(&typed.replace("\r\n", "\n"), most)?;
    Ok(text.replace(|c: char| c.is_control() && c != '\n', " "))
}

fn bounded(typed: &str, most: usize) -> Result<String, TextError> {
    let trimmed = typed.trim_matches(is_blank);
    let chars = trimmed.chars().count();
    if chars > most { Err(TextError::TooLong { chars, most }) } else { Ok(trimmed.to_owned()) }
}

/// White space, control characters, and the characters of Unicode that fill, join or direct and show
/// nothing themselves.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
        )
}

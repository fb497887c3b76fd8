//! Validation shared by titles, locations, names and comments: trimmed text with a maximum length.

use thiserror::Error;

/// The maximum length of a title, a location or a name, in characters (Unicode scalar values).
pub const MAX_CHARS: usize = 255;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// The text has no visible character.
    #[error("should not be empty")]
    Empty,
    /// The text has too many characters.
    #[error("should have at most {most} characters, not {chars}")]
    TooLong {
        /// The number of characters after trimming.
        chars: usize,
        /// The maximum number of characters.
        most: usize,
    },
}

/// Validates one line of text: trims `typed` and checks its length. Invisible characters at the ends are
/// trimmed like white space, so that a name cannot consist of them alone.
pub(super) fn parse_line(typed: &str) -> Result<String, TextError> {
    // The result has to be one line, even if a client sends line breaks or control characters.
    trim_and_limit(typed, MAX_CHARS).map(|text| text.replace(char::is_control, " "))
}

/// Validates text of several lines with at most `most` characters in total. Browsers send a line break as two
/// characters (`\r\n`), which count as one.
pub(super) fn parse_lines(typed: &str, most: usize) -> Result<String, TextError> {
    let text = trim_and_limit(&typed.replace("\r\n", "\n"), most)?;
    Ok(text.replace(|c: char| c.is_control() && c != '\n', " "))
}

fn trim_and_limit(typed: &str, most: usize) -> Result<String, TextError> {
    // Variation selectors and tags end many an emoji: at the ends of a text they stay.
    let is_visible = |c: char| !is_blank(c) && !is_ignorable(c);
    let trimmed = if typed.contains(is_visible) { typed.trim_matches(is_blank) } else { "" };
    let chars = trimmed.chars().count();
    if chars > most { Err(TextError::TooLong { chars, most }) } else { Ok(trimmed.to_owned()) }
}

/// Whether programs that do not know `c` show nothing for it (`Default_Ignorable_Code_Point` of Unicode 16): joiners,
/// variation selectors, tags, characters that set the direction.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether `c` is white space, a control character, or one of Unicode's invisible characters that fill, join
/// or set the direction.
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

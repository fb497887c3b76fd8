//! Lists in a sentence, as the language writes them.

use super::Language;
use super::days::LIST_SEPARATORS;

impl Language {
    /// All parts of a list: "Ann, Bo, and Kit", "Ann und Bo".
    #[must_use]
    pub fn list<T: AsRef<str>>(self, parts: &[T]) -> String {
        let last = parts.len().saturating_sub(1);
        let before = |index| match index {
            0 => "",
            1 if last == 1 => self.live.0.line(LIST_SEPARATORS),
            _ if index == last => self.live.0.line(LIST_SEPARATORS + 2),
            _ => self.live.0.line(LIST_SEPARATORS + 1),
        };
        parts.iter().enumerate().map(|(index, part)| [before(index), part.as_ref()].concat()).collect()
    }

    /// Parts of a list that goes on, or phrases in a row: "Ann, Bo, Kit".
    #[must_use]
    pub fn row<T: AsRef<str>>(self, parts: &[T]) -> String {
        let texts = self.live();
        parts.iter().fold(String::new(), |row, part| match &*row {
            "" => part.as_ref().to_owned(),
            row => texts.row(row, part.as_ref()),
        })
    }
}

//! The lines of a language by their number.

/// The length of the table of plural categories. The category of a larger number is that of its last two
/// digits after a hundred, which holds in every language for whole numbers below a million.
#[cfg(feature = "ssr")]
pub(super) const PLURAL_TABLE_LENGTH: usize = 200;

/// Lines of a language. The first one is its table of plural categories: for each number one digit, the
/// index of its category in the order zero, one, two, few, many, other.
#[derive(Clone, Copy)]
pub(super) struct Lines(&'static [&'static str]);

impl Lines {
    pub(super) fn new(lines: Vec<&'static str>) -> Self {
        Self(lines.leak())
    }

    /// All lines as one text.
    #[cfg(feature = "ssr")]
    pub(super) fn joined(self) -> String {
        self.0.join("\n")
    }

    /// A line as it is.
    pub(super) fn line(self, number: usize) -> &'static str {
        self.0.get(number).copied().unwrap_or_default()
    }

    /// A line with its placeholders `{0}`, `{1}` .. replaced by the values.
    pub(super) fn filled(self, number: usize, values: &[&str]) -> String {
        let mut filled = String::new();
        // Every second piece stands between braces, and no brace stands elsewhere: see the build script.
        for (index, piece) in self.line(number).split(['{', '}']).enumerate() {
            let value = match piece.as_bytes() {
                [digit] if index % 2 == 1 => values.get(usize::from(digit.wrapping_sub(b'0'))),
                _ => None,
            };
            filled.push_str(value.unwrap_or(&piece));
        }
        filled
    }

    /// The form of a text for a number. The first of its six forms is at `line`. The first of the values is the
    /// number.
    pub(super) fn plural(self, line: usize, count: usize, others: &[&str]) -> String {
        let table = self.line(0).as_bytes();
        let category = table.get(count).or_else(|| table.get(count % 100 + 100));
        let form = line + category.map_or(0, |digit| usize::from(digit.wrapping_sub(b'0')));
        let count = count.to_string();
        let mut values = vec![count.as_str()];
        values.extend(others);
        self.filled(form, &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_replaced_wherever_they_stand() {
        let lines = Lines::new(vec!["", "{1} is now {0}", "5 {0}", "plain"]);
        assert_eq!(lines.filled(1, &["Kit", "Lee"]), "Lee is now Kit");
        assert_eq!(lines.filled(2, &["{1}"]), "5 {1}");
        assert_eq!(lines.filled(3, &[]), "plain");
    }

    #[test]
    fn a_plural_takes_the_form_of_its_category() {
        let lines = Lines::new(vec!["515", "", "{0} day", "", "", "", "{0} days"]);
        assert_eq!(lines.plural(1, 1, &[]), "1 day");
        assert_eq!(lines.plural(1, 2, &[]), "2 days");
    }
}

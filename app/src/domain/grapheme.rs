//! The first letter of a name as people see it.

/// The first character of `text` as people see it (a grapheme cluster): a letter with its marks, a flag of two
/// letters, an emoji of several joined ones.
///
/// These are the rules of UAX #29 that matter for names, without its tables of all scripts, which would be a tenth
/// of what a visitor downloads.
#[must_use]
pub fn first_grapheme(text: &str) -> &str {
    let is_regional = |letter: char| matches!(letter, '\u{1f1e6}'..='\u{1f1ff}');
    // Combining marks, variation selectors, skin tones, tags, and the joiner.
    let continues = |letter: char| {
        matches!(letter, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
    };
    let mut letters = text.char_indices();
    let mut before = letters.next().map_or('\0', |(_, letter)| letter);
    let mut flag = is_regional(before);
    for (index, letter) in letters {
        let second = flag && is_regional(letter);
        if !second && !continues(letter) && before != '\u{200d}' {
            return &text[..index];
        }
        (before, flag) = (letter, false);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_is_what_people_see_as_one() {
        for (name, first) in [
            ("Kit", "K"),
            ("🇰🇷 S", "🇰🇷"),
            ("🇰🇷🇯🇵", "🇰🇷"),
            ("👨‍👩‍👧 Kim", "👨‍👩‍👧"),
            ("👍🏽 ok", "👍🏽"),
            ("e\u{301}a", "e\u{301}"),
            ("지우", "지"),
            ("", ""),
        ] {
            assert_eq!(first_grapheme(name), first, "{name}");
        }
    }
}

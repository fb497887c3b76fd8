//! Breaks a text into lines of a width.

use unicode_segmentation::UnicodeSegmentation;

use super::fonts::font_of;

/// Breaks a text into at most `most` lines of at most `width` times the size of the font: between words, or within
/// a word that is longer than a line. What does not fit is cut, and ends with an ellipsis.
pub(super) fn lines(text: &str, width: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(line) + width_of(" ") + width_of(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(parts(word, width)),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        let last = lines.pop().unwrap_or_default();
        lines.push(cut(&last, width));
    }
    lines
}

/// The parts of a word, each as long as fits into a line.
fn parts(word: &str, width: f32) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for letter in word.graphemes(true) {
        if !part.is_empty() && width_of(&part) + width_of(letter) > width {
            parts.push(std::mem::take(&mut part));
        }
        part.push_str(letter);
    }
    parts.push(part);
    parts
}

/// The beginning of a text that fits into a line together with an ellipsis.
fn cut(text: &str, width: f32) -> String {
    let mut letters: Vec<_> = text.graphemes(true).collect();
    while !letters.is_empty() && width_of(&letters.concat()) + width_of("…") > width {
        letters.pop();
    }
    format!("{}…", letters.concat().trim_end())
}

/// How wide a text is, in sizes of the font.
pub(super) fn width_of(text: &str) -> f32 {
    text.graphemes(true).map(|letter| font_of(letter).width_of(letter)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_between_words_and_within_words_that_are_too_long() {
        assert_eq!(lines("송년회 🍖 at the river", 6.5, 3), ["송년회 🍖 at", "the river"]);
        assert_eq!(lines("nnnnnnnnnn", 3.0, 3), ["nnnn", "nnnn", "nn"]);
        assert_eq!(lines("", 8.0, 2), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let cut = lines(&"가".repeat(30), 10.0, 2);
        assert!(cut[1].starts_with("가가가") && cut[1].ends_with('…'), "{cut:?}");
    }

    #[test]
    fn joined_emoji_stay_whole() {
        assert_eq!(lines("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 2.3, 1), ["👨‍👩‍👧…"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_it_may_be(text in "\\PC{0,60}", width in 2.5_f32..20.0) {
            for line in lines(&text, width, 3) {
                prop_assert!(width_of(&line) <= width + 0.001, "{}", line);
            }
        }
    }
}

//! The key by which participant names are compared within a meeting.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use sha2::{Digest, Sha256};

use super::ParticipantName;
use super::text::is_ignorable;

/// The key that makes a name unique in its meeting: SHA-256 of the name after case folding and NFC, without the
/// characters that show nothing. Letters that merely look alike (confusables of UTS #39) tell names apart: in one
/// meeting there may well be a Latin and a Cyrillic "Сара".
///
/// It is a hash because 255 characters of folded text are too long for a MySQL index. Case folding happens
/// between a decomposition and a composition, as in Unicode's canonical caseless matching (D145), so that the
/// order of combining marks does not matter.
///
/// A key that was stored by an earlier version of this rule stays as it is, until its participant is renamed: two
/// names that are the same by the rule of today may both stand in a meeting already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NameKey([u8; 32]);

impl NameKey {
    /// The key of `name`.
    #[must_use]
    pub fn of(name: &ParticipantName) -> Self {
        let visible = name.as_str().replace(is_ignorable, "");
        // White space that was apart only by such characters is one.
        let visible = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        let decomposed = DecomposingNormalizer::new_nfd().normalize(&visible);
        let folded = CaseMapper::new().fold_string(&decomposed);
        let composed = ComposingNormalizer::new_nfc().normalize(&folded).into_owned();
        Self(Sha256::digest(composed.as_bytes()).into())
    }

    /// The 32 bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> NameKey {
        NameKey::of(&ParticipantName::parse(name).unwrap())
    }

    #[test]
    fn names_that_differ_only_in_case_are_the_same() {
        assert_eq!(key("Robin"), key("rOBIN"));
        assert_eq!(key("STRASSE"), key("straße"));
        assert_eq!(key("ΣΊΣΥΦΟΣ"), key("σίσυφος"));
    }

    #[test]
    fn names_that_differ_only_in_unicode_form_are_the_same() {
        assert_eq!(key("지우"), key("\u{110C}\u{1175}\u{110B}\u{116E}"));
        assert_eq!(key("Zoë"), key("ZOE\u{308}"));
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for name in [
            "Kit  Lee",
            "Kit\u{a0}Lee",
            "Kit\u{3000}Lee",
            "Kit \u{200b}Lee",
            "\u{2068}Kit\u{2069} Lee",
            "Kit\u{fe0f} Lee",
            "Kit \u{200b} Lee",
            "Kit Lee \u{fe0f}",
            "\u{fe0f} Kit Lee",
        ] {
            assert_eq!(key(name), key("kit lee"), "{name:?}");
        }
    }

    #[test]
    fn other_names_are_others() {
        assert_ne!(key("Kit"), key("Kat"));
        assert_ne!(key("Zoe"), key("Zoë"));
        assert_ne!(key("a b"), key("ab"));
        assert_ne!(key("Sara"), key("S\u{430}ra"));
    }
}

//! The fonts of the picture: which one a character is drawn with, and how wide it is.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// Latin, Greek and Cyrillic letters; Hangul, kana and the more frequent kanji; emoji in colour; Arabic, Hebrew and
/// Devanagari letters. Each with its family, as it calls itself. See `server/fonts`.
static FONTS: LazyLock<[Font; 6]> = LazyLock::new(|| {
    [
        Font::new("Noto Sans", include_bytes!("../../../../fonts/NotoSans-Bold-subset.ttf")),
        Font::new("Noto Sans CJK KR", include_bytes!("../../../../fonts/NotoSansKR-Bold-subset.otf")),
        Font::new("Twemoji Mozilla", include_bytes!("../../../../fonts/Twemoji-COLR.ttf")),
        Font::new("Noto Sans Arabic", include_bytes!("../../../../fonts/NotoSansArabic-Bold-subset.ttf")),
        Font::new("Noto Sans Hebrew", include_bytes!("../../../../fonts/NotoSansHebrew-Bold-subset.ttf")),
        Font::new(
            "Noto Sans Devanagari",
            include_bytes!("../../../../fonts/NotoSansDevanagari-Bold-subset.ttf"),
        ),
    ]
});

/// A font of the picture.
pub(super) struct Font {
    /// The family, as the font calls itself.
    pub(super) family: &'static str,
    data: &'static [u8],
    tables: FontRef<'static>,
}

impl Font {
    fn new(family: &'static str, data: &'static [u8]) -> Self {
        Self { family, data, tables: FontRef::new(data).expect("the fonts stand in the executable") }
    }

    /// Whether it has all characters that show something.
    fn has(&self, letter: &str) -> bool {
        let charmap = self.tables.charmap();
        letter.chars().filter(|one| !is_format(*one)).all(|one| charmap.map(one).is_some())
    }

    /// The width of a character, as people see it, in sizes of the font.
    pub(super) fn width_of(&self, letter: &str) -> f32 {
        let metrics = self.tables.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = f32::from(self.tables.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        // What follows the first character is a mark on it, or forms one emoji with it.
        let first = letter.chars().next().and_then(|first| self.tables.charmap().map(first));
        first.and_then(|first| metrics.advance_width(first)).unwrap_or(units) / units
    }
}

/// The fonts for drawing, which are read from the executable when the first picture is drawn.
pub(super) fn database() -> Arc<fontdb::Database> {
    static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        for font in FONTS.iter() {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font.data)));
        }
        Arc::new(fonts)
    });
    Arc::clone(&DATABASE)
}

/// The font that a character, as people see it, is drawn with. What no font has shows as the sign for that.
pub(super) fn font_of(letter: &str) -> &'static Font {
    let [letters, _, emoji, ..] = &*FONTS;
    if is_emoji(letter) && emoji.has(letter) {
        return emoji;
    }
    FONTS.iter().find(|font| font.has(letter)).unwrap_or(letters)
}

/// Whether a character, as people see it, is an emoji: by its block, or because it asks to be shown as one.
pub(super) fn is_emoji(letter: &str) -> bool {
    let is_pictograph =
        |first| matches!(first, '\u{1f000}'..='\u{1ffff}' | '\u{2600}'..='\u{27bf}' | '⭐' | '⭕');
    letter.contains('\u{fe0f}') || letter.chars().next().is_some_and(is_pictograph)
}

/// Joiners and selectors, which fonts need not have.
fn is_format(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_has_its_font() {
        for (letter, family) in [
            ("a", "Noto Sans"),
            ("ế", "Noto Sans"),
            ("ά", "Noto Sans"),
            ("Ж", "Noto Sans"),
            ("쀍", "Noto Sans CJK KR"),
            ("の", "Noto Sans CJK KR"),
            ("新", "Noto Sans CJK KR"),
            ("🍖", "Twemoji Mozilla"),
            ("⭐\u{fe0f}", "Twemoji Mozilla"),
            ("👨‍👩‍👧", "Twemoji Mozilla"),
            ("🇰🇷", "Twemoji Mozilla"),
            ("1\u{fe0f}\u{20e3}", "Twemoji Mozilla"),
            ("1", "Noto Sans"),
            ("ع", "Noto Sans Arabic"),
            ("ש", "Noto Sans Hebrew"),
            ("क्षि", "Noto Sans Devanagari"),
        ] {
            assert_eq!(font_of(letter).family, family, "{letter}");
        }
    }

    #[test]
    fn letters_of_the_far_east_are_wider_than_latin_ones() {
        let width = |letter| font_of(letter).width_of(letter);
        assert!(width("가") > width("a") && width("a") > width("i") && width("🇰🇷") > 0.9);
    }
}

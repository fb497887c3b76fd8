//! The drawing of the picture: an SVG document, and its pixels.

use std::fmt::Write;

use app::pages::LinkPreviewTexts;
use app::texts::html::escape;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use unicode_segmentation::UnicodeSegmentation;

use super::fonts::{self, font_of, is_emoji};
use super::lines::{lines, width_of};

const WIDTH: f32 = 1200.0;
const HEIGHT: f32 = 630.0;

/// The distance of texts from the left and right edges, in pixels.
const MARGIN: f32 = 80.0;

// The colours of the pages in the light theme (style/tokens.css).
const PAPER: &str = "#f6f5f1";
const INK: &str = "#1b1a1f";
const MUTED: &str = "#5d5a66";
const ACCENT: &str = "#0b6b5d";
const ACCENT_TINT: &str = "#d7efe9";

/// The character that makes what is beside it, such as a number, a part of the words from right to left.
const RIGHT_TO_LEFT: &str = "\u{200f}";

/// A text of one line at a height, in a size and a colour. What has another font stands in an element of its own, at
/// its place: the library would mix the fonts of one element wrongly where several characters form one sign. But words
/// from right to left and what is between them stand in one, because their order depends on all of them.
fn text(svg: &mut String, y: u32, size: u16, colour: &str, text: &str) {
    let text = printable(text);
    let letters: Vec<_> = text.graphemes(true).map(|letter| (letter, font_of(letter))).collect();
    let mirrored =
        letters.iter().find(|(letter, _)| letter.starts_with(|one| matches!(one, '\u{590}'..='\u{8ff}')));
    let mirrored = mirrored.filter(|_| !letters.iter().any(|(letter, _)| is_emoji(letter)));
    let mut x = MARGIN;
    for run in letters.chunk_by(|(_, one), (_, other)| mirrored.is_some() || one.family == other.family) {
        let (family, mark) = mirrored.map_or((run[0].1.family, ""), |(_, font)| (font.family, RIGHT_TO_LEFT));
        let letters = [mark, &run.iter().map(|(letter, _)| *letter).collect::<String>(), mark].concat();
        // Not all fonts have a dash.
        let letters = if mirrored.is_some() { letters.replace('–', "-") } else { letters };
        // Writing to a text does not fail.
        let _ = write!(
            svg,
            r#"<text xml:space="preserve" x="{x}" y="{y}" font-family="{family}" font-size="{size}" fill="{colour}">{}</text>"#,
            escape(&letters)
        );
        x += width_of(&letters) * f32::from(size);
    }
}

/// The text without characters that a document of XML may not contain.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect()
}

/// The width of a line, in sizes of its font.
fn room(size: u16) -> f32 {
    (WIDTH - 2.0 * MARGIN) / f32::from(size)
}

/// The drawing of these texts.
pub(super) fn svg(texts: &LinkPreviewTexts) -> String {
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-weight="700" font-kerning="none"><rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/><rect width="{WIDTH}" height="14" fill="{ACCENT}"/>"#
    );
    text(&mut svg, 104, 36, ACCENT, "meetifyr");
    let is_short = lines(&texts.title, room(84), 2).len() < 2;
    let size = if is_short { 84 } else { 68 };
    let mut y = 170;
    for line in lines(&texts.title, room(size), 2) {
        y += u32::from(size) + 12;
        text(&mut svg, y, size, INK, &line);
    }
    for (size, line) in [(40, texts.dates.as_deref()), (34, texts.answers.as_deref())] {
        y += u32::from(size) + 24;
        text(&mut svg, y, size, MUTED, line.unwrap_or_default());
    }
    if let Some(day) = &texts.day {
        let (fill, colour) = if texts.is_decided { (ACCENT, "#ffffff") } else { (ACCENT_TINT, ACCENT) };
        let _ = write!(svg, r#"<rect x="0" y="510" width="{WIDTH}" height="120" fill="{fill}"/>"#);
        let day = lines(day, room(44), 1).concat();
        text(&mut svg, 586, 44, colour, &day);
    }
    svg.push_str("</svg>");
    svg
}

/// The drawing as a PNG; `None` if it is no document, or does not fit into memory.
pub(super) fn png(svg: &str) -> Option<Vec<u8>> {
    let options = Options { fontdb: fonts::database(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let mut pixels = Pixmap::new(1200, 630)?;
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    pixels.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whatever_people_type_is_drawn_as_text() {
        let texts = LinkPreviewTexts {
            title: "</text><script>&\u{0}\u{ffff}\" x".to_owned(),
            ..LinkPreviewTexts::default()
        };
        let tree = Tree::from_str(&svg(&texts), &Options::default());
        assert!(tree.is_ok(), "{tree:?}");
    }

    #[test]
    fn words_from_right_to_left_are_one_element() {
        let drawn = |line: &str| {
            let mut svg = String::new();
            text(&mut svg, 0, 40, INK, line);
            svg.matches("<text").count()
        };
        assert_eq!([drawn("28 نوفمبر – 25 ديسمبر"), drawn("11 בדצמבר, Kit"), drawn("12월 a")], [1, 1, 3]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_title_can_be_drawn(title in "[\\PC👨‍👩‍👧🇰🇷👍🏽❤️éक्षि한ﷺشלום\u{0301}]{0,40}") {
            let texts = LinkPreviewTexts { title, ..LinkPreviewTexts::default() };
            let options = Options { fontdb: fonts::database(), ..Options::default() };
            prop_assert!(Tree::from_str(&svg(&texts), &options).is_ok());
        }
    }
}

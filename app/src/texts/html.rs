//! Sentences as HTML. What people typed is escaped in them, and isolated from the direction of their letters.
//!
//! The live parts of a page write sentences as the whole content of an element. A text node would be lost:
//! translators of browsers replace text nodes by nodes of their own.

/// `text` as the content of an element.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// What somebody typed, as a part of a sentence: letters that run from right to left, and characters that
/// change the direction, have no effect beyond it, and it is not translated.
#[must_use]
pub fn typed(text: &str) -> String {
    ["<bdi translate=no>", &escape(text), "</bdi>"].concat()
}

/// What somebody typed, as a part of a text without HTML, such as the title of a window: isolated by the characters
/// U+2068 and U+2069 if it has letters or characters that change the direction.
#[must_use]
pub fn isolated(text: &str) -> String {
    let changes_direction = |letter: char| {
        // The blocks of scripts that run from right to left, and the characters that control the direction.
        matches!(u32::from(letter), 0x590..=0x8ff | 0x200e..=0x202e | 0x2066..=0x2069 | 0xfb1d..=0xfdff
            | 0xfe70..=0xfefc | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
    };
    if text.contains(changes_direction) { ["\u{2068}", text, "\u{2069}"].concat() } else { text.to_owned() }
}

/// A location as HTML: a link if it is an address on the web, such as that of a map.
#[must_use]
pub fn linked(location: &str) -> String {
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| location.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    let text = escape(location);
    if is_address && !location.contains(char::is_whitespace) {
        let address = text.replace('"', "&quot;");
        format!("<a href=\"{address}\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">{text}</a>")
    } else {
        text
    }
}

/// Plain text of several lines as HTML: line breaks are kept, and addresses on the web are links.
#[must_use]
pub fn linked_text(text: &str) -> String {
    text.split('\n').map(linked_line).collect::<Vec<_>>().join("<br>")
}

/// Punctuation that ends a sentence rather than an address.
const SENTENCE_ENDS: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '。', '、', '，', '．', '！', '？', '）', '」', '』',
    '】', '…', '”', '’',
];

fn linked_line(line: &str) -> String {
    let mut html = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("http") {
        let (before, from) = rest.split_at(start);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(SENTENCE_ENDS);
        // It cannot be empty: it begins with a letter.
        let (address, after) = from.split_at(address.len());
        html.push_str(&escape(before));
        html.push_str(&linked(address));
        rest = after;
    }
    html + &escape(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_escaped_and_isolated() {
        assert_eq!(typed("<b>&"), "<bdi translate=no>&lt;b>&amp;</bdi>");
        assert_eq!(isolated("Kit 킷 ★"), "Kit 킷 ★");
        assert_eq!(isolated("x\u{202e}y"), "\u{2068}x\u{202e}y\u{2069}");
        assert_eq!(isolated("שלום"), "\u{2068}שלום\u{2069}");
    }

    #[test]
    fn addresses_in_a_text_are_links_and_its_lines_stay() {
        for (text, before, address, after) in [
            ("See https://a.example/x?y=1, or", "See ", "https://a.example/x?y=1", ", or"),
            ("(http://b.example).", "(", "http://b.example", ")."),
            ("地図：https://a.example/x。", "地図：", "https://a.example/x", "。"),
            ("「https://a.example/x」", "「", "https://a.example/x", "」"),
            ("Map:https://a.example\u{3000}<b>", "Map:", "https://a.example", "\u{3000}&lt;b>"),
        ] {
            assert_eq!(linked_text(text), [before, &linked(address), after].concat(), "{text}");
        }
        assert_eq!(linked_text("a\n<b>"), "a<br>&lt;b>");
        assert_eq!(linked_text("https:// and http"), "https:// and http");
    }

    #[test]
    fn a_location_is_a_link_if_it_is_nothing_but_an_address_on_the_web() {
        let link = "<a href=\"https://map.example/?a=1&amp;b=&quot;\" rel=\"nofollow noopener noreferrer\" \
            target=\"_blank\">https://map.example/?a=1&amp;b=\"</a>";
        assert_eq!(linked("https://map.example/?a=1&b=\""), link);
        assert_eq!(linked("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(linked("https://a.example and then left"), "https://a.example and then left");
        assert_eq!(linked("<Mapo>"), "&lt;Mapo>");
    }
}

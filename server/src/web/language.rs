//! The language that a visitor prefers.

use app::texts::Language;
use axum::http::{HeaderMap, header};

/// The most preferred language among those of the pages, whatever the region; English if there is none.
pub(super) fn preferred(headers: &HeaderMap) -> Language {
    let wishes =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let language = |tag: &str| Language::tagged(tag).or_else(|| Language::tagged(tag.split('-').next()?));
    // A quality of 0 means "not acceptable".
    let wanted =
        accept_language::parse_with_quality(wishes).into_iter().filter(|(_, quality)| *quality > 0.0);
    wanted.map(|(tag, _)| tag).find_map(|tag| language(&tag)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(wishes: &str) -> &'static str {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, wishes.parse().unwrap());
        preferred(&headers).tag()
    }

    #[test]
    fn the_most_wanted_language_that_is_spoken_is_used() {
        assert_eq!(of("ko-KR,ko;q=0.9,en;q=0.8"), "ko");
        assert_eq!(of("ko-KR"), "ko");
        assert_eq!(of("en-US,en;q=0.9,ko;q=0.8"), "en");
        assert_eq!(of("de-DE,de;q=0.9,ko;q=0.5,en;q=0.3"), "ko");
    }

    #[test]
    fn who_wants_another_language_reads_english() {
        assert_eq!(of("de"), "en");
        assert_eq!(of("de, ko;q=0"), "en");
        assert_eq!(of(";;q=,"), "en");
        assert_eq!(preferred(&HeaderMap::new()).tag(), "en");
    }
}

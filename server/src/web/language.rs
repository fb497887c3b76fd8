//! The language that a visitor prefers.

use app::texts::Language;
use axum::http::{HeaderMap, header};

/// The language that the visitor chose, else the most preferred one among those of the pages, whatever the region;
/// English if there is none. Weeks begin as in the region that the browser names.
pub(super) fn of_visitor(headers: &HeaderMap, chosen: Option<&str>) -> Language {
    let wishes =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A quality of 0 means "not acceptable".
    let wanted =
        accept_language::parse_with_quality(wishes).into_iter().filter(|(_, quality)| *quality > 0.0);
    let wanted: Vec<_> = wanted.map(|(tag, _)| tag).collect();
    let chosen = chosen.and_then(Language::tagged);
    let language = chosen.or_else(|| wanted.iter().find_map(|tag| Language::serving(tag)));
    language.unwrap_or_default().in_region_of(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(wishes: &str) -> &'static str {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, wishes.parse().unwrap());
        of_visitor(&headers, None).tag()
    }

    #[test]
    fn the_most_wanted_language_that_is_spoken_is_used() {
        assert_eq!(of("ko-KR,ko;q=0.9,en;q=0.8"), "ko");
        assert_eq!(of("ko-KR"), "ko");
        assert_eq!(of("en-US,en;q=0.9,ko;q=0.8"), "en");
        assert_eq!(of("eo,ko;q=0.5,en;q=0.3"), "ko");
        assert_eq!(of("zh-TW,zh;q=0.9"), "zh-Hant");
    }

    #[test]
    fn who_wants_another_language_reads_english() {
        assert_eq!(of("eo"), "en");
        assert_eq!(of("eo, ko;q=0"), "en");
        assert_eq!(of(";;q=,"), "en");
        assert_eq!(of_visitor(&HeaderMap::new(), None).tag(), "en");
    }

    #[test]
    fn a_language_that_was_chosen_is_used_whatever_the_browser_wants() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "ko-KR,ko".parse().unwrap());
        assert_eq!(of_visitor(&headers, Some("ar")).tag(), "ar");
        assert_eq!(of_visitor(&headers, Some("xx")).tag(), "ko");
    }
}

//! The languages of `locales/`, on the server.

use std::sync::LazyLock;

use super::lines::Lines;
use super::{Language, LiveTexts, PageTexts, RefusalTexts, TABLES, locale_data};

/// The texts that only the server has.
pub(super) struct ServerTexts {
    tag: &'static str,
    pages: PageTexts,
    refusals: RefusalTexts,
    /// The lines of days that the browser does without.
    pub(super) days: Lines,
}

/// The texts of one language as `build.rs` writes them.
pub(super) struct Tables {
    pub(super) tag: &'static str,
    pub(super) live: &'static [&'static str],
    pub(super) pages: &'static [&'static str],
    pub(super) refusals: &'static [&'static str],
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| TABLES.iter().map(language).collect());

impl Language {
    /// All languages of the pages, in the order of their tags.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &LANGUAGES
    }

    /// The language with this BCP 47 tag.
    #[must_use]
    pub fn tagged(tag: &str) -> Option<Self> {
        Self::all().iter().copied().find(|language| language.tag() == tag)
    }

    /// The BCP 47 tag, as it stands in `<html lang>`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.server.tag
    }

    /// The texts that only the server renders.
    #[must_use]
    pub fn pages(self) -> PageTexts {
        self.server.pages
    }

    /// What people are told if the rules refuse something.
    #[must_use]
    pub fn refusals(self) -> RefusalTexts {
        self.server.refusals
    }

    /// The lines that the page gives the browser.
    #[must_use]
    pub fn lines_for_page(self) -> String {
        self.live.0.joined()
    }
}

impl Eq for Language {}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag() == other.tag()
    }
}

/// English.
impl Default for Language {
    fn default() -> Self {
        Self::tagged("en").expect("the build script demands English")
    }
}

/// The texts of a language, and what CLDR says of its plurals and days.
fn language(tables: &Tables) -> Language {
    let locale = tables.tag.parse().expect("a test parses the tags of all languages");
    let plurals: &'static str =
        locale_data::plural_table(&locale).expect("a test loads the plurals of all languages").leak();
    let day_lines = locale_data::day_lines(&locale).expect("a test loads the days of all languages");
    let short_day_lines = locale_data::server_day_lines(&locale).expect("a test loads them");
    let leaked = |lines: Vec<String>| lines.into_iter().map(|line| &*line.leak());
    let lines = |texts: &'static [&'static str]| [plurals].into_iter().chain(texts.iter().copied());
    Language {
        this_year: None,
        live: LiveTexts(Lines::new(lines(tables.live).chain(leaked(day_lines)).collect())),
        server: Box::leak(Box::new(ServerTexts {
            tag: tables.tag,
            pages: PageTexts(Lines::new(lines(tables.pages).collect())),
            refusals: RefusalTexts(Lines::new(lines(tables.refusals).collect())),
            days: Lines::new(leaked(short_day_lines).collect()),
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MAX_DAYS;

    #[test]
    fn texts_name_the_limits_of_the_rules() {
        for language in Language::all() {
            let days = MAX_DAYS.to_string();
            assert!(language.pages().most_days().contains(&days), "{}", language.tag());
            assert!(language.refusals().range_too_long().contains(&days), "{}", language.tag());
        }
    }
}

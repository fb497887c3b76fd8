//! The languages of `locales/`, on the server.

use std::sync::LazyLock;

use chrono::Weekday;
use icu_locale::{LocaleDirectionality, LocaleExpander};
use icu_locale_core::{LanguageIdentifier, Locale};

use crate::domain::Weekdays;

use super::lines::Lines;
use super::{Language, LiveTexts, PageTexts, RefusalTexts, TABLES, locale_data};

/// The texts that only the server has.
pub(super) struct ServerTexts {
    tag: &'static str,
    /// The tag with the script and the region that it has most likely.
    likely: LanguageIdentifier,
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

    /// The language that somebody reads who wants the language with this BCP 47 tag: the same language in the same
    /// script, whatever the region.
    #[must_use]
    pub fn serving(tag: &str) -> Option<Self> {
        let wanted = likely(tag.parse().ok()?);
        let serves = |language: &&Self| {
            let likely = &language.server.likely;
            (likely.language, likely.script) == (wanted.language, wanted.script)
        };
        Self::tagged(tag).or_else(|| Self::all().iter().find(serves).copied())
    }

    /// The same language for a visitor whose browser wants languages with these tags, the most wanted first. Weeks
    /// begin as in the region of the first that names one.
    #[must_use]
    pub fn in_region_of(self, tags: &[String]) -> Self {
        let wanted = tags.iter().filter_map(|tag| tag.parse::<LanguageIdentifier>().ok());
        let region = wanted.into_iter().find_map(|wanted| wanted.region);
        let mut likely = self.server.likely.clone();
        likely.region = region.or(likely.region);
        let week = locale_data::week(&Locale::from(likely));
        let (first_weekday, weekend) = week.unwrap_or((self.first_weekday, self.weekend));
        Self { first_weekday, weekend, ..self }
    }

    /// The direction of its letters, as it stands in `<html dir>`.
    #[must_use]
    pub fn direction(self) -> &'static str {
        if LocaleDirectionality::new_common().is_right_to_left(&self.server.likely) { "rtl" } else { "ltr" }
    }

    /// What the language calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        self.pages().own_name()
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
        let (first, weekend) = (self.first_weekday.num_days_from_monday(), self.weekend.bits());
        format!("{}\n{first} {weekend}", self.live.0.joined())
    }
}

impl Language {
    /// Everything by which pages in two languages differ.
    fn identity(&self) -> (&'static str, Weekday, Weekdays, Option<i32>) {
        (self.tag(), self.first_weekday, self.weekend, self.this_year)
    }
}

impl Eq for Language {}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl std::hash::Hash for Language {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.tag().hash(state);
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
    let likely = likely(tables.tag.parse().expect("a test parses the tags of all languages"));
    let (first_weekday, weekend) =
        locale_data::week(&Locale::from(likely.clone())).expect("a test loads the weeks of all languages");
    Language {
        first_weekday,
        weekend,
        this_year: None,
        live: LiveTexts(Lines::new(lines(tables.live).chain(leaked(day_lines)).collect())),
        server: Box::leak(Box::new(ServerTexts {
            tag: tables.tag,
            likely,
            pages: PageTexts(Lines::new(lines(tables.pages).collect())),
            refusals: RefusalTexts(Lines::new(lines(tables.refusals).collect())),
            days: Lines::new(leaked(short_day_lines).collect()),
        })),
    }
}

/// A language with the script and the region that it has most likely.
fn likely(mut tag: LanguageIdentifier) -> LanguageIdentifier {
    LocaleExpander::new_extended().maximize(&mut tag);
    tag
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::domain::MAX_DAYS;

    #[test]
    fn who_wants_a_language_reads_it_whatever_the_region() {
        let serving = |tag| Language::serving(tag).map(Language::tag);
        for (wanted, read) in [
            ("ko-KR", Some("ko")),
            ("de-AT", Some("de")),
            ("pt", Some("pt-BR")),
            ("pt-PT", Some("pt-BR")),
            ("zh", Some("zh-Hans")),
            ("zh-CN", Some("zh-Hans")),
            ("zh-TW", Some("zh-Hant")),
            ("zh-HK", Some("zh-Hant")),
            ("xx", None),
            ("*", None),
        ] {
            assert_eq!(serving(wanted), read, "{wanted}");
        }
    }

    #[test]
    fn weeks_begin_as_in_the_region() {
        let first = |tag: &str, wishes: &[&str]| {
            let wishes: Vec<_> = wishes.iter().map(|tag| (*tag).to_owned()).collect();
            Language::tagged(tag).unwrap().in_region_of(&wishes).week()[0]
        };
        assert_eq!(
            [first("ko", &[]), first("de", &[]), first("ar", &[])],
            [Weekday::Sun, Weekday::Mon, Weekday::Sat]
        );
        assert_eq!([first("en", &["en-US"]), first("en", &["en", "en-GB"])], [Weekday::Sun, Weekday::Mon]);
        assert_eq!(first("en", &["ko-KR", "en"]), Weekday::Sun);
    }

    #[test]
    fn letters_of_some_languages_run_from_right_to_left() {
        let direction = |tag| Language::tagged(tag).unwrap().direction();
        assert_eq!(["ar", "he", "ko", "en"].map(direction), ["rtl", "rtl", "ltr", "ltr"]);
    }

    #[test]
    fn texts_name_the_limits_of_the_rules() {
        for language in Language::all() {
            let days = MAX_DAYS.to_string();
            assert!(language.pages().most_days().contains(&days), "{}", language.tag());
            assert!(language.refusals().range_too_long().contains(&days), "{}", language.tag());
        }
    }
}

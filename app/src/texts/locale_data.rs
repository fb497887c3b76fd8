//! What the Unicode Common Locale Data Repository (CLDR) says of a language, by ICU4X: the plural category of
//! each number, and patterns of days.

use std::error::Error;
use std::fmt::{self, Write};

use chrono::Weekday;
use icu_calendar::week::WeekInformation;
use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{E, MD, MDE, YM, YMD};
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_datetime::range::FixedCalendarDateRangeFormatter;
use icu_datetime::{FixedCalendarDateTimeFormatter, parts};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::{Locale, locale, subtags};
use icu_plurals::{PluralCategory, PluralRules};
use writeable::{Part, PartsWrite, TryWriteable, Writeable};

use super::lines::PLURAL_TABLE_LENGTH;
use crate::domain::Weekdays;

/// Lines, or why CLDR has none for the language.
type Loaded = Result<Vec<String>, Box<dyn Error>>;

/// For each month the pattern of a day, and of a range within it; then the pattern of any other range.
type DaysAndRanges = (Vec<String>, Vec<String>, String);

/// The formatter of some fields of a day.
macro_rules! formatter {
    ($locale:expr, $fields:expr) => {
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new($locale.into(), $fields)?
    };
}

/// The first line of a language's texts: see [`super::lines::Lines`].
///
/// # Errors
/// CLDR does not have the language.
pub(super) fn plural_table(locale: &Locale) -> Result<String, Box<dyn Error>> {
    let rules = PluralRules::try_new_cardinal(locale.into())?;
    let digit = |number| match rules.category_for::<usize>(number) {
        PluralCategory::Zero => '0',
        PluralCategory::One => '1',
        PluralCategory::Two => '2',
        PluralCategory::Few => '3',
        PluralCategory::Many => '4',
        PluralCategory::Other => '5',
    };
    Ok((0..PLURAL_TABLE_LENGTH).map(digit).collect())
}

/// The lines of days that server and browser have, in the order of the constants of [`super::days`].
///
/// # Errors
/// CLDR does not have the language.
pub(super) fn day_lines(locale: &Locale) -> Loaded {
    let mut lines = weekdays(locale)?;
    let (weekday_and_day, month) =
        (formatter!(locale, MDE::long()), formatter!(&for_months(locale), YM::long()));
    let weekday_and_day =
        pattern_by_month(&[(parts::WEEKDAY, 0), (parts::DAY, 1)], |day| weekday_and_day.format(day));
    lines.extend(weekday_and_day);
    // In Chinese both lengths are the same. ICU4X 2.4 has a name of the month that it cannot write in a long range there.
    let is_chinese = locale.id.language == subtags::language!("zh");
    let (days, ranges, range) = days_and_ranges(locale, if is_chinese { MD::medium() } else { MD::long() })?;
    lines.extend(days);
    lines.extend(ranges);
    lines.extend(pattern_by_month(&[(parts::YEAR, 0)], |day| month.format(day)));
    lines.push(range);
    lines.extend(list_separators(locale)?);
    Ok(lines)
}

/// The locale by whose patterns months with years are written. ICU4X 2.4 has a name of the month that it cannot write
/// for Brazil; Portugal writes the same.
fn for_months(locale: &Locale) -> Locale {
    if locale.id.language == subtags::language!("pt") { locale!("pt-PT") } else { locale.clone() }
}

/// The lines of lists: what stands between two parts, between parts that are not the last, and before the last.
fn list_separators(locale: &Locale) -> Loaded {
    let lists = ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default())?;
    // In Hebrew a word takes the "and" in front of it, other letters do not.
    let samples = if locale.id.language == subtags::language!("he") {
        ["\u{5d0}", "\u{5d1}", "\u{5d2}", "\u{5d3}"]
    } else {
        ["Q", "W", "X", "Z"]
    };
    let between = |parts: &[&str], which: usize| {
        let list = lists.format(parts.iter()).write_to_string().into_owned();
        let pair = [parts[which], parts[which + 1]];
        let start = list.find(pair[0]).map(|start| start + pair[0].len());
        let separator = start.zip(list.find(pair[1])).and_then(|(start, end)| list.get(start..end));
        separator.map(ToOwned::to_owned).ok_or_else(|| format!("a list in {locale} is written as {list}"))
    };
    Ok(vec![between(&samples[..2], 0)?, between(&samples, 1)?, between(&samples, 2)?])
}

/// The lines of days that only the server has, in the order of the constants of [`super::days`].
///
/// # Errors
/// CLDR does not have the language.
pub(super) fn server_day_lines(locale: &Locale) -> Loaded {
    let year = formatter!(locale, YMD::long());
    let mut lines = pattern_by_month(&[(parts::YEAR, 0), (parts::DAY, 1)], |day| year.format(day));
    let (days, ranges, range) = days_and_ranges(locale, MD::medium())?;
    lines.extend(days);
    lines.extend(ranges);
    lines.push(range);
    Ok(lines)
}

/// The day with which weeks begin in the region of a locale, and the days of its weekend.
pub(super) fn week(locale: &Locale) -> Option<(Weekday, Weekdays)> {
    let week = WeekInformation::try_new(locale.into()).ok()?;
    let first = Weekday::try_from(week.first_weekday as u8 - 1).ok()?;
    Some((first, Weekdays::from_iso(week.weekend().map(|day| day as u8)).ok()?))
}

/// The names of the days of the week from Monday: in full, then abbreviated to about two letters.
fn weekdays(locale: &Locale) -> Loaded {
    let full = formatter!(locale, E::long());
    let mut names = FixedCalendarDateTimeNames::<Gregorian, E>::try_new(locale.into())?;
    let two_letters =
        DateTimePattern::try_from_pattern_str("EEEEEE").map_err(|error| format!("{error:?}"))?;
    let short = names.include_for_pattern(&two_letters)?;
    // 7 December 2026 is a Monday.
    let week = || (7..14).map(|day| sample(12, day));
    let mut lines: Vec<_> = week().map(|day| full.format(&day).to_string()).collect();
    for day in week() {
        let name = short.format(&day);
        let name = name.try_write_to_string().map_err(|(error, _)| format!("{error:?}"))?;
        lines.push(name.into_owned());
    }
    Ok(lines)
}

/// The patterns of days and ranges with these fields.
fn days_and_ranges(locale: &Locale, fields: MD) -> Result<DaysAndRanges, Box<dyn Error>> {
    let one = formatter!(locale, fields);
    let two = FixedCalendarDateRangeFormatter::<Gregorian, _>::try_new(locale.into(), fields)?;
    let days = pattern_by_month(&[(parts::DAY, 1)], |day| one.format(day));
    let end = |start: &Date<Gregorian>| sample(start.month().number(), 22);
    let ranges =
        pattern_by_month(&[(parts::DAY, 0), (parts::DAY, 1)], |start| two.format(start, &end(start)));
    let (start, end) = (sample(1, 11), sample(2, 22));
    let range = spaced(&two.format(&start, &end).to_string());
    let range = range.replacen(&spaced(&one.format(&start).to_string()), "{0}", 1);
    let range = range.replacen(&spaced(&one.format(&end).to_string()), "{1}", 1);
    if !(range.contains("{0}") && range.contains("{1}")) {
        return Err(format!("a range in {locale} does not consist of its days: {range}").into());
    }
    Ok((days, ranges, range))
}

/// For each month the pattern of a text: what a formatter writes of a sample day, with placeholders in the place
/// of some parts.
fn pattern_by_month<W: Writeable>(
    placeholders: &[(Part, usize)],
    format: impl Fn(&Date<Gregorian>) -> W,
) -> Vec<String> {
    let pattern = |month| {
        let mut pattern =
            PatternWriter { text: String::new(), replaced: false, placeholders: placeholders.to_vec() };
        // A text takes everything that is written to it.
        let _ = format(&sample(month, 11)).write_to_parts(&mut pattern);
        spaced(&pattern.text)
    };
    (1..=12).map(pattern).collect()
}

/// A day of 2026.
fn sample(month: u8, day: u8) -> Date<Gregorian> {
    Date::try_new_gregorian(2026, month, day).expect("every month has a 22nd")
}

/// Ordinary spaces instead of thin ones, which many fonts of phones lack.
fn spaced(text: &str) -> String {
    text.replace(['\u{2009}', '\u{202f}'], " ")
}

/// Writes placeholders in the place of parts.
struct PatternWriter {
    text: String,
    /// Whether a placeholder stands already for what is written now.
    replaced: bool,
    /// The parts that are not written yet, and the numbers of their placeholders.
    placeholders: Vec<(Part, usize)>,
}

impl fmt::Write for PatternWriter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.replaced { Ok(()) } else { self.text.write_str(text) }
    }
}

impl PartsWrite for PatternWriter {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let Some(index) = self.placeholders.iter().position(|(placeholder, _)| *placeholder == part) else {
            return write(self);
        };
        let (_, number) = self.placeholders.remove(index);
        write!(self.text, "{{{number}}}")?;
        self.replaced = true;
        let written = write(self);
        self.replaced = false;
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DateRange;
    use crate::texts::Language;
    use chrono::{Datelike, NaiveDate};

    #[test]
    fn plurals_of_every_language_have_the_categories_of_cldr() {
        for language in Language::all() {
            let locale: Locale = language.tag().parse().unwrap();
            let rules = PluralRules::try_new_cardinal((&locale).into()).unwrap();
            for count in 0..1500 {
                let text = language.live().and_more(count);
                let category = rules.category_for(count);
                assert!(
                    !text.is_empty(),
                    "{} has no form for {count}, which is {category:?}",
                    language.tag()
                );
            }
        }
    }

    #[test]
    fn days_of_every_language_are_those_of_cldr() {
        for language in Language::all() {
            let locale: Locale = language.tag().parse().unwrap();
            let day = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new((&locale).into(), MDE::long())
                .unwrap();
            let month = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(
                (&for_months(&locale)).into(),
                YM::long(),
            )
            .unwrap();
            let year = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new((&locale).into(), YMD::long())
                .unwrap();
            for date in NaiveDate::from_ymd_opt(2027, 1, 1).unwrap().iter_days().take(365) {
                let (month_number, day_number) =
                    (date.month().try_into().unwrap(), date.day().try_into().unwrap());
                let same = Date::try_new_gregorian(date.year(), month_number, day_number).unwrap();
                assert_eq!(language.day(date), spaced(&day.format(&same).to_string()));
                assert_eq!(language.month(date), spaced(&month.format(&same).to_string()));
                assert_eq!(language.day_of_year(date), spaced(&year.format(&same).to_string()));
            }
        }
    }

    fn range(first: &str, last: &str, excluded: &[u8]) -> DateRange {
        let excluded = Weekdays::from_iso(excluded.iter().copied()).unwrap();
        DateRange::new(first.parse().unwrap(), last.parse().unwrap(), excluded).unwrap()
    }

    fn said(range: &DateRange) -> [String; 3] {
        ["en", "ko", "ja"].map(|tag| Language::tagged(tag).unwrap().range(range))
    }

    #[test]
    fn a_range_is_said_as_briefly_as_it_can_be() {
        assert_eq!(
            said(&range("2026-12-01", "2026-12-28", &[7])),
            [
                "December 1 – 28, without Sundays",
                "12월 1일 – 28일, 일요일 빼고",
                "12月1日～28日（日曜日を除く）"
            ]
        );
        assert_eq!(
            said(&range("2026-12-28", "2027-01-08", &[])),
            ["December 28 – January 8", "12월 28일 – 1월 8일", "12月28日～1月8日"]
        );
        assert_eq!(said(&range("2026-12-01", "2026-12-01", &[])), ["December 1", "12월 1일", "12月1日"]);
    }

    #[test]
    fn a_day_is_said_with_its_weekday() {
        let day = "2026-12-11".parse().unwrap();
        let said = ["en", "ko", "ja"].map(|tag| Language::tagged(tag).unwrap().day(day));
        assert_eq!(said, ["Friday, December 11", "12월 11일 금요일", "12月11日金曜日"]);
    }
}

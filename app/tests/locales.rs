//! The files of `locales/`, and the check of the build script that they are complete.

#[path = "../build/locale.rs"]
mod locale;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use icu_locale_core::Locale as IcuLocale;
use icu_plurals::{PluralCategory, PluralRules};
use locale::{Locale, PLURAL_CATEGORIES, Text};

const ENGLISH: &str = r#"{ "live": {
    "joined": "{{name}} is in",
    "days_one": "{{count}} day of {{name}}",
    "days_other": "{{count}} days of {{name}}"
} }"#;

fn check(translation: &str) -> Result<(), String> {
    Locale::parse("xx", translation)?.check_against(&Locale::parse("en", ENGLISH)?)
}

fn translated(joined: &str, days: &str) -> String {
    format!(r#"{{ "live": {{ {joined} {days} }} }}"#)
}

const JOINED: &str = r#""joined": "{{name}} da","#;
const DAYS: &str = r#""days_other": "{{name}}: {{count}}""#;

#[test]
fn a_complete_translation_is_accepted() {
    assert_eq!(check(&translated(JOINED, DAYS)), Ok(()));
}

#[test]
fn a_missing_text_is_an_error() {
    let problem = check(&translated("", DAYS)).unwrap_err();
    assert_eq!(problem, "locales/xx.json: live.joined is missing");
}

#[test]
fn a_surplus_text_is_an_error() {
    let problem = check(&translated(r#""joined": "{{name}}", "left": "x","#, DAYS)).unwrap_err();
    assert_eq!(problem, "locales/xx.json: live.left is surplus");
}

#[test]
fn a_text_with_other_placeholders_is_an_error() {
    for joined in ["da", "{{nmae}} da", "{{name}} {{count}}"] {
        let problem = check(&translated(&format!(r#""joined": "{joined}","#), DAYS)).unwrap_err();
        assert!(problem.starts_with("locales/xx.json: live.joined has the placeholders"), "{problem}");
    }
}

#[test]
fn a_text_that_cannot_be_filled_is_an_error() {
    for joined in ["{name}", "{{name", "{{name}} }", "", " ", "two\\nlines {{name}}"] {
        assert!(check(&translated(&format!(r#""joined": "{joined}","#), DAYS)).is_err(), "{joined}");
    }
}

#[test]
fn a_plural_without_its_general_form_is_an_error() {
    let problem = check(&translated(JOINED, r#""days_one": "{{name}}""#)).unwrap_err();
    assert_eq!(problem, "locales/xx.json: days lacks the plural category other");
    assert!(check(&translated(JOINED, r#""days": "{{name}} {{count}}""#)).is_err());
}

#[test]
fn every_language_has_the_plural_categories_of_cldr_and_no_other() {
    let mut languages = 0;
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales")).unwrap() {
        let file = file.unwrap().path();
        let tag = file.file_stem().unwrap().to_string_lossy().into_owned();
        let icu: IcuLocale = tag.parse().unwrap();
        let rules = PluralRules::try_new_cardinal((&icu).into()).unwrap();
        let expected: BTreeSet<_> = rules.categories().map(name).collect();
        let locale = Locale::parse(&tag, &fs::read_to_string(&file).unwrap()).unwrap();
        for (key, text) in locale.sections.values().flatten() {
            let Text::Plural(forms) = text else { continue };
            let own: BTreeSet<_> = forms.keys().map(|index| PLURAL_CATEGORIES[*index]).collect();
            assert_eq!(own, expected, "{key} in {tag}");
        }
        languages += 1;
    }
    assert!(languages >= 3);
}

/// The texts that are the same words as in English, by language.
const SAME_AS_ENGLISH: [(&str, &[&str]); 4] = [
    ("de", &["name", "optional"]),
    ("fr", &["dates", "minutes", "note"]),
    ("it", &["privacy"]),
    ("nl", &["privacy"]),
];

#[test]
fn few_texts_are_the_same_as_in_english() {
    let read = |tag: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../locales/{tag}.json"));
        Locale::parse(tag, &fs::read_to_string(file).unwrap()).unwrap()
    };
    let english = read("en");
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales")).unwrap() {
        let tag = file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        if tag == "en" {
            continue;
        }
        let has_words = |form: &str| {
            let after_name =
                |part: &str| part.split_once("}}").map_or(part.to_owned(), |(_, rest)| rest.to_owned());
            let words = form.split("{{").map(after_name).collect::<String>();
            words.chars().filter(|letter| letter.is_alphabetic()).count() > 2
        };
        let mut same = BTreeSet::new();
        for (section, texts) in &read(&tag).sections {
            for (key, text) in texts {
                let others = english.sections[section][key].forms();
                if text.forms().iter().any(|form| has_words(form) && others.contains(form)) {
                    same.insert(key.clone());
                }
            }
        }
        let expected = SAME_AS_ENGLISH.iter().find(|(other, _)| *other == tag);
        let expected =
            expected.map_or(BTreeSet::new(), |(_, keys)| keys.iter().map(ToString::to_string).collect());
        assert_eq!(same, expected, "{tag}");
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

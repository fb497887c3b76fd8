//! A file of `locales/`: the texts of one language in the JSON format of i18next (version 4), which
//! translators' tools read.
//!
//! Keys may be nested; `{{name}}` is a placeholder. A key that ends in a plural category of CLDR (`_one`,
//! `_other`, ..) is one form of a text that depends on `{{count}}`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The plural categories of CLDR, in the order in which the forms of a text stand in its table.
pub const PLURAL_CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// One text: its only form, or its form for each plural category that the language has.
#[derive(Debug, PartialEq, Eq)]
pub enum Text {
    /// A text that depends on no number.
    Single(String),
    /// The forms by index of their category in [`PLURAL_CATEGORIES`].
    Plural(BTreeMap<usize, String>),
}

/// The texts of a section by key; nested keys are joined by `_`.
pub type Section = BTreeMap<String, Text>;

/// The texts of a language by section.
pub struct Locale {
    /// The name of its file without `.json`, which is its BCP 47 tag.
    pub tag: String,
    /// The sections `live`, `pages` and `refusals`.
    pub sections: BTreeMap<String, Section>,
}

impl Locale {
    /// Parses a file.
    ///
    /// # Errors
    /// What is wrong in the file, as a sentence.
    pub fn parse(tag: &str, json: &str) -> Result<Self, String> {
        let wrong = |what: &str| format!("locales/{tag}.json: {what}");
        let Value::Object(sections) =
            serde_json::from_str(json).map_err(|error| wrong(&error.to_string()))?
        else {
            return Err(wrong("the file is not an object"));
        };
        let mut locale = Self { tag: tag.to_owned(), sections: BTreeMap::new() };
        for (name, section) in sections {
            let mut texts = Section::new();
            collect(&name, "", &section, &mut texts).map_err(|what| wrong(&what))?;
            locale.sections.insert(name, texts);
        }
        locale.check_plurals().map_err(|what| wrong(&what))?;
        Ok(locale)
    }

    /// Checks that the language has the texts of the reference language, no other ones, and in each text the
    /// same placeholders.
    ///
    /// # Errors
    /// The first difference, as a sentence.
    pub fn check_against(&self, reference: &Self) -> Result<(), String> {
        let (tag, of) = (&self.tag, &reference.tag);
        for (own, other, problem) in [(self, reference, "surplus"), (reference, self, "missing")] {
            for (section, texts) in &own.sections {
                let others = other.sections.get(section);
                if let Some(key) = texts.keys().find(|key| others.is_none_or(|it| !it.contains_key(*key))) {
                    return Err(format!("locales/{tag}.json: {section}.{key} is {problem}"));
                }
            }
        }
        for (section, texts) in &self.sections {
            for (key, text) in texts {
                let expected = &reference.sections[section][key];
                if matches!(text, Text::Single(_)) != matches!(expected, Text::Single(_)) {
                    return Err(format!("locales/{tag}.json: {section}.{key} has other forms than in {of}"));
                }
                let names: BTreeSet<_> = expected.placeholders().into_iter().collect();
                for form in text.forms() {
                    let own: BTreeSet<_> = placeholders(form)?.into_iter().collect();
                    // "one day" needs no number.
                    let may_lack = |name: &String| name == "count" && matches!(text, Text::Plural(_));
                    if !own.is_subset(&names) || names.difference(&own).any(|name| !may_lack(name)) {
                        return Err(format!(
                            "locales/{tag}.json: {section}.{key} has the placeholders {own:?} instead of {names:?}"
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    /// Checks that all plurals have the same categories, and that `other` is one of them.
    fn check_plurals(&self) -> Result<(), String> {
        let mut expected = None;
        for (key, text) in self.sections.values().flatten() {
            let Text::Plural(forms) = text else { continue };
            let categories: Vec<_> = forms.keys().map(|category| PLURAL_CATEGORIES[*category]).collect();
            if !categories.contains(&"other") {
                return Err(format!("{key} lacks the plural category other"));
            }
            let expected = expected.get_or_insert_with(|| categories.clone());
            if *expected != categories {
                return Err(format!(
                    "{key} has the plural categories {categories:?} instead of {expected:?}"
                ));
            }
        }
        Ok(())
    }
}

impl Text {
    /// All forms.
    pub fn forms(&self) -> Vec<&str> {
        match self {
            Self::Single(text) => vec![text],
            Self::Plural(forms) => forms.values().map(String::as_str).collect(),
        }
    }

    /// The placeholders in the order of their first use; of a plural `count` comes first.
    pub fn placeholders(&self) -> Vec<String> {
        let mut names = match self {
            Self::Single(_) => Vec::new(),
            Self::Plural(_) => vec!["count".to_owned()],
        };
        for form in self.forms() {
            for name in placeholders(form).unwrap_or_default() {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// The placeholders of a text in order.
///
/// # Errors
/// The text, if its braces are not in pairs.
pub fn placeholders(text: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        if before.contains(['{', '}']) || name.contains(['{', '}']) {
            break;
        }
        names.push(name.to_owned());
        rest = after;
    }
    if rest.contains(['{', '}']) {
        Err(format!("the braces of {text:?} are not in pairs"))
    } else {
        Ok(names)
    }
}

/// Collects the texts below a key.
fn collect(path: &str, key: &str, value: &Value, texts: &mut Section) -> Result<(), String> {
    match value {
        Value::Object(nested) => {
            for (name, value) in nested {
                let key = if key.is_empty() { name.clone() } else { format!("{key}_{name}") };
                collect(&format!("{path}.{name}"), &key, value, texts)?;
            }
            Ok(())
        }
        Value::String(text) if text.trim().is_empty() || text.contains('\n') => {
            Err(format!("{path} is empty or has more than one line"))
        }
        Value::String(text) => {
            placeholders(text)?;
            insert(key, text, texts)
                .ok_or_else(|| format!("{path} is both a text and a plural, or stands twice"))
        }
        _ => Err(format!("{path} is not a text")),
    }
}

/// Inserts a text under its key, or under the key of its plural; `None` if something else stands there.
fn insert(key: &str, text: &str, texts: &mut Section) -> Option<()> {
    let plural = key.rsplit_once('_').and_then(|(stem, suffix)| {
        Some((stem, PLURAL_CATEGORIES.iter().position(|category| *category == suffix)?))
    });
    let previous = match plural {
        None => texts.insert(key.to_owned(), Text::Single(text.to_owned())).is_some(),
        Some((stem, category)) => {
            match texts.entry(stem.to_owned()).or_insert_with(|| Text::Plural(BTreeMap::new())) {
                Text::Single(_) => true,
                Text::Plural(forms) => forms.insert(category, text.to_owned()).is_some(),
            }
        }
    };
    (!previous).then_some(())
}

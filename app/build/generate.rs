//! Generates the Rust code of the texts: tables of lines for the server, and a method for each key.

use std::fmt::Write;

use crate::locale::{Locale, PLURAL_CATEGORIES, Text};

/// The type that has the methods of a section, and whether the browser has it too.
const SECTIONS: [(&str, &str, bool); 3] =
    [("live", "LiveTexts", true), ("pages", "PageTexts", false), ("refusals", "RefusalTexts", false)];

const FOR_SERVER: &str = "#[cfg(feature = \"ssr\")]\n";

/// The code: the methods as the reference language says them, the tables of all languages.
pub fn code(reference: &Locale, languages: &[Locale]) -> String {
    let mut code = String::new();
    for (section, type_name, in_browser) in SECTIONS {
        let only = if in_browser { "" } else { FOR_SERVER };
        let _ = writeln!(code, "{only}impl {type_name} {{");
        // The first line is the language's table of plural categories.
        let mut line = 1;
        for (key, text) in &reference.sections[section] {
            method(&mut code, key, text, line);
            line += table(text, &[]).len();
        }
        let _ = writeln!(code, "}}\n");
        if in_browser {
            let _ = writeln!(
                code,
                "/// The line at which the lines of days begin.\nconst DAYS: usize = {line};\n"
            );
        }
    }
    let _ = writeln!(code, "{FOR_SERVER}const TABLES: &[Tables] = &[");
    for locale in languages {
        let _ = write!(code, "Tables {{ tag: {:?}", locale.tag);
        for (section, ..) in SECTIONS {
            let reference = &reference.sections[section];
            let texts = &locale.sections[section];
            let lines: Vec<_> =
                reference.iter().flat_map(|(key, text)| table(&texts[key], &text.placeholders())).collect();
            let _ = write!(code, ", {section}: &{lines:?}");
        }
        let _ = writeln!(code, " }},");
    }
    code + "];\n"
}

/// The method of a key, which reads the lines from a number on.
fn method(code: &mut String, key: &str, text: &Text, line: usize) {
    let names = text.placeholders();
    let (parameters, call) = match text {
        Text::Single(_) => (&names[..], format!("self.0.filled({line}")),
        Text::Plural(_) => (&names[1..], format!("self.0.plural({line}, count")),
    };
    let english = text.forms().last().copied().unwrap_or_default();
    let _ = writeln!(code, "/// `{english}`\n#[must_use]");
    if names.is_empty() {
        let _ = writeln!(code, "pub fn {key}(self) -> &'static str {{ self.0.line({line}) }}");
        return;
    }
    let count = if matches!(text, Text::Plural(_)) { ", count: usize" } else { "" };
    let typed = parameters.iter().fold(String::new(), |typed, name| typed + ", " + name + ": &str");
    let _ = writeln!(
        code,
        "pub fn {key}(self{count}{typed}) -> String {{ {call}, &[{}]) }}",
        parameters.join(", ")
    );
}

/// The lines of a text, with its placeholders numbered in the order of the method's parameters.
fn table(text: &Text, names: &[String]) -> Vec<String> {
    let numbered = |form: &str| {
        let mut form = form.to_owned();
        for (index, name) in names.iter().enumerate() {
            form = form.replace(&format!("{{{{{name}}}}}"), &format!("{{{index}}}"));
        }
        form
    };
    match text {
        Text::Single(text) => vec![numbered(text)],
        Text::Plural(forms) => (0..PLURAL_CATEGORIES.len())
            .map(|category| forms.get(&category).map(|form| numbered(form)).unwrap_or_default())
            .collect(),
    }
}

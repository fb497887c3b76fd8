//! The documentation leads where it says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The documents of the workspace.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders = [root.to_owned(), root.join("docs")];
    let files =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "md")).collect()
}

/// The targets of the links in a text, without those to other hosts.
fn relative_links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://")).collect()
}

/// The anchors of the headings of a document, as the sites that show Markdown make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    let anchor = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_relative_link_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() >= 5, "{documents:?}");
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for link in relative_links(&text) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if file.is_empty() { document.clone() } else { document.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link} leads nowhere", document.display());
            if !anchor.is_empty() {
                let found = anchors(&fs::read_to_string(&target).unwrap()).contains(anchor);
                assert!(found, "{}: {link} leads to no heading", document.display());
            }
        }
    }
}

/// The text of the source files in a directory and those in it.
fn source(directory: &Path) -> String {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { source(&path) } else { fs::read_to_string(path).unwrap() })
        .collect()
}

/// What a documented message has that its source has too: it is without numbers, words in capitals that stand for
/// values, and the causes after a colon.
fn fixed_parts(message: &str) -> Vec<String> {
    let variable = |word: &str| word.contains("..") || word.chars().all(|c| !c.is_lowercase() && c != '\\');
    let mut parts = vec![String::new()];
    for word in message.split(' ') {
        let last = parts.last_mut().unwrap();
        if variable(word) {
            parts.push(String::new());
        } else {
            *last = format!("{last} {}", word.trim_end_matches(':'));
            if word.ends_with(':') {
                parts.push(String::new());
            }
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| part.len() > 8).collect()
}

#[test]
fn the_messages_that_operating_lists_are_those_of_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let source = format!("{}{}", source(&root.join("server/src")), source(&root.join("app/src")));
    // A long text is broken over lines, with a backslash at the end.
    let source = source.split("\\\n").map(str::trim_start).collect::<String>();
    let operating = fs::read_to_string(root.join("docs/OPERATING.md")).unwrap();
    let (_, logged) = operating.split_once("## What is logged").unwrap();
    let mut checked = 0;
    for row in logged.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [_, _, target, message, _] = cells[..] else { panic!("{row}") };
        if let Some(module) = target.trim_matches('`').strip_prefix("server::") {
            let file = root.join("server/src").join(module.replace("::", "/"));
            assert!(file.is_dir() || file.with_extension("rs").is_file(), "{row}: there is no such module");
        } else if ["sqlx", "tower_http"].iter().any(|library| target.contains(library)) {
            continue;
        }
        for part in message.split('`').skip(1).step_by(2).flat_map(fixed_parts) {
            assert!(source.contains(&part), "{row}: the source has no {part:?}");
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn operating_lists_each_setting() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let settings = source(&root.join("server/src/settings"));
    let operating = fs::read_to_string(root.join("docs/OPERATING.md")).unwrap();
    let names: Vec<_> =
        settings.split("env = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        let row = format!("| `{name}` | `--");
        assert!(operating.contains(&row), "{name} has no row in OPERATING.md");
    }
}

//! Modules use each other in one direction only. The test reads the `use` lines and paths of the source.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

/// What a module must not name, and why not. A module is a path below the workspace; `crate::` begins what it
/// uses of its own crate.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "app/src/domain",
        &[
            "crate::meetings",
            "crate::api",
            "crate::pages",
            "crate::components",
            "crate::islands",
            "crate::texts",
        ],
        "the rules know nothing of what uses them",
    ),
    (
        "app/src/meetings",
        &["crate::api", "crate::pages", "crate::components", "crate::islands", "crate::texts", "leptos"],
        "the operations know no page and no text",
    ),
    (
        "app/src/api",
        &["crate::pages", "crate::components", "crate::islands"],
        "server functions know no page",
    ),
    ("app/src/components", &["crate::pages", "crate::islands", "crate::meetings"], "components only render"),
    ("app/src/islands", &["crate::pages", "crate::meetings"], "the browser has neither"),
    (
        "app/src/texts",
        &["crate::meetings", "crate::api", "crate::pages", "crate::components", "crate::islands"],
        "texts only speak of the rules",
    ),
    ("app/src", &["sqlx", "axum"], "no database driver and no server in what the browser shares"),
    (
        "server/src/store",
        &["crate::web", "crate::rest", "crate::live", "crate::listener", "crate::settings", "axum"],
        "the store knows no door",
    ),
    (
        "server/src/live",
        &["crate::web", "crate::rest", "crate::settings", "crate::store"],
        "live views read through the operations",
    ),
    (
        "server/src/rest",
        &["crate::web", "crate::store", "crate::live", "crate::settings"],
        "the API goes through the operations",
    ),
    (
        "server/src/limits",
        &["crate::web", "crate::rest", "crate::live", "crate::settings", "crate::store"],
        "limits only count",
    ),
    (
        "server/src/listener",
        &["crate::rest", "crate::live", "crate::store", "crate::settings"],
        "connections are accepted for any router",
    ),
];

#[test]
fn modules_use_each_other_in_one_direction() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut violations = Vec::new();
    for (module, forbidden, why) in FORBIDDEN {
        let mut files = Vec::new();
        collect(&workspace.join(module), &mut files);
        assert!(!files.is_empty(), "{module} exists");
        for file in files {
            let source = fs::read_to_string(&file).unwrap();
            for (number, line) in source.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for name in forbidden.iter().filter(|name| names(code, name)) {
                    let file = file.strip_prefix(workspace).unwrap().display();
                    violations.push(format!("{file}:{}: {name}: {why}", number + 1));
                }
            }
        }
    }
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

/// Whether a line of code names a module: as a path, or in `use crate::{..}`.
fn names(code: &str, module: &str) -> bool {
    let is_path = |(index, _): (usize, &str)| {
        let before = code[..index].chars().next_back();
        let after = code[index + module.len()..].chars().next();
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        !before.is_some_and(|letter| is_word(letter) || letter == ':') && !after.is_some_and(is_word)
    };
    let own = module.strip_prefix("crate::").unwrap_or(module);
    let grouped = code.trim_start().strip_prefix("use crate::{").is_some_and(|group| {
        group.split([',', '{', '}', ' ']).any(|part| part.split("::").next() == Some(own))
    });
    let is_outside = !module.starts_with("crate::");
    let is_named = code.match_indices(module).any(is_path);
    // Another crate counts where a path of it begins.
    if is_outside { is_named && code.contains(&format!("{module}::")) } else { is_named || grouped }
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

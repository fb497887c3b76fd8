//! The adapter for the browser's local storage.

use leptos::prelude::window;

/// Writes a text under a key, or removes the key if the text is empty. Returns whether that worked: a
/// browser may forbid storage, or have no room.
pub(in crate::islands) fn write(key: &str, text: &str) -> bool {
    let Ok(Some(storage)) = window().local_storage() else { return false };
    let written = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    written.is_ok()
}

/// The keys that begin with `prefix`, each with its text.
pub(in crate::islands) fn entries(prefix: &str) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window().local_storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok()?);
    let keys: Vec<_> = keys.filter(|key| key.starts_with(prefix)).collect();
    keys.into_iter().filter_map(|key| storage.get_item(&key).ok()?.map(|text| (key, text))).collect()
}

//! The adapter for the browser's local storage.

use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::StorageEvent;

use super::window::on_event;

/// Writes a text under a key, or removes the key if the text is empty. Returns whether that worked: a
/// browser may forbid storage, or have no room.
pub(in crate::islands) fn write(key: &str, text: &str) -> bool {
    let Ok(Some(storage)) = window().local_storage() else { return false };
    let written = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    written.is_ok()
}

/// The text under a key; `None` if there is none.
pub(in crate::islands) fn read(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Calls `changed` with the text before and after, each empty if there was none, when another tab changes what is
/// stored under a key.
pub(in crate::islands) fn on_change(key: String, changed: impl Fn(String, String) + 'static) {
    on_event("storage", move |event| {
        let event: StorageEvent = event.unchecked_into();
        if event.key().as_deref() == Some(&*key) {
            changed(event.old_value().unwrap_or_default(), event.new_value().unwrap_or_default());
        }
    });
}

/// The keys that begin with `prefix`, each with its text.
pub(in crate::islands) fn entries(prefix: &str) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window().local_storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok()?);
    let keys: Vec<_> = keys.filter(|key| key.starts_with(prefix)).collect();
    keys.into_iter().filter_map(|key| storage.get_item(&key).ok()?.map(|text| (key, text))).collect()
}

//! Drafts of comments: what is typed is kept in the browser until it is sent.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlTextAreaElement;

use super::browser::document::find;
use super::browser::local_storage;
use super::browser::window::on_event;

fn key(url_code: &str) -> String {
    ["meetifyr-draft.", url_code].concat()
}

fn text_area() -> Option<HtmlTextAreaElement> {
    find("#timeline textarea")?.dyn_into().ok()
}

/// Writes the draft of this meeting into the form if that is empty, and keeps what is typed from now on.
pub(super) fn keep(url_code: String) {
    let key = key(&url_code);
    if let Some(area) = text_area().filter(|area| area.value().is_empty())
        && let Some((_, text)) = local_storage::entries(&key).pop()
    {
        area.set_value(&text);
    }
    on_event("input", move |_| {
        if let Some(area) = text_area() {
            // A browser that stores nothing keeps no drafts.
            local_storage::write(&key, &area.value());
        }
    });
}

/// Keeps what is in the form now: nothing, after a comment was sent.
pub(super) fn update(url_code: &str) {
    if let Some(area) = text_area() {
        local_storage::write(&key(url_code), &area.value());
    }
}

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
        && let Some(text) = local_storage::read(&key)
    {
        area.set_value(&text);
    }
    local_storage::on_change(key.clone(), |before, now| {
        // Another tab sent it.
        if let Some(area) = text_area().filter(|area| now.is_empty() && area.value() == before) {
            area.set_value("");
        }
    });
    on_event("input", move |event| {
        if let Some(area) =
            text_area().filter(|area| area.is_same_node(event.target().as_ref().and_then(JsCast::dyn_ref)))
        {
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

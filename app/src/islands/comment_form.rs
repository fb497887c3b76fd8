//! The form of a comment, as the server rendered it, in the document.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::browser::clock;

/// What was typed into the form.
pub(super) struct CommentFields {
    /// The comment.
    pub(super) text: String,
    /// The name that signs it; empty if a participant signs.
    pub(super) name: String,
    /// The idempotency key of the comment.
    pub(super) key: String,
}

/// The number of the comment that a form removes; none for the form that adds one.
pub(super) fn number_to_remove(form: &HtmlFormElement) -> Option<u64> {
    form.get_attribute("data-comment")?.parse().ok()
}

/// What was typed into the form that adds a comment.
pub(super) fn fields(form: &HtmlFormElement) -> Option<CommentFields> {
    let name = input(form, "input.field").map(|name| name.value()).unwrap_or_default();
    Some(CommentFields { text: text(form)?.value(), name, key: key(form)?.value() })
}

/// Empties the form after a comment was saved, unless the next one is being typed. That one is another
/// comment even if it has the same text, so it gets another key.
pub(super) fn begin_next(form: &HtmlFormElement, saved: &str) {
    if let Some(text) = text(form).filter(|text| text.value() == saved) {
        text.set_value("");
    }
    if let Some(key) = key(form) {
        key.set_value(&clock::random_token());
    }
}

fn text(form: &HtmlFormElement) -> Option<HtmlTextAreaElement> {
    form.query_selector("textarea").ok()??.dyn_into().ok()
}

fn key(form: &HtmlFormElement) -> Option<HtmlInputElement> {
    input(form, "[data-key]")
}

fn input(form: &HtmlFormElement, selector: &str) -> Option<HtmlInputElement> {
    form.query_selector(selector).ok()??.dyn_into().ok()
}

//! The DOM of the server-rendered forms: typed text, chosen days, and their removal.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlInputElement};

use super::browser::document::{find, find_all};

/// If this page is the response to a form (at `/api/..`, with messages on what to fix), replaces its address
/// with the meeting's, so that a reload does not submit the form again. Returns whether it is.
pub(super) fn replace_form_address(address: &str) -> bool {
    let answers = window().location().pathname().is_ok_and(|path| path.starts_with("/api/"));
    if answers {
        replace_address(address);
    }
    answers
}

/// Replaces the page's address without loading anything.
pub(super) fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        // This fails only for an address of another origin.
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(address));
    }
}

/// What the history says of an address that this page pushed.
const PUSHED: &str = "pushed";

/// Gives the page another address without loading anything; Back leads to the one before.
pub(super) fn push_address(address: &str) {
    if let Ok(history) = window().history() {
        // This fails only for an address of another origin.
        let _ = history.push_state_with_url(&PUSHED.into(), "", Some(address));
    }
}

/// Goes back to the address before, if this page pushed the one that it has. Returns whether it did.
pub(super) fn go_back() -> bool {
    let history = window().history().ok();
    let pushed = history.filter(|history| history.state().is_ok_and(|state| state == PUSHED));
    pushed.is_some_and(|history| history.back().is_ok())
}

/// Whether a part of the page contains typed text that would be lost with the page.
pub(super) fn is_typed_in(within: &str) -> bool {
    let fields = format!("{within} input.field:not([readonly]), {within} textarea");
    let property =
        |field: &JsValue, name: &str| leptos::web_sys::js_sys::Reflect::get(field, &name.into()).ok();
    find_all(&fields).any(|field| property(&field, "value") != property(&field, "defaultValue"))
}

/// Whether the viewer is about to type or choose something: a field has the focus.
pub(super) fn has_focused_field() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|focused| focused.matches("input.field, textarea, select").unwrap_or(false))
}

/// The letters that the form of days showed, and those that are chosen in it; `None` if the form is not in
/// the document.
pub(super) fn seen_and_chosen() -> Option<(String, String)> {
    let seen = find("input[name='seen']")?.get_attribute("value")?;
    let chosen = find_all(".choice input:checked");
    let letters = chosen.map(|input| Some(input.dyn_into::<HtmlInputElement>().ok()?.value()));
    Some((seen, letters.collect::<Option<_>>()?))
}

/// The index of the day that has the focus in the form of days, or the first day's if one of its buttons has it.
pub(super) fn focused_day() -> Option<usize> {
    let focused = document().active_element();
    let within = focused.filter(|focused| focused.closest(".choose").is_ok_and(|form| form.is_some()));
    within.map(|field| index_in_name(&field).unwrap_or_default())
}

/// The index in the name of a day's field, `day[3]`.
fn index_in_name(field: &Element) -> Option<usize> {
    field.get_attribute("name")?.strip_prefix("day[")?.strip_suffix(']')?.parse().ok()
}

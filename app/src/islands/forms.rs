//! The forms of the page as the browser has them.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlInputElement};

use super::browser::document::find;

/// Gives the page the address of the meeting where it answers a form, which says what to mend: to load
/// it again does not send that once more. Gives whether it does.
pub(super) fn leave_answer(address: &str) -> bool {
    let answers = window().location().pathname().is_ok_and(|path| path.starts_with("/api/"));
    if answers && let Ok(history) = window().history() {
        // It fails only for another host's address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
    answers
}

/// Whether something was typed in a part of the page that would be lost with it.
pub(super) fn is_typed_in(within: &str) -> bool {
    let fields = format!("{within} input.field:not([readonly]), {within} textarea");
    let Ok(fields) = document().query_selector_all(&fields) else { return false };
    let property =
        |field: &JsValue, name: &str| leptos::web_sys::js_sys::Reflect::get(field, &name.into()).ok();
    (0..fields.length())
        .filter_map(|index| fields.item(index))
        .any(|field| property(&field, "value") != property(&field, "defaultValue"))
}

/// The letters that the form of days was shown with, and those that are chosen in it; none where it
/// does not stand in the document.
pub(super) fn seen_and_chosen() -> Option<(String, String)> {
    let seen = find("input[name='seen']")?.get_attribute("value")?;
    let chosen = document().query_selector_all(".choice input:checked").ok()?;
    let letters = (0..chosen.length())
        .map(|index| Some(chosen.item(index)?.dyn_into::<HtmlInputElement>().ok()?.value()))
        .collect::<Option<_>>()?;
    Some((seen, letters))
}

/// Takes the form of days out of the document: what is alive stands in its place. Gives the place of
/// the day that had the focus in it; the first one's where its buttons had it.
pub(super) fn remove_form() -> Option<usize> {
    let focused = document().active_element();
    let within = focused.filter(|focused| focused.closest(".choose").is_ok_and(|form| form.is_some()));
    let place = within.map(|field| place_in_name(&field).unwrap_or_default());
    while let Some(part) = find(".choose") {
        part.remove();
    }
    place
}

/// The place in the name of a day's field, `day[3]`.
fn place_in_name(field: &Element) -> Option<usize> {
    field.get_attribute("name")?.strip_prefix("day[")?.strip_suffix(']')?.parse().ok()
}

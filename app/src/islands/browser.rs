//! The adapter for the browser: its clock, its document. On the server nothing of it is called.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, HtmlInputElement};

#[cfg(feature = "hydrate")]
use crate::domain::Preset;
use crate::texts::Language;

/// Writes the presets' days, and today into the form, by the browser's clock and zone.
pub(super) fn show_today(language: Language) {
    #[cfg(feature = "hydrate")]
    if let Some(today) = today() {
        for preset in Preset::ALL {
            let (first, last) = preset.days(today);
            if let Some(days) = find(&format!("[data-preset='{}']", preset.name())) {
                days.set_text_content(Some(&language.span(first, last)));
            }
        }
        if let Some(field) = find("input[name='today']") {
            // It fails only for a name that is no attribute's.
            let _ = field.set_attribute("value", &today.to_string());
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = language;
}

/// The viewer's today.
#[cfg(feature = "hydrate")]
fn today() -> Option<chrono::NaiveDate> {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter for the browser's clock")]
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).ok()?;
    chrono::NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
}

/// Says on the document that it is alive, for tests and styles.
pub(super) fn say_hydrated() {
    if let Some(root) = document().document_element() {
        // It fails only for a name that is no attribute's.
        let _ = root.set_attribute("data-hydrated", "");
    }
}

/// The place of the day that an event happened on.
pub(super) fn place_of(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-place]").ok()??.get_attribute("data-place")?.parse().ok()
}

/// Moves the focus to the day at a place.
pub(super) fn focus(place: usize) {
    if let Some(day) =
        find(&format!("[data-place='{place}']")).and_then(|day| day.dyn_into::<HtmlElement>().ok())
    {
        // It fails only where the element cannot have the focus, which a day can.
        let _ = day.focus();
    }
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

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

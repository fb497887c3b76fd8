//! The adapter for the browser: its clock, its document. On the server it does nothing.

#[cfg(feature = "hydrate")]
use chrono::NaiveDate;
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsCast;

/// The viewer's today, by the browser's clock and zone.
#[cfg(feature = "hydrate")]
pub(super) fn today() -> Option<NaiveDate> {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter for the browser's clock")]
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).ok()?;
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
}

/// Says on the document that it is alive, for tests and styles.
pub(super) fn say_hydrated() {
    #[cfg(feature = "hydrate")]
    if let Some(root) = leptos::prelude::document().document_element() {
        // It fails only for a name that is no attribute's.
        let _ = root.set_attribute("data-hydrated", "");
    }
}

/// The place of the day that an event happened on.
pub(super) fn place_of(event: &leptos::web_sys::Event) -> Option<usize> {
    #[cfg(feature = "hydrate")]
    {
        let target = event.target()?.dyn_into::<leptos::web_sys::Element>().ok()?;
        target.closest("[data-place]").ok()??.get_attribute("data-place")?.parse().ok()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        None
    }
}

/// Moves the focus to the day at a place.
pub(super) fn focus(place: usize) {
    #[cfg(feature = "hydrate")]
    if let Ok(Some(day)) = leptos::prelude::document().query_selector(&format!("[data-place='{place}']"))
        && let Ok(day) = day.dyn_into::<leptos::web_sys::HtmlElement>()
    {
        // It fails only where the element cannot have the focus, which a day can.
        let _ = day.focus();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = place;
}

/// The letters that are chosen in the form of days, as far as it stands in the document.
pub(super) fn chosen_letters(days: usize) -> Option<String> {
    #[cfg(feature = "hydrate")]
    {
        let chosen = leptos::prelude::document().query_selector_all(".choice input:checked").ok()?;
        let letters: String = (0..chosen.length())
            .filter_map(|index| chosen.item(index)?.dyn_into::<leptos::web_sys::HtmlInputElement>().ok())
            .map(|input| input.value())
            .collect();
        (letters.chars().count() == days).then_some(letters)
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = days;
        None
    }
}

//! The adapter for the document: finding, reading and changing elements.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, NodeList, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The first element that matches a selector.
pub(in crate::islands) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

/// All elements that match a selector.
pub(in crate::islands) fn find_all(selector: &str) -> impl Iterator<Item = Element> + use<> {
    list(document().query_selector_all(selector).ok())
}

/// All elements in another that match a selector.
pub(in crate::islands) fn elements(
    within: &Element,
    selector: &str,
) -> impl Iterator<Item = Element> + use<> {
    list(within.query_selector_all(selector).ok())
}

fn list(found: Option<NodeList>) -> impl Iterator<Item = Element> {
    let count = found.as_ref().map_or(0, NodeList::length);
    (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
}

/// Sets the text of an element that the server rendered, if it differs.
pub(in crate::islands) fn set_text(selector: &str, text: &str) {
    if let Some(element) = find(selector)
        && element.text_content().as_deref() != Some(text)
    {
        element.set_text_content(Some(text));
    }
}

/// Marks the document as hydrated, for styles and tests.
pub(in crate::islands) fn mark_hydrated() {
    if let Some(root) = document().document_element() {
        // It fails only for an invalid attribute name.
        let _ = root.set_attribute("data-hydrated", "");
    }
}

/// The index of the day that an event happened on.
pub(in crate::islands) fn index_of(event: &Event) -> Option<usize> {
    attribute_near(event, "data-index")?.parse().ok()
}

/// An attribute of the element that an event happened on, or of the nearest around it that has it.
pub(in crate::islands) fn attribute_near(event: &Event, name: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&["[", name, "]"].concat()).ok()??.get_attribute(name)
}

/// The indices of the days on the straight way from a point of the window to another. A day is at least 30 pixels wide
/// and high, so the way is looked at every 12 pixels.
pub(in crate::islands) fn days_between(from: (i32, i32), to: (i32, i32)) -> impl Iterator<Item = usize> {
    let (right, down) = (to.0 - from.0, to.1 - from.1);
    let steps = (right.abs().max(down.abs()) / 12).clamp(1, 500);
    (1..=steps).filter_map(move |step| {
        #[expect(clippy::cast_precision_loss, reason = "windows have fewer than 2^23 pixels")]
        let at = |from: i32, way: i32| (from + way * step / steps) as f32;
        let element = document().element_from_point(at(from.0, right), at(from.1, down))?;
        element.closest("[data-index]").ok()??.get_attribute("data-index")?.parse().ok()
    })
}

/// Scrolls to the day with this index if it is not in view; what is stuck to the bottom does not cover it.
pub(in crate::islands) fn reveal_day(index: usize) {
    if let Some(day) = find(&format!("[data-index='{index}']")) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        day.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Moves the focus to the day with this index.
pub(in crate::islands) fn focus_day(index: usize) {
    if let Some(day) =
        find(&format!("[data-index='{index}']")).and_then(|day| day.dyn_into::<HtmlElement>().ok())
    {
        // It fails only for an element that cannot have the focus, which a day can.
        let _ = day.focus();
    }
}

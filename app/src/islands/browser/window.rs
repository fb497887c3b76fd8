//! The adapter for the window: its events and its address.

use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event, KeyboardEvent};

/// Listens to an event of the window for as long as the page exists. One function for all kinds of events,
/// because each kind would add code to the download.
pub(in crate::islands) fn on_event(name: &str, listener: impl FnMut(Event) + 'static) {
    let listener = Closure::wrap(Box::new(listener) as Box<dyn FnMut(Event)>);
    // It fails only for an invalid name.
    let _ = window().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Whether a keyboard event asks to undo, outside of text fields, which have an undo of their own.
pub(in crate::islands) fn is_undo(event: &Event) -> bool {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return false };
    // Layouts without Latin letters: the key's position counts.
    let letter = key.key();
    let is_z = letter.eq_ignore_ascii_case("z") || !letter.is_ascii() && key.code() == "KeyZ";
    let is_key = (key.ctrl_key() || key.meta_key()) && !key.shift_key() && is_z;
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_text =
        |target: Element| target.closest("textarea, input.field").is_ok_and(|field| field.is_some());
    is_key && !target.is_some_and(is_text)
}

/// Whether the viewer has zoomed into the page with two fingers.
pub(in crate::islands) fn is_zoomed() -> bool {
    window().visual_viewport().is_some_and(|viewport| viewport.scale() > 1.05)
}

/// Says in the document whether the page is zoomed, from now on.
#[cfg(feature = "hydrate")]
pub(in crate::islands) fn follow_zoom() {
    let (Some(viewport), Some(root)) =
        (window().visual_viewport(), leptos::prelude::document().document_element())
    else {
        return;
    };
    let follow = Closure::wrap(Box::new(move || {
        // It fails only for an invalid attribute name.
        let _ = root.toggle_attribute_with_force("data-zoomed", is_zoomed());
    }) as Box<dyn FnMut()>);
    let _ = viewport.add_event_listener_with_callback("resize", follow.as_ref().unchecked_ref());
    follow.forget();
}

/// The address of a WebSocket on the page's host.
#[cfg(feature = "hydrate")]
pub(in crate::islands) fn socket_address(path: &str) -> String {
    let location = window().location();
    let scheme = if location.protocol().as_deref() == Ok("https:") { "wss" } else { "ws" };
    format!("{scheme}://{}{path}", location.host().unwrap_or_default())
}

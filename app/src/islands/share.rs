//! The buttons beside the link: copying it, and the system's share sheet where there is one.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Event, HtmlDocument, HtmlElement, HtmlInputElement};

use super::browser::document::{find, set_text};
use super::browser::window::on_event;

/// Shows the buttons that work in this browser. They are hidden until then.
pub(super) fn show_buttons() {
    show("[data-copy]");
    if share_function().is_some() {
        show("[data-share]");
    }
    on_event("click", |event| {
        if is_on(&event, "[data-copy]") {
            copy();
        } else if is_on(&event, "[data-share]") {
            share();
        }
    });
}

fn show(selector: &str) {
    if let Some(button) = find(selector).and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.set_hidden(false);
    }
}

fn is_on(event: &Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
}

fn link() -> Option<HtmlInputElement> {
    find("#link")?.dyn_into().ok()
}

/// Copies the link, and says so. If that fails the link stays selected, ready to be copied by hand.
fn copy() {
    let Some(link) = link() else { return };
    link.select();
    // The newer way works over https only, and many groups have a server at home.
    let document = document().dyn_into::<HtmlDocument>();
    if document.is_ok_and(|document| document.exec_command("copy").unwrap_or(false)) {
        let copied = find("[data-copied]").and_then(|status| status.get_attribute("data-copied"));
        set_text("[data-copied]", &copied.unwrap_or_default());
    }
}

/// The function that opens the share sheet, if the browser has it.
fn share_function() -> Option<js_sys::Function> {
    js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("share")).ok()?.dyn_into().ok()
}

/// Opens the share sheet with the page's title and the link. It fails only if the viewer closes it.
fn share() {
    let (Some(share), Some(link)) = (share_function(), link()) else { return };
    let data = js_sys::Object::new();
    for (name, value) in [("title", document().title()), ("url", link.value())] {
        // It fails only for what is no object.
        let _ = js_sys::Reflect::set(&data, &name.into(), &value.into());
    }
    let _ = share.call1(&window().navigator(), &data);
}

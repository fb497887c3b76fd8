//! Fields that filter the list of people below them by name.

use js_sys::JsString;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, HtmlInputElement};

use super::browser::document::elements;
use super::browser::window::on_event;

/// Hides the people whose names do not contain what is typed, from now on.
pub(super) fn follow() {
    on_event("input", |event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field.filter(|field| field.has_attribute("data-filter")) else { return };
        let Some(list) = field.parent_element() else { return };
        // The browser knows the small letters of all scripts; here they would be many bytes.
        let typed = JsString::from(field.value()).to_lower_case();
        for person in elements(&list, "li").filter_map(|person| person.dyn_into::<HtmlElement>().ok()) {
            let name = elements(&person, ".name").next().and_then(|name| name.text_content());
            let name = JsString::from(name.unwrap_or_default()).to_lower_case();
            person.set_hidden(!name.includes(&String::from(&typed), 0));
        }
    });
}

//! A part of the page that is written anew as a whole when it changes, as HTML.

use leptos::html::Div;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::JsCast;
#[cfg(feature = "hydrate")]
use leptos::web_sys::{Element, HtmlElement};

use super::Text;

/// HTML that changes. What the viewer opened in it stays open, and what has the focus keeps it.
#[component]
pub fn LiveHtml(
    /// The HTML.
    html: Text,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let html = Memo::new(move |_| html());
    #[cfg(feature = "hydrate")]
    Effect::new(move |before: Option<()>| {
        let html = html.get();
        if let (Some(()), Some(place)) = (before, place.get_untracked()) {
            replace(&place, &html);
        }
    });
    view! { <div class="contents" node_ref=place inner_html=html.get_untracked()></div> }
}

/// Writes an element's content anew. Elements are the same as before if they have the same `data-key`.
#[cfg(feature = "hydrate")]
fn replace(place: &Element, html: &str) {
    let focused = document().active_element().filter(|focused| place.contains(Some(focused)));
    let focused = focused.and_then(|focused| focused.get_attribute("data-key"));
    let open = place.query_selector_all("details[open]").ok();
    let open = open.iter().flat_map(|open| (0..open.length()).filter_map(|index| open.item(index)));
    let open: Vec<_> =
        open.filter_map(|details| details.unchecked_into::<Element>().get_attribute("data-key")).collect();
    place.set_inner_html(html);
    let keyed = |key: &str| place.query_selector(&["[data-key='", key, "']"].concat()).ok()?;
    for details in open.iter().filter_map(|key| keyed(key)) {
        // It fails only for an invalid attribute name.
        let _ = details.set_attribute("open", "");
    }
    if let Some(element) = focused.and_then(|key| keyed(&key)?.dyn_into::<HtmlElement>().ok()) {
        // It fails only for an element that cannot have the focus.
        let _ = element.focus();
    }
}

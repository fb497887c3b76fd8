//! Replacing a part of the page by what the server renders now.

/// Fetches the page at `address` and takes its part `selector` over into this page, unless the viewer is
/// using that part: it has the focus, or something was typed in it.
pub(super) fn refresh(selector: &'static str, address: String) {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(async move {
        use leptos::prelude::{document, window};
        use leptos::wasm_bindgen::JsCast;
        use leptos::web_sys::{DomParser, Response, SupportedType};
        use wasm_bindgen_futures::JsFuture;

        use super::browser::document::find;
        use super::forms::is_typed_in;

        let fresh = async {
            let response: Response =
                JsFuture::from(window().fetch_with_str(&address)).await.ok()?.unchecked_into();
            let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
            let page = DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()?;
            page.query_selector(selector).ok()?
        };
        if let (Some(fresh), Some(part)) = (fresh.await, find(selector))
            && !document().active_element().is_some_and(|focused| part.contains(Some(&focused)))
            && !is_typed_in(selector)
        {
            part.set_inner_html(&fresh.inner_html());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (selector, address);
}

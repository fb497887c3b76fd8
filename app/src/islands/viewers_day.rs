//! The presets, seen from the viewer's today.

use leptos::prelude::*;

use super::browser::document::mark_hydrated;

/// Around fields that choose dates: if the viewer's day differs from the server's, it rewrites the presets'
/// days and the form's hidden `today`. The fields themselves are rendered by the server; those that must
/// not change have no `data-preset`.
#[island]
pub fn ViewersDay(
    /// The fields.
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| {
        show_todays_presets();
        mark_hydrated();
    });
    children()
}

/// Writes the presets' days and today into the form, by the browser's clock and time zone.
fn show_todays_presets() {
    #[cfg(feature = "hydrate")]
    if let Some(today) = super::browser::clock::today() {
        use super::browser::document::find;
        use crate::{domain::Preset, texts::Language};

        let language = document().document_element().and_then(|root| root.get_attribute("lang"));
        let language = language.and_then(|tag| Language::tagged(&tag)).unwrap_or(Language::English);
        for preset in Preset::ALL {
            let (first, last) = preset.days(today);
            if let Some(days) = find(&format!("[data-preset='{}']", preset.name())) {
                days.set_text_content(Some(&language.span(first, last)));
            }
        }
        if let Some(field) = find("input[data-viewers]") {
            // It fails only for an invalid attribute name.
            let _ = field.set_attribute("value", &today.to_string());
        }
    }
}

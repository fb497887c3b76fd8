//! The island that shows the presets for the viewer's own today.

use leptos::prelude::*;

use super::browser::document::mark_hydrated;

/// Around fields that choose dates: if the viewer's day differs from the server's, it rewrites the presets'
/// days and the form's hidden `today`. The server rendered the days for each day that it can be somewhere, as
/// lines `2026-12-31=..` of `data-days`; fields that must not change lack that attribute.
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
        use super::browser::document::{find, find_all};

        let prefix = format!("{today}=");
        for element in find_all("[data-days]") {
            let lines = element.get_attribute("data-days").unwrap_or_default();
            if let Some(days) = lines.split('\n').find_map(|line| line.strip_prefix(&prefix)) {
                element.set_text_content(Some(days));
            }
        }
        if let Some(field) = find("input[data-viewers]") {
            // It fails only for an invalid attribute name.
            let _ = field.set_attribute("value", &today.to_string());
        }
    }
}

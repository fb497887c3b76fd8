//! The presets, seen from the viewer's today.

use leptos::prelude::*;

use super::browser;

/// Around fields that choose dates: where it is another day for the viewer than for the server, it
/// writes the presets' days and the form's today anew. The fields themselves are the server's; those
/// that are to stay as they are have no `data-preset`.
#[island]
pub fn ViewersDay(
    /// The fields.
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| {
        browser::show_today();
        browser::say_hydrated();
    });
    children()
}

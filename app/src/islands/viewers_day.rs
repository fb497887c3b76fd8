//! The presets, seen from the viewer's today.

use leptos::prelude::*;

use super::browser;
use crate::texts::Language;

/// Around fields that choose dates: where it is another day for the viewer than for the server, it
/// writes the presets' days and the form's today anew. The fields themselves are the server's.
#[island]
pub fn ViewersDay(
    /// Whether the browser may say what day it is: not where its day was refused.
    trusts_clock: bool,
    /// The language of the days.
    language: Language,
    /// The fields.
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| {
        if trusts_clock {
            browser::show_today(language);
        }
        browser::say_hydrated();
    });
    children()
}

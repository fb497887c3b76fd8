//! What the next tap does.

use leptos::prelude::*;

use super::day::{name, word};
use crate::domain::Availability;
use crate::texts::Language;

/// The brushes, busy first: most people mark what they cannot make.
const ORDER: [Availability; 3] = [Availability::Busy, Availability::Free, Availability::Starred];

/// The choice of a brush; it waits until the calendar is alive.
#[component]
pub fn Brushes(
    brush: RwSignal<Availability>,
    #[prop(into)] alive: Signal<bool>,
    language: Language,
) -> impl IntoView {
    view! {
        <fieldset class="brushes" disabled=move || !alive.get()>
            <legend class="sr-only">{language.live().brush}</legend>
            {ORDER
                .map(|availability| view! {
                    <label class=format!("brush {}", name(availability))>
                        <input
                            type="radio"
                            name="brush"
                            checked=availability == Availability::Busy
                            on:change=move |_| brush.set(availability)
                        />
                        <span>{word(language, availability)}</span>
                    </label>
                })
                .into_iter()
                .collect_view()}
        </fieldset>
    }
}

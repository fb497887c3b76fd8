//! The brush picker: it sets the availability that the next tap marks.

use leptos::prelude::*;

use super::availability_word;
use crate::domain::Availability;
use crate::texts::Language;

/// The brushes, busy first: most people mark what they cannot make.
const ORDER: [Availability; 3] = [Availability::Busy, Availability::Free, Availability::Starred];

/// The radio buttons for the brush. While they are not `live` they only take their place.
#[component]
pub fn Brushes(
    /// The selected brush.
    brush: RwSignal<Availability>,
    /// Whether there is a grid to mark days in.
    live: bool,
    /// The language of the brushes' names.
    language: Language,
) -> impl IntoView {
    let choice = |availability: Availability| {
        view! {
            <label class="brush" data-mark=availability.letter().to_string()>
                <input
                    type="radio"
                    name="brush"
                    autocomplete="off"
                    checked=availability == Availability::Busy
                    prop:checked=move || brush.get() == availability
                    on:change=move |_| brush.set(availability)
                />
                {availability_word(language, availability)}
            </label>
        }
    };
    view! {
        <fieldset class="brushes" disabled=!live>
            <legend class="sr-only">{language.live().brush()}</legend>
            {ORDER.map(choice).into_iter().collect_view()}
        </fieldset>
    }
}

//! The brush picker: it sets the availability that the next tap marks, or that a tap shows who can come.

use leptos::prelude::*;

use super::availability_word;
use crate::domain::Availability;
use crate::texts::Language;

/// The brushes, busy first: most people mark what they cannot make. `None` is looking instead of marking.
const ORDER: [Option<Availability>; 4] =
    [Some(Availability::Busy), Some(Availability::Free), Some(Availability::Starred), None];

/// The radio buttons for the brush. While they are not `live` they only take their place.
#[component]
pub fn Brushes(
    /// The selected brush; `None` looks.
    brush: RwSignal<Option<Availability>>,
    /// Whether there is a grid to mark days in.
    live: bool,
    /// The language of the brushes' names.
    language: Language,
) -> impl IntoView {
    let choice = |choice: Option<Availability>| {
        view! {
            <label class="brush" data-mark=choice.map_or(String::new(), |mark| mark.letter().to_string())>
                <input
                    type="radio"
                    name="brush"
                    autocomplete="off"
                    checked=choice == Some(Availability::Busy)
                    prop:checked=move || brush.get() == choice
                    on:change=move |_| brush.set(choice)
                />
                <span>{choice.map_or(language.live().who(), |mark| availability_word(language, mark))}</span>
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

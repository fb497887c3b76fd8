//! What to do about a field, or about a form as a whole.

use leptos::prelude::*;

/// A sentence that is heard as soon as the page is there; nothing where nothing is wrong.
#[component]
pub fn ProblemText(
    /// What the field names as its description.
    #[prop(into)]
    id: String,
    /// The sentence.
    text: Option<String>,
) -> impl IntoView {
    text.map(|text| view! { <p class="problem" role="alert" id=id>{text}</p> })
}

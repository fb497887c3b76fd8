//! A page that shows only a message.

use leptos::prelude::*;

use super::parts::PageTitle;
use crate::api::Visit;

/// A title, a hint, and a link to the home page.
#[component]
pub fn Message(
    /// The message, as the heading.
    title: &'static str,
    /// What to do.
    hint: &'static str,
) -> impl IntoView {
    let home = use_context::<Visit>().map(|visit| visit.language.pages().to_home());
    view! {
        <PageTitle text=title/>
        <div class="flex max-w-128 flex-col items-start gap-4 py-12">
            <h1>{title}</h1>
            <p>{hint}</p>
            <a class="button primary" href="/">{home}</a>
        </div>
    }
}

//! A page that only says something.

use leptos::prelude::*;

use super::parts::PageTitle;
use crate::api::Visit;

/// A title, a hint, and the way to the first page.
#[component]
pub fn Message(
    /// What is so.
    title: &'static str,
    /// What to do.
    hint: &'static str,
) -> impl IntoView {
    let home = use_context::<Visit>().map(|visit| visit.language.pages().to_home);
    view! {
        <PageTitle text=title/>
        <div class="message">
            <h1>{title}</h1>
            <p>{hint}</p>
            <a class="button primary" href="/">{home}</a>
        </div>
    }
}

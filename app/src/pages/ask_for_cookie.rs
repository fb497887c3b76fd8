//! The page for a form that was sent without the device cookie.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::PageTitle;
use crate::api::Visit;

/// Explains the cookie and what it means to have none, and repeats the form as it was sent, with one button.
#[component]
pub(super) fn AskForCookie(
    /// The address that the form is sent to.
    address: String,
    /// The fields as they were sent.
    fields: Arc<[(String, String)]>,
) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let fields: Vec<_> = fields
        .iter()
        .cloned()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    Some(view! {
        <PageTitle text=texts.no_cookie()/>
        <div class="flex max-w-128 flex-col items-start gap-4 py-12">
            <h1>{texts.no_cookie()}</h1>
            <p>{texts.no_cookie_hint()}</p>
            <form action=address method="post">
                {fields} <button class="button primary" type="submit" autofocus>{texts.go_on()}</button>
            </form>
        </div>
    })
}

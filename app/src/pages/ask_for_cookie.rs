//! Carries a form on that came without a cookie.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::PageTitle;
use crate::api::Visit;

/// What the cookie is for, what it means to have none, and the form as it was sent, with one button.
#[component]
pub(super) fn AskForCookie(
    /// Where the form goes.
    address: String,
    /// Its fields as they were sent.
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
        <PageTitle text=texts.no_cookie/>
        <div class="message">
            <h1>{texts.no_cookie}</h1>
            <p>{texts.no_cookie_hint}</p>
            <form action=address method="post">
                {fields} <button class="button primary" type="submit" autofocus>{texts.go_on}</button>
            </form>
        </div>
    })
}

//! The page for addresses that do not exist.

use leptos::prelude::*;

use super::Message;
use crate::api::Visit;

/// The page, with status 404.
#[component]
pub(super) fn NotFound() -> impl IntoView {
    let visit = use_context::<Visit>()?;
    visit.status.set(404);
    let texts = visit.language.pages();
    Some(view! { <Message title=texts.not_found() hint=texts.not_found_hint()/> })
}

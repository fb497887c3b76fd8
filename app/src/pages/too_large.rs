//! A form was longer than anything that could be kept.

use leptos::prelude::*;

use super::Message;
use crate::visit::Visit;

/// The page with status 413.
#[component]
pub(super) fn TooLarge() -> impl IntoView {
    let visit = use_context::<Visit>()?;
    visit.status.set(413);
    let texts = visit.language.pages();
    Some(view! { <Message title=texts.too_large hint=texts.too_large_hint/> })
}

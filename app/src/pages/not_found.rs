//! The pages for addresses that do not exist, and for meetings that cannot be read.

use std::error::Error as _;

use leptos::prelude::*;

use super::Message;
use crate::api::Visit;
use crate::domain::UrlCode;
use crate::meetings::{Error, Refusal};

/// The page, with status 404.
#[component]
pub(super) fn NotFound() -> impl IntoView {
    let visit = use_context::<Visit>()?;
    visit.status.set(404);
    let texts = visit.language.pages();
    Some(view! { <Message title=texts.not_found() hint=texts.not_found_hint()/> })
}

/// The page for a meeting that could not be read: there is none, or the database failed.
pub(super) fn unreadable(visit: &Visit, url_code: &UrlCode, error: &Error) -> AnyView {
    if let Error::Refused(Refusal::MeetingNotFound(_)) = error {
        return view! { <NotFound/> }.into_any();
    }
    tracing::error!(%error, cause = ?error.source(), %url_code, "a meeting could not be read");
    visit.status.set(error.status());
    let texts = visit.language.pages();
    view! { <Message title=texts.broken() hint=texts.broken_hint()/> }.into_any()
}

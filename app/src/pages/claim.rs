//! The page on which a personal or organizer link is opened on another device. Opening it claims nothing: robots
//! open links too.

use std::error::Error as _;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::Message;
use super::fields::FormProblem;
use super::parts::PageTitle;
use crate::api::{self, Form, Visit};
use crate::meetings::{Error, LinkToken, OpenedLink, Refusal};
use crate::texts::html::typed;

/// The page for a link, or one that says why it does not work.
#[component]
pub(super) fn ClaimPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let visit = use_context::<Visit>()?;
    Some(view! { <Suspense>{Suspend::new(page(visit, token))}</Suspense> })
}

async fn page(visit: Visit, token: String) -> impl IntoView {
    match read(&visit, &token).await {
        Ok(opened) => form(&visit, token, &opened).into_any(),
        Err(error) => broken(&visit, &error).into_any(),
    }
}

/// Reads what the link is for, if it can be claimed.
async fn read(visit: &Visit, token: &str) -> Result<OpenedLink, Error> {
    let token = LinkToken::parse(token)?;
    let opened = visit.meetings.opened_link(&token, visit.device.as_ref()).await?;
    if !opened.own {
        opened.link.check_claim(visit.meetings.now())?;
    }
    Ok(opened)
}

fn form(visit: &Visit, token: String, opened: &OpenedLink) -> impl IntoView + use<> {
    let (language, texts) = (visit.language, visit.language.pages());
    let title = typed(language.title(&opened.title));
    let (what, button) = match &opened.name {
        Some(name) => (texts.claim_personal(&typed(name.as_str()), &title), texts.claim_personal_button()),
        None => (texts.claim_organizer(&title), texts.claim_organizer_button()),
    };
    let (what, button) =
        if opened.own { (texts.claim_own(&title), texts.to_meeting()) } else { (what, button) };
    view! {
        <PageTitle text=texts.claim_title()/>
        <div class="flex max-w-128 flex-col items-start gap-4 py-12">
            <h1>{texts.claim_title()}</h1>
            <p inner_html=what></p>
            <FormProblem form=Form::Claim/>
            <form action=api::Claim::PATH method="post">
                <input type="hidden" name="token" value=token/>
                <button class="button primary" type="submit">{button}</button>
            </form>
        </div>
    }
}

/// The page for a link that cannot be claimed.
fn broken(visit: &Visit, error: &Error) -> impl IntoView + use<> {
    visit.status.set(error.status());
    let (texts, refusals) = (visit.language.pages(), visit.language.refusals());
    let (title, hint) = match error {
        Error::Refused(Refusal::LinkUsed) => (texts.claim_broken(), refusals.link_used()),
        Error::Refused(Refusal::LinkExpired) => (texts.claim_broken(), refusals.link_expired()),
        Error::Refused(_) => (texts.claim_broken(), refusals.link_not_found()),
        Error::Failed(_) => {
            tracing::error!(%error, cause = ?error.source(), "a link could not be read");
            (texts.broken(), texts.broken_hint())
        }
    };
    view! { <Message title hint/> }
}

//! The card for deleting a meeting.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::FormProblem;
use super::parts::{Alert, MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Form, RefusedForm, Visit};

/// The form that deletes the meeting, with a checkbox to confirm.
#[component]
pub(super) fn DeleteCard(viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let refused = RefusedForm::of(visit.refused.as_ref(), Form::Delete);
    let problem = refused.and_then(|refused| refused.problem("confirm")).map(ToOwned::to_owned);
    Some(view! {
        <section class="card" id=Form::Delete.to_string() aria-labelledby="delete-heading">
            <h2 id="delete-heading">{texts.delete()}</h2>
            <p class="quiet">{texts.delete_hint()}</p>
            <FormProblem form=Form::Delete/>
            <form class="line" action=action(api::Delete::PATH, viewer) method="post">
                <MeetingFields viewer/>
                <label class="tick">
                    <input type="checkbox" name="confirm" value="true" required/>
                    {texts.delete_confirm()}
                </label>
                <button class="button danger" type="submit">{texts.delete_button()}</button>
            </form>
            <Alert id="delete-confirm-problem" text=problem/>
        </section>
    })
}

//! The organizer's card: change title and location, delete the meeting.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, TextField};
use super::parts::{Alert, MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Visit};
use crate::api::{Form, RefusedForm};
use crate::domain::Meeting;

/// Title, location and deletion; collapsed unless one of its forms was refused.
#[component]
pub(super) fn OrganizerCard(
    meeting: Meeting,
    viewer: StoredValue<Viewer>,
    may_delete: bool,
) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let came_back = |form| RefusedForm::of(visit.refused.as_ref(), form).is_some();
    // A refused form keeps the values that it originally showed.
    let described = RefusedForm::of(visit.refused.as_ref(), Form::Describe);
    let seen = |name, now: &str| described.and_then(|form| form.typed(name)).unwrap_or(now).to_owned();
    Some(view! {
        <details class="card" open=came_back(Form::Describe) || came_back(Form::Delete)>
            <summary><h2>{texts.organize()}</h2></summary>
            <FormProblem form=Form::Describe/>
            <form action=action(api::Describe::PATH, viewer) method="post">
                <MeetingFields viewer/>
                <input type="hidden" name="seen_title" value=seen("seen_title", meeting.title.as_str())/>
                <input type="hidden" name="seen_location" value=seen("seen_location", meeting.location.as_str())/>
                <TextField
                    form=Form::Describe
                    name="title"
                    label=texts.title()
                    note=texts.optional()
                    value=meeting.title.as_str()
                />
                <TextField
                    form=Form::Describe
                    name="location"
                    label=texts.location()
                    note=texts.optional()
                    value=meeting.location.as_str()
                />
                <button class="button" type="submit">{texts.save()}</button>
            </form>
            {may_delete.then(|| view! { <DeleteForm viewer/> })}
        </details>
    })
}

/// The form that deletes the meeting, with a checkbox to confirm.
#[component]
fn DeleteForm(viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let refused = RefusedForm::of(visit.refused.as_ref(), Form::Delete);
    let problem = refused.and_then(|refused| refused.problem("confirm")).map(ToOwned::to_owned);
    Some(view! {
        <form class="delete" action=action(api::Delete::PATH, viewer) method="post">
            <h3>{texts.delete()}</h3>
            <p class="quiet">{texts.delete_hint()}</p>
            <FormProblem form=Form::Delete/>
            <MeetingFields viewer/>
            <div class="line">
                <label class="tick">
                    <input type="checkbox" name="confirm" value="true" required/>
                    {texts.delete_confirm()}
                </label>
                <button class="button danger" type="submit">{texts.delete_button()}</button>
            </div>
            <Alert id="delete-confirm-problem" text=problem/>
        </form>
    })
}

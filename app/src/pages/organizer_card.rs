//! The organizer's part.

use leptos::prelude::*;

use super::fields::{FormProblem, TextField};
use super::parts::{MeetingFields, ProblemText};
use super::viewer::Viewer;
use crate::api::Refused;
use crate::domain::Meeting;
use crate::visit::Visit;

/// Title, location, and the end of it all; folded away unless a form came back.
#[component]
pub(super) fn OrganizerCard(
    meeting: Meeting,
    viewer: StoredValue<Viewer>,
    may_delete: bool,
) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let came_back = |form| Refused::of(visit.refused.as_ref(), form).is_some();
    Some(view! {
        <details class="card" open=came_back("describe") || came_back("delete")>
            <summary><h2>{texts.organize}</h2></summary>
            <FormProblem form="describe"/>
            <form action="/api/describe" method="post">
                <MeetingFields viewer/>
                <TextField
                    form="describe"
                    name="title"
                    label=texts.title
                    note=texts.optional
                    value=meeting.title.as_str()
                />
                <TextField
                    form="describe"
                    name="location"
                    label=texts.location
                    note=texts.optional
                    value=meeting.location.as_str()
                />
                <button class="button" type="submit">{texts.save}</button>
            </form>
            {may_delete.then(|| view! { <DeleteForm viewer/> })}
        </details>
    })
}

/// The form that deletes the meeting, with a box to tick first.
#[component]
fn DeleteForm(viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let refused = Refused::of(visit.refused.as_ref(), "delete");
    let problem = refused.and_then(|refused| refused.problem("confirm")).map(ToOwned::to_owned);
    Some(view! {
        <form class="delete" action="/api/delete" method="post">
            <h3>{texts.delete}</h3>
            <p class="quiet">{texts.delete_hint}</p>
            <FormProblem form="delete"/>
            <MeetingFields viewer/>
            <div class="line">
                <label class="tick">
                    <input type="checkbox" name="confirm" value="true" required/>
                    {texts.delete_confirm}
                </label>
                <button class="button danger" type="submit">{texts.delete_button}</button>
            </div>
            <ProblemText id="delete-confirm-problem" text=problem/>
        </form>
    })
}

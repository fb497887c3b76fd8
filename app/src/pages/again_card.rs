//! The card for a new meeting like this one.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::FormProblem;
use super::parts::{MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Form, Visit};

/// The form that creates a meeting with the same texts and people.
#[component]
pub(super) fn AgainCard(viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    Some(view! {
        <section class="card" id=Form::Again.to_string() aria-labelledby="again-heading">
            <h2 id="again-heading">{texts.again()}</h2>
            <p class="quiet">{texts.again_hint()}</p>
            <FormProblem form=Form::Again/>
            <form class="line" action=action(api::Again::PATH, viewer) method="post">
                <MeetingFields viewer/>
                <input type="hidden" name="key" value=visit.form_key.clone()/>
                <button class="button" type="submit">{texts.again_button()}</button>
            </form>
        </section>
    })
}

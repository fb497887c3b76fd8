//! The form for joining a meeting.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, TextField};
use super::parts::{MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Visit};
use crate::api::{Form, RefusedForm};

/// The form that adds a participant. Guests see it first; for those who have joined already it is collapsed
/// and adds somebody else.
#[component]
pub(super) fn JoinCard(viewer: StoredValue<Viewer>, another: bool) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let came_back = RefusedForm::of(visit.refused.as_ref(), Form::Join).is_some();
    let button = if another { texts.add_another_button() } else { texts.join_button() };
    let form = view! {
        <form class="line top" action=action(api::Join::PATH, viewer) method="post">
            <MeetingFields viewer/>
            <input type="hidden" name="key" value=visit.form_key.clone()/>
            {another.then(|| view! { <input type="hidden" name="another" value="true"/> })}
            <TextField
                form=Form::Join
                name="name"
                label=texts.name()
                required=true
                autocomplete=if another { "off" } else { "nickname" }
            />
            <button class="button primary" type="submit">{button}</button>
        </form>
    };
    Some(if another {
        view! {
            <details class="card" open=came_back>
                <summary><h2>{texts.add_another()}</h2></summary>
                <p class="quiet">{texts.add_another_hint()}</p>
                <FormProblem form=Form::Join/>
                {form}
            </details>
        }
        .into_any()
    } else {
        view! {
            <section class="card best join" aria-labelledby="join">
                <h2 id="join">{texts.join()}</h2>
                <p class="quiet">{texts.join_hint()}</p>
                <FormProblem form=Form::Join/>
                {form}
            </section>
        }
        .into_any()
    })
}

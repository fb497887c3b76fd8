//! The form for joining a meeting.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, TextField};
use super::parts::{MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Visit};
use crate::api::{Form, RefusedForm};
use crate::domain::{NameKey, ParticipantName};
use crate::texts::html::typed;

/// The form that adds a participant. Guests see it first; for those who have joined already it is collapsed
/// and adds somebody else.
#[component]
pub(super) fn JoinCard(
    viewer: StoredValue<Viewer>,
    another: bool,
    /// The names of people of an earlier meeting, who have not joined this one.
    reserved: Vec<ParticipantName>,
) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let refused = RefusedForm::of(visit.refused.as_ref(), Form::Join);
    let came_back = refused.is_some();
    // Who typed a name that is reserved is asked about that one only.
    let written = refused.and_then(|refused| ParticipantName::parse(refused.typed("name")?).ok());
    let written = written.map(|name| NameKey::of(&name));
    let written = written.filter(|key| reserved.iter().any(|name| NameKey::of(name) == *key));
    let asked = reserved.into_iter().filter(|name| written.is_none_or(|key| NameKey::of(name) == key));
    let names = asked.map(|name| view! { <ReservedName name another viewer/> }).collect::<Vec<_>>();
    let names = (!names.is_empty()).then(|| {
        view! {
            <p class="quiet">{if another { texts.reserved_hint_another() } else { texts.reserved_hint() }}</p>
            <div class="line">{names}</div>
        }
    });
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
                {names}
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
                {names}
                {form}
            </section>
        }
        .into_any()
    })
}

/// The button by which somebody of an earlier meeting joins this one.
#[component]
fn ReservedName(name: ParticipantName, another: bool, viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let typed = typed(name.as_str());
    let text = if another { typed } else { visit.language.pages().that_is_me(&typed) };
    Some(view! {
        <form action=action(api::Join::PATH, viewer) method="post">
            <MeetingFields viewer/>
            <input type="hidden" name="key" value=visit.form_key.clone()/>
            <input type="hidden" name="name" value=name.as_str().to_owned()/>
            <input type="hidden" name="takes_reserved" value="true"/>
            {another.then(|| view! { <input type="hidden" name="another" value="true"/> })}
            <button class="button" type="submit"><span inner_html=text></span></button>
        </form>
    })
}

//! A participant's new name.

use leptos::prelude::*;

use super::{MeetingFields, ProblemText};
use crate::api::Refused;
use crate::domain::ParticipantId;
use crate::viewer::Viewer;

/// The form that renames a participant, with what was typed where it came back.
#[component]
pub fn NameForm(
    id: ParticipantId,
    name: String,
    viewer: StoredValue<Viewer>,
    refused: StoredValue<Option<Refused>>,
) -> impl IntoView {
    let texts = viewer.with_value(|viewer| viewer.language.live());
    let (typed, problem) = refused.with_value(|refused| {
        let refused = Refused::of(refused.as_ref(), &format!("rename-{}", id.0));
        let typed = refused.and_then(|refused| refused.typed("name")).map(ToOwned::to_owned);
        let problem = refused.and_then(|refused| refused.problem("name").or_else(|| refused.problem("")));
        (typed, problem.map(ToOwned::to_owned))
    });
    let (field, problem_id) = (format!("name-{}", id.0), format!("name-{}-problem", id.0));
    view! {
        <form class="line" action="/api/rename" method="post">
            <MeetingFields viewer/>
            <input type="hidden" name="participant" value=id.0/>
            <label class="sr-only" for=field.clone()>{texts.new_name}</label>
            <input
                class="field"
                id=field
                name="name"
                value=typed.unwrap_or(name)
                autocomplete="off"
                required
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| problem_id.clone())
            />
            <button class="button" type="submit">{texts.rename}</button>
            <ProblemText id=problem_id text=problem/>
        </form>
    }
}

//! Form fields that are rendered on the server only.

use leptos::prelude::*;

use super::parts::{Alert, ProblemText};
use crate::api::Visit;
use crate::api::{Form, RefusedForm};

/// A text input with its label, value and error message.
#[component]
pub(super) fn TextField(
    /// The form that contains the field.
    form: Form,
    /// The name of the field in the form.
    name: &'static str,
    /// The label, as HTML.
    #[prop(into)]
    label: String,
    /// A small note after the label.
    #[prop(optional)]
    note: Option<&'static str>,
    /// The initial value.
    #[prop(optional, into)]
    value: String,
    #[prop(optional)] placeholder: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
) -> impl IntoView {
    let visit = use_context::<Visit>();
    let refused = visit.as_ref().and_then(|visit| RefusedForm::of(visit.refused.as_ref(), form));
    let value = refused.and_then(|refused| refused.typed(name)).map_or(value, ToOwned::to_owned);
    let problem = refused.and_then(|refused| refused.problem(name)).map(ToOwned::to_owned);
    let id = format!("{form}-{name}");
    let problem_id = format!("{id}-problem");
    let label = note.map_or_else(|| label.clone(), |note| format!("{label} <small>({note})</small>"));
    view! {
        <div class="labelled">
            <label for=id.clone() inner_html=label></label>
            <input
                class="field"
                id=id
                name=name
                value=value
                placeholder=placeholder
                required=required
                autocomplete=autocomplete.unwrap_or("off")
                autofocus=problem.is_some()
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| problem_id.clone())
            />
            <ProblemText id=problem_id text=problem/>
        </div>
    }
}

/// The error message for a form as a whole.
#[component]
pub(super) fn FormProblem(form: Form) -> impl IntoView {
    let visit = use_context::<Visit>();
    let refused = visit.as_ref().and_then(|visit| RefusedForm::of(visit.refused.as_ref(), form));
    let text = refused.and_then(|refused| refused.problem("")).map(ToOwned::to_owned);
    view! { <Alert id=format!("{form}-problem") text/> }
}

//! Form fields that are rendered on the server only.

use leptos::prelude::*;

use super::parts::{Alert, ProblemText};
use crate::api::Visit;
use crate::api::{Form, RefusedForm};
use crate::texts::html::escape;

/// What a field of a form shows: its value or what was typed, and its error message.
struct FieldState {
    id: String,
    problem_id: String,
    value: String,
    problem: Option<String>,
}

impl FieldState {
    /// The field `name` of a form, with the value that it has while the form was not refused.
    fn of(form: Form, name: &str, value: String) -> Self {
        let visit = use_context::<Visit>();
        let refused = visit.as_ref().and_then(|visit| RefusedForm::of(visit.refused.as_ref(), form));
        let id = format!("{form}-{name}");
        Self {
            problem_id: format!("{id}-problem"),
            id,
            value: refused.and_then(|refused| refused.typed(name)).map_or(value, ToOwned::to_owned),
            problem: refused.and_then(|refused| refused.problem(name)).map(ToOwned::to_owned),
        }
    }
}

/// The hidden field `name` that says what the form showed when it was opened: so that a concurrent change by somebody
/// else is kept.
#[component]
pub(super) fn SeenField(form: Form, name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    let FieldState { value, .. } = FieldState::of(form, name, value);
    view! { <input type="hidden" name=name value=value/> }
}

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
    /// The type of the input; a text by default.
    #[prop(default = "text")]
    kind: &'static str,
    /// The id of a list of proposals.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Whether a number is typed.
    #[prop(optional)]
    numeric: bool,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
) -> impl IntoView {
    let FieldState { id, problem_id, value, problem } = FieldState::of(form, name, value);
    let label = note.map_or_else(|| label.clone(), |note| format!("{label} <small>({note})</small>"));
    view! {
        <div class="labelled">
            <label for=id.clone() inner_html=label></label>
            <input
                class="field"
                id=id
                name=name
                r#type=kind
                list=list
                inputmode=numeric.then_some("numeric")
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

/// A text of several lines with its label, value and error message.
#[component]
pub(super) fn TextArea(
    /// The form that contains the field.
    form: Form,
    /// The name of the field in the form.
    name: &'static str,
    /// The label.
    label: &'static str,
    /// A small note after the label.
    #[prop(optional)]
    note: Option<&'static str>,
    /// The initial value.
    #[prop(optional, into)]
    value: String,
    /// How many lines it shows.
    rows: u8,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let FieldState { id, problem_id, value, problem } = FieldState::of(form, name, value);
    // Leptos does not escape the content of a textarea, and browsers ignore its first line feed.
    let content = format!("\n{}", escape(&value));
    view! {
        <div class="labelled">
            <label for=id.clone()>{label} {note.map(|note| view! { " " <small>"(" {note} ")"</small> })}</label>
            <textarea
                class="field"
                id=id
                name=name
                rows=rows
                required=required
                autofocus=problem.is_some()
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| problem_id.clone())
                inner_html=content
            ></textarea>
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

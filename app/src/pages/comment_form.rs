//! The form that adds a comment.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, TextField};
use super::parts::{MeetingFields, ProblemText, action};
use super::viewer::Viewer;
use crate::api::{self, Visit};
use crate::api::{Form, RefusedForm};

/// The form, signed by the participant whose days are shown as "your days" or by a typed name.
#[component]
pub(super) fn CommentForm(viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let refused = RefusedForm::of(visit.refused.as_ref(), Form::Comment);
    // Leptos does not escape the content of a textarea, and browsers ignore its first line feed.
    let typed = refused.and_then(|refused| refused.typed("text")).unwrap_or_default();
    let typed = format!("\n{}", typed.replace('&', "&amp;").replace('<', "&lt;"));
    let problem = refused.and_then(|refused| refused.problem("text")).map(ToOwned::to_owned);
    let signer = viewer.with_value(|viewer| viewer.me.filter(|me| viewer.mine.contains(me)));
    let signature = match signer {
        Some(me) => view! { <input type="hidden" name="participant" value=me.0/> }.into_any(),
        None => view! {
            <TextField
                form=Form::Comment
                name="name"
                label=texts.comment_name()
                required=true
                autocomplete="nickname"
            />
        }
        .into_any(),
    };
    Some(view! {
        <form class="comment-form" action=action(api::Comment::PATH, viewer) method="post">
            <MeetingFields viewer/>
            <input type="hidden" name="key" data-key value=visit.form_key.clone()/>
            <FormProblem form=Form::Comment/>
            {signature}
            <div class="labelled">
                <label for="comment-text">{texts.comment()}</label>
                <textarea
                    class="field"
                    id="comment-text"
                    name="text"
                    rows="2"
                    required
                    autofocus=problem.is_some()
                    aria-invalid=problem.is_some().then_some("true")
                    aria-describedby=problem.is_some().then_some("comment-text-problem")
                    inner_html=typed
                ></textarea>
                <ProblemText id="comment-text-problem" text=problem/>
            </div>
            <button class="button" type="submit">{texts.comment_button()}</button>
        </form>
    })
}

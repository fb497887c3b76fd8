//! The form that adds a comment.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, TextArea, TextField};
use super::parts::{MeetingFields, action};
use super::viewer::Viewer;
use crate::api::Form;
use crate::api::{self, Visit};

/// The form, signed by the participant whose days are shown as "your days" or by a typed name.
#[component]
pub(super) fn CommentForm(viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
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
            <TextArea form=Form::Comment name="text" label=texts.comment() rows=2 required=true/>
            <button class="button self-end" type="submit">{texts.comment_button()}</button>
        </form>
    })
}

//! The card for changing title, location and note.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, SeenField, TextArea, TextField};
use super::parts::{MeetingFields, Saved, action};
use super::viewer::Viewer;
use crate::api::{self, Form, Visit};
use crate::domain::Meeting;

/// Title, location and note.
#[component]
pub(super) fn DescribeCard(meeting: Arc<Meeting>, viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    Some(view! {
        <section class="card" id=Form::Describe.to_string() aria-labelledby="describe-heading">
            <h2 id="describe-heading">{texts.describe()}</h2>
            <Saved form=Form::Describe/>
            <FormProblem form=Form::Describe/>
            <form action=action(api::Describe::PATH, viewer) method="post">
                <MeetingFields viewer/>
                <SeenField form=Form::Describe name="seen_title" value=meeting.title.as_str()/>
                <SeenField form=Form::Describe name="seen_location" value=meeting.location.as_str()/>
                <SeenField form=Form::Describe name="seen_note" value=meeting.note.as_str()/>
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
                <TextArea
                    form=Form::Describe
                    name="note"
                    label=texts.note()
                    note=texts.optional()
                    value=meeting.note.as_str()
                    rows=4
                />
                <button class="button" type="submit">{texts.save()}</button>
            </form>
        </section>
    })
}

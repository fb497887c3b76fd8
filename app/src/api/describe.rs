//! Server function: changes the title, the location and the note of a meeting.
#![expect(clippy::too_many_arguments, reason = "a form has as many fields as it has")]

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    problem::{both, field},
    respond::{answer, url_code as code_of},
};
use crate::domain::{Location, Note, Title};
use crate::meetings::Description;

/// Changes title, location and note, each only if it differs from what the form showed (`seen_..`), so that a
/// concurrent change by somebody else is kept. A form that showed nothing, or says nothing of it, showed empty texts.
///
/// # Errors
/// An invalid field; see `Meetings::describe`.
#[server(prefix = "/api", endpoint = "describe", protocol = FormProtocol<Json>)]
pub async fn describe(
    url_code: String,
    #[server(default)] title: String,
    #[server(default)] location: String,
    #[server(default)] note: String,
    #[server(default)] seen_title: String,
    #[server(default)] seen_location: String,
    #[server(default)] seen_note: String,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Describe.page(&url_code, &seat);
    answer(&visit, Form::Describe, &page, async {
        let texts = both(field("title", Title::parse(&title)), field("location", Location::parse(&location)));
        let ((title, location), note) = both(texts, field("note", Note::parse(&note)))?;
        // Browsers send a line break as two characters.
        let seen_note = seen_note.replace("\r\n", "\n");
        let title = Some(title).filter(|title| title.as_str() != seen_title);
        let location = Some(location).filter(|location| location.as_str() != seen_location);
        let note = Some(note).filter(|note| note.as_str() != seen_note);
        let code = code_of(&url_code)?;
        visit.meetings.describe(code.clone(), visit.device, Description { title, location, note }).await?;
        Ok(Done::new((), Form::Describe.saved(&code)))
    })
    .await
}

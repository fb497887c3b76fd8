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
/// concurrent change by somebody else is kept.
///
/// # Errors
/// An invalid field; see `Meetings::describe`.
#[server(prefix = "/api", endpoint = "describe", protocol = FormProtocol<Json>)]
pub async fn describe(
    url_code: String,
    #[server(default)] title: String,
    #[server(default)] location: String,
    note: Option<String>,
    seen_title: Option<String>,
    seen_location: Option<String>,
    seen_note: Option<String>,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Describe.page(&url_code, &seat);
    answer(&visit, Form::Describe, &page, async {
        let texts = both(field("title", Title::parse(&title)), field("location", Location::parse(&location)));
        let note = note.map(|note| Note::parse(&note)).transpose();
        let ((title, location), note) = both(texts, field("note", note))?;
        let title = Some(title).filter(|title| seen_title.as_deref() != Some(title.as_str()));
        let location = Some(location).filter(|location| seen_location.as_deref() != Some(location.as_str()));
        // Browsers send a line break as two characters.
        let seen_note = seen_note.map(|seen| seen.replace("\r\n", "\n"));
        let note = note.filter(|note| seen_note.as_deref() != Some(note.as_str()));
        let code = code_of(&url_code)?;
        visit.meetings.describe(code.clone(), visit.device, Description { title, location, note }).await?;
        Ok(Done::new((), Form::Describe.saved(&code)))
    })
    .await
}

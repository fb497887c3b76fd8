//! Server function: renames a participant.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    problem::field,
    respond::{answer, url_code as code_of},
};
use crate::domain::{ParticipantId, ParticipantName};

/// Renames a participant.
///
/// # Errors
/// An invalid name; see `Meetings::rename`.
#[server(prefix = "/api", endpoint = "rename", protocol = FormProtocol<Json>)]
pub async fn rename(
    url_code: String,
    participant: i64,
    #[server(default)] name: String,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let id = ParticipantId(participant);
    let page = Form::Rename(id).page(&url_code, &seat);
    answer(&visit, Form::Rename(id), &page, async {
        let name = field("name", ParticipantName::parse(&name))?;
        let code = code_of(&url_code)?;
        visit.meetings.rename(code.clone(), visit.device, id, name).await?;
        Ok(Done::new((), Form::Rename(id).saved(&code)))
    })
    .await
}

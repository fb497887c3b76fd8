//! Server function: removes a participant.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    respond::{answer, url_code as code_of},
};
use crate::domain::ParticipantId;

/// Removes a participant with its dates.
///
/// # Errors
/// See `Meetings::remove`.
#[server(prefix = "/api", endpoint = "remove", protocol = FormProtocol<Json>)]
pub async fn remove(
    url_code: String,
    participant: i64,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let id = ParticipantId(participant);
    let page = Form::Remove(id).page(&url_code, &seat);
    answer(&visit, Form::Remove(id), &page, async {
        let code = code_of(&url_code)?;
        visit.meetings.remove(code.clone(), visit.device, id).await?;
        // Who removed the last participant of theirs has nothing more to manage.
        Ok(Done::new((), format!("/m/{code}#people")))
    })
    .await
}

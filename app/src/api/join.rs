//! Server function: adds a participant.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    problem::field,
    respond::{answer, url_code as code_of},
};
use crate::{
    domain::ParticipantName,
    meetings::{IdempotencyKey, NewName},
};

/// Adds a participant and returns its id. A reserved name is given to who says that it is theirs
/// (`takes_reserved`). For somebody else (`another`), the page then opens with that
/// participant's days as "your days".
///
/// # Errors
/// An invalid name; see `Meetings::join`.
#[server(prefix = "/api", endpoint = "join", protocol = FormProtocol<Json>)]
pub async fn join(
    url_code: String,
    #[server(default)] name: String,
    #[server(default)] takes_reserved: bool,
    #[server(default)] another: bool,
    #[server(default)] seat: String,
    #[server(default)] key: String,
) -> Result<Done<i64>, WireError> {
    let visit = visit()?;
    let page = Form::Join.page(&url_code, &seat);
    answer(&visit, Form::Join, &page, async {
        let name = field("name", ParticipantName::parse(&name))?;
        let idempotency_key = IdempotencyKey::of_form(&key, &[&url_code, name.as_str()]);
        let name = NewName { name, takes_reserved };
        let id = visit.meetings.join(code_of(&url_code)?, visit.device, name, idempotency_key).await?.0;
        // Without a device, only the address (`?seat=`) can tell whose days are the visitor's.
        let seat = if another || visit.device.is_none() { id.to_string() } else { String::new() };
        Ok(Done::new(id, Form::Join.page(&url_code, &seat) + "#days"))
    })
    .await
}

//! Server function: leaves a meeting out of the list of this browser's meetings.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    respond::{answer, url_code as code_of},
};

/// Leaves a meeting out of the list on the home page (`hidden`), or puts it back. Nothing else changes.
///
/// # Errors
/// See `Meetings::hide_meeting`.
#[server(prefix = "/api", endpoint = "hide_meeting", protocol = FormProtocol<Json>)]
pub async fn hide_meeting(url_code: String, #[server(default)] hidden: bool) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    answer(&visit, Form::HideMeeting, "/", async {
        visit.meetings.hide_meeting(code_of(&url_code)?, visit.device, hidden).await?;
        Ok(Done::new((), "/#my-meetings"))
    })
    .await
}

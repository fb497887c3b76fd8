//! Server function: makes a personal or an organizer link.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form, NewLink,
    respond::{answer, url_code as code_of},
};
use crate::domain::ParticipantId;
use crate::meetings::LinkTarget;

/// Makes a link for another device: for a participant, or for the meeting itself (`organizer`). The page shows it once.
///
/// # Errors
/// See `Meetings::make_link`.
#[server(prefix = "/api", endpoint = "make_link", protocol = FormProtocol<Json>)]
pub async fn make_link(
    url_code: String,
    participant: Option<i64>,
    #[server(default)] organizer: bool,
    #[server(default)] seat: String,
) -> Result<Done<String>, WireError> {
    let visit = visit()?;
    // What it is for is said in so many words: a field that got lost must not make an organizer.
    let participant = (!organizer).then(|| ParticipantId(participant.unwrap_or_default()));
    let form = participant.map_or(Form::OrganizerLink, Form::PersonalLink);
    let page = form.page(&url_code, &seat);
    answer(&visit, form, &page, async {
        let target = participant.map_or(LinkTarget::Meeting, LinkTarget::Participant);
        let token = visit.meetings.make_link(code_of(&url_code)?, visit.device, target).await?.text();
        let link = NewLink { participant, path: format!("/claim/{token}") };
        Ok(Done::new(link.path.clone(), page.clone()).showing(link))
    })
    .await
}

//! Server function: claims a personal or an organizer link.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{Form, respond::answer};
use crate::meetings::{Error, LinkTarget, LinkToken};

/// Gives this browser what a link is for, and returns the meeting's url code.
///
/// # Errors
/// See `Meetings::claim`.
#[server(prefix = "/api", endpoint = "claim", protocol = FormProtocol<Json>)]
pub async fn claim(#[server(default)] token: String) -> Result<Done<String>, WireError> {
    let visit = visit()?;
    let page = Form::claim_page(&token);
    answer(&visit, Form::Claim, &page, async {
        let token = LinkToken::parse(&token).map_err(Error::from)?;
        let (code, target) = visit.meetings.claim(&token, visit.device).await?;
        let page = match target {
            LinkTarget::Meeting => format!("/m/{code}/manage"),
            LinkTarget::Participant(id) => format!("/m/{code}?seat={}", id.0),
        };
        Ok(Done::new(code.to_string(), page))
    })
    .await
}

//! Server function: changes the title and the location of a meeting.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    problem::{both, field},
    respond::{answer, meeting_page, url_code as code_of},
};
use crate::domain::{Location, Title};

/// Changes title and location, each only if it differs from what the form showed (`seen_..`), so that a
/// concurrent change by somebody else is kept.
///
/// # Errors
/// An invalid field; see `Meetings::describe`.
#[server(prefix = "/api", endpoint = "describe", protocol = FormProtocol<Json>)]
pub async fn describe(
    url_code: String,
    #[server(default)] title: String,
    #[server(default)] location: String,
    seen_title: Option<String>,
    seen_location: Option<String>,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = meeting_page(&url_code, &seat);
    answer(&visit, Form::Describe, &page, async {
        let texts = both(field("title", Title::parse(&title)), field("location", Location::parse(&location)));
        let (title, location) = texts?;
        let title = Some(title).filter(|title| seen_title.as_deref() != Some(title.as_str()));
        let location = Some(location).filter(|location| seen_location.as_deref() != Some(location.as_str()));
        let code = code_of(&url_code)?;
        visit.meetings.describe(code, visit.device, title, location).await?;
        Ok(Done::new((), page.clone()))
    })
    .await
}

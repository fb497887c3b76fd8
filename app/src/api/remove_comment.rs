//! Server function: removes a comment.

#[cfg(feature = "ssr")]
use super::Form;
#[cfg(feature = "ssr")]
use super::respond::{answer, update_since, url_code as code_of};
#[cfg(feature = "ssr")]
use super::visit::visit;
use super::{Compact, Done, FormProtocol, WireError};
use crate::live_protocol::Envelope;
use leptos::prelude::*;

/// Removes the text of a comment. Returns the update of the meeting since the entry `after`, the newest that
/// the page has.
///
/// # Errors
/// See `Meetings::remove_comment`.
#[server(prefix = "/api", endpoint = "remove_comment", protocol = FormProtocol<Compact>)]
pub async fn remove_comment(
    url_code: String,
    comment: u64,
    #[server(default)] seat: String,
    #[server(default)] after: Option<u64>,
) -> Result<Done<Envelope>, WireError> {
    let visit = visit()?;
    let page = Form::RemoveComment(comment).page(&url_code, &seat);
    answer(&visit, Form::RemoveComment(comment), &page, async {
        let code = code_of(&url_code)?;
        visit.meetings.remove_comment(code.clone(), visit.device, comment).await?;
        Ok(Done::new(update_since(&visit, &code, after).await, page.clone() + "#timeline"))
    })
    .await
}

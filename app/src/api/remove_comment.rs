//! Takes back a comment.

use leptos::prelude::*;
use leptos::server_fn::codec::{PostUrl, Postcard};

use super::answer::{answer, meeting_page, update_since, url_code as code_of};
use super::{Form, WireError};
use crate::live_protocol::Envelope;
use crate::visit::visit;

/// Removes the text of a comment; gives what happened in the meeting `after` the entry that the page
/// knows last.
///
/// # Errors
/// See `Meetings::remove_comment`.
#[server(prefix = "/api", endpoint = "remove_comment", input = PostUrl, output = Postcard)]
pub async fn remove_comment(
    url_code: String,
    comment: u64,
    #[server(default)] seat: String,
    #[server(default)] after: Option<u64>,
) -> Result<Envelope, WireError> {
    let visit = visit()?;
    let page = meeting_page(&url_code, &seat);
    answer(&visit, Form::RemoveComment(comment), &page, async {
        let code = code_of(&url_code)?;
        visit.meetings.remove_comment(code.clone(), visit.device, comment).await?;
        Ok((update_since(&visit, &code, after).await, page.clone()))
    })
    .await
}

//! Marks days from a page that is alive.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::WireError;
#[cfg(feature = "ssr")]
use super::{
    Form,
    answer::{answer, meeting_page, url_code as code_of},
};
use crate::domain::{Board, Marking, ParticipantId};
#[cfg(feature = "ssr")]
use crate::visit::visit;

/// Marks days of a participant and gives the board as it is then.
///
/// # Errors
/// See `Meetings::mark`.
#[server(prefix = "/api", endpoint = "mark", input = Json)]
pub async fn mark(
    url_code: String,
    participant: ParticipantId,
    marking: Marking,
) -> Result<Board, WireError> {
    let visit = visit()?;
    let page = meeting_page(&url_code, "");
    answer(&visit, Form::Days, &page, async {
        let code = code_of(&url_code)?;
        visit.meetings.mark(code.clone(), Some(visit.device), participant, marking).await?;
        Ok((visit.meetings.board(&code).await?, page.clone()))
    })
    .await
}

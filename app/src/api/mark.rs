//! Marks a stroke of days.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::WireError;
#[cfg(feature = "ssr")]
use super::answer::{answer, meeting_page, url_code as code_of};
use crate::domain::Board;
#[cfg(feature = "ssr")]
use crate::{domain::ParticipantId, meetings::Marking, visit::visit};

/// Marks the days of a stroke (a character for each candidate day) and gives the board as it is
/// then.
///
/// # Errors
/// See `Meetings::mark`.
#[server(prefix = "/api", endpoint = "mark", input = Json)]
pub async fn mark(url_code: String, participant: i64, stroke: String) -> Result<Board, WireError> {
    let visit = visit()?;
    let page = meeting_page(&url_code, "");
    answer(&visit, "days", &page, async {
        let (code, id) = (code_of(&url_code)?, ParticipantId(participant));
        visit.meetings.mark(code.clone(), Some(visit.device), id, Marking::Stroke(stroke)).await?;
        Ok((visit.meetings.board(&code).await?, page.clone()))
    })
    .await
}

//! Deletes a meeting.

use leptos::prelude::*;

use super::WireError;
use super::{
    Form,
    answer::{answer, meeting_page, url_code as code_of},
    problem::{FieldProblem, field},
};
use crate::visit::visit;

/// Deletes a meeting with everything in it, if that was confirmed.
///
/// # Errors
/// Where it was not; see `Meetings::delete`.
#[server(prefix = "/api", endpoint = "delete")]
pub async fn delete(
    url_code: String,
    #[server(default)] confirm: bool,
    #[server(default)] seat: String,
) -> Result<(), WireError> {
    let visit = visit()?;
    let page = meeting_page(&url_code, &seat);
    answer(&visit, Form::Delete, &page, async {
        field("confirm", if confirm { Ok(()) } else { Err(FieldProblem::NotConfirmed) })?;
        visit.meetings.delete(code_of(&url_code)?, visit.device).await?;
        Ok(((), "/".to_owned()))
    })
    .await
}

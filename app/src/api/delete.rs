//! Server function: deletes a meeting.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    problem::{FieldProblem, field},
    respond::{answer, url_code as code_of},
};

/// Deletes a meeting with everything in it, if the deletion was confirmed.
///
/// # Errors
/// A missing confirmation; see `Meetings::delete`.
#[server(prefix = "/api", endpoint = "delete", protocol = FormProtocol<Json>)]
pub async fn delete(
    url_code: String,
    #[server(default)] confirm: bool,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Delete.page(&url_code, &seat);
    answer(&visit, Form::Delete, &page, async {
        field("confirm", if confirm { Ok(()) } else { Err(FieldProblem::NotConfirmed) })?;
        visit.meetings.delete(code_of(&url_code)?, visit.device).await?;
        Ok(Done::new((), "/".to_owned()))
    })
    .await
}

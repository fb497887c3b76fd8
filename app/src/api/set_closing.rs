//! Server function: closes or opens answering, and sets the answer-by day.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form, dates,
    problem::field,
    respond::{answer, changed, url_code as code_of},
};
use crate::meetings::ClosingChange;

/// Closes answering (`closed` is `true`) or opens it (`false`), and changes the last day to answer if it differs from
/// what the form showed.
///
/// # Errors
/// An invalid day; see `Meetings::set_closing`.
#[server(prefix = "/api", endpoint = "set_closing", protocol = FormProtocol<Json>)]
pub async fn set_closing(
    url_code: String,
    closed: Option<bool>,
    #[server(default)] answer_by: String,
    #[server(default)] seen_answer_by: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Closing.page(&url_code, "");
    answer(&visit, Form::Closing, &page, async {
        let answer_by = field("answer_by", changed(&answer_by, &seen_answer_by, dates::supported_day))?;
        let change = ClosingChange { by_hand: closed, answer_by, cleared: seen_answer_by.parse().ok() };
        let code = code_of(&url_code)?;
        visit.meetings.set_closing(code.clone(), visit.device, change).await?;
        Ok(Done::new((), Form::Closing.saved(&code)))
    })
    .await
}

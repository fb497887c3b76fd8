//! Server function: closes or opens answering, and sets the answer-by day.

use chrono::Datelike;
use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form, dates,
    problem::{FieldProblem, field},
    respond::{answer, url_code as code_of},
};
use crate::meetings::{ClosingChange, Patch};

/// Closes answering (`closed` is `true`) or opens it (`false`), and with `sets_answer_by` sets the answer-by day, which
/// an empty text clears. (An optional text cannot tell that: an empty one is read as missing.)
///
/// # Errors
/// An invalid day; see `Meetings::set_closing`.
#[server(prefix = "/api", endpoint = "set_closing", protocol = FormProtocol<Json>)]
pub async fn set_closing(
    url_code: String,
    closed: Option<bool>,
    #[server(default)] sets_answer_by: bool,
    #[server(default)] answer_by: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Closing.page(&url_code, "");
    answer(&visit, Form::Closing, &page, async {
        let answer_by = match answer_by.trim() {
            _ if !sets_answer_by => Patch::Keep,
            "" => Patch::Clear,
            day => {
                // Years that a range could not have are no days to answer by either.
                let day = dates::day(day).and_then(|day| {
                    let is_in_range = (1000..=9999).contains(&day.year());
                    if is_in_range { Ok(day) } else { Err(FieldProblem::NoSuchDay) }
                });
                Patch::Set(field("answer_by", day)?)
            }
        };
        let change = ClosingChange { by_hand: closed, answer_by };
        let code = code_of(&url_code)?;
        visit.meetings.set_closing(code.clone(), visit.device, change).await?;
        Ok(Done::new((), Form::Closing.saved(&code)))
    })
    .await
}

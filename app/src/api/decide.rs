//! Server function: decides on a day.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form, dates,
    problem::field,
    respond::{answer, url_code as code_of},
};

/// Decides on a day, and closes answering with it if `close` is set.
///
/// # Errors
/// An invalid day; see `Meetings::decide`.
#[server(prefix = "/api", endpoint = "decide", protocol = FormProtocol<Json>)]
pub async fn decide(
    url_code: String,
    #[server(default)] date: String,
    #[server(default)] close: bool,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Decide.page(&url_code, "");
    answer(&visit, Form::Decide, &page, async {
        let date = field("date", dates::day(&date))?;
        let code = code_of(&url_code)?;
        visit.meetings.decide(code.clone(), visit.device, date, close).await?;
        Ok(Done::new((), format!("/m/{code}")))
    })
    .await
}

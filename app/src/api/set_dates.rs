//! Server function: sets the date range of a meeting.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    dates::DateFields,
    problem::{FieldProblem, field},
    respond::{answer, url_code as code_of},
};

/// Sets the range, which is possible only once.
///
/// # Errors
/// An invalid field; see `Meetings::set_dates`.
#[server(prefix = "/api", endpoint = "set_dates", protocol = FormProtocol<Json>)]
pub async fn set_dates(
    url_code: String,
    #[server(default)] today: String,
    #[server(default)] when: String,
    #[server(default)] first: String,
    #[server(default)] last: String,
    #[server(default)] exclude: Vec<String>,
    #[server(default)] over: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::SetDates.page(&url_code, "");
    answer(&visit, Form::SetDates, &page, async {
        let fields = DateFields {
            today: &today,
            when: &when,
            first: &first,
            last: &last,
            exclude: &exclude,
            over: &over,
        };
        let dates = field("when", fields.parse(&visit)?.ok_or(FieldProblem::ChooseDates))?;
        visit.meetings.set_dates(code_of(&url_code)?, visit.device, dates).await?;
        Ok(Done::new((), page.clone()))
    })
    .await
}

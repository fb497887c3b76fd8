//! Server function: marks days by a form that shows all of them.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    respond::{answer, url_code as code_of},
};
use crate::domain::{Marking, ParticipantId};

/// Marks the days whose choice (`day`, a letter each) differs from what the form showed (`seen`).
///
/// # Errors
/// See `Meetings::mark`.
#[server(prefix = "/api", endpoint = "choose_days", protocol = FormProtocol<Json>)]
pub async fn choose_days(
    url_code: String,
    participant: i64,
    #[server(default)] seen: String,
    #[server(default)] day: Vec<String>,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Days.page(&url_code, &seat);
    answer(&visit, Form::Days, &page, async {
        let (code, id) = (code_of(&url_code)?, ParticipantId(participant));
        let marking = Marking::Form { seen, chosen: day.concat() };
        visit.meetings.mark(code, visit.device, id, marking).await?;
        Ok(Done::new((), page.clone() + "#days"))
    })
    .await
}

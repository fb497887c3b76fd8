//! Server function: takes the decision back.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    respond::{answer, url_code as code_of},
};

/// Takes the decision back, if there is one.
///
/// # Errors
/// See `Meetings::withdraw_decision`.
#[server(prefix = "/api", endpoint = "withdraw_decision", protocol = FormProtocol<Json>)]
pub async fn withdraw_decision(url_code: String) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Decide.page(&url_code, "");
    answer(&visit, Form::Decide, &page, async {
        let code = code_of(&url_code)?;
        visit.meetings.withdraw_decision(code.clone(), visit.device).await?;
        Ok(Done::new((), Form::Decide.saved(&code)))
    })
    .await
}

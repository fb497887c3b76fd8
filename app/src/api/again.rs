//! Server function: creates a meeting like an earlier one.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    respond::{answer, url_code as code_of},
};
use crate::meetings::IdempotencyKey;

/// Creates a meeting with title, location, note, time and people's names of another one, and returns its url code.
///
/// # Errors
/// See `Meetings::again`.
#[server(prefix = "/api", endpoint = "again", protocol = FormProtocol<Json>)]
pub async fn again(
    url_code: String,
    #[server(default)] key: String,
    #[server(default)] seat: String,
) -> Result<Done<String>, WireError> {
    let visit = visit()?;
    let page = Form::Again.page(&url_code, &seat);
    answer(&visit, Form::Again, &page, async {
        let idempotency_key = IdempotencyKey::of_form(&key, &["again", &url_code]);
        let code = visit.meetings.again(&code_of(&url_code)?, visit.device, idempotency_key).await?;
        Ok(Done::new(code.to_string(), format!("/m/{code}")))
    })
    .await
}

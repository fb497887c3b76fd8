//! Server function: creates a meeting.
#![expect(clippy::too_many_arguments, reason = "a form has as many fields as it has")]

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{Form, dates::DateFields, problem::both, problem::field, respond::answer};
use crate::{
    domain::{Location, Title},
    meetings::IdempotencyKey,
};

/// Creates a meeting and returns its url code.
///
/// # Errors
/// An invalid field; see `Meetings::create`.
#[server(prefix = "/api", endpoint = "create", protocol = FormProtocol<Json>)]
pub async fn create(
    #[server(default)] title: String,
    #[server(default)] location: String,
    #[server(default)] today: String,
    #[server(default)] when: String,
    #[server(default)] first: String,
    #[server(default)] last: String,
    #[server(default)] exclude: Vec<String>,
    #[server(default)] over: String,
    #[server(default)] key: String,
) -> Result<Done<String>, WireError> {
    let visit = visit()?;
    answer(&visit, Form::Create, "/", async {
        let fields = DateFields {
            today: &today,
            when: &when,
            first: &first,
            last: &last,
            exclude: &exclude,
            over: &over,
        };
        let texts = both(field("title", Title::parse(&title)), field("location", Location::parse(&location)));
        let ((title, location), dates) = both(texts, fields.parse(&visit))?;
        let days = [today.as_str(), &when, &first, &last, &exclude.concat()];
        let idempotency_key =
            IdempotencyKey::of_form(&key, &[&[title.as_str(), location.as_str()], days.as_slice()].concat());
        let code = visit.meetings.create(visit.device, title, location, dates, idempotency_key).await?;
        Ok(Done::new(code.to_string(), format!("/m/{code}")))
    })
    .await
}

//! Server function: adds a comment.

#[cfg(feature = "ssr")]
use super::Form;
#[cfg(feature = "ssr")]
use super::problem::{FieldProblem, both, field};
#[cfg(feature = "ssr")]
use super::respond::{answer, update_since, url_code as code_of};
#[cfg(feature = "ssr")]
use super::visit::visit;
use super::{Compact, Done, FormProtocol, WireError};
#[cfg(feature = "ssr")]
use crate::domain::{CommentText, ParticipantId, ParticipantName, TextError};
use crate::live_protocol::Envelope;
#[cfg(feature = "ssr")]
use crate::meetings::{IdempotencyKey, Signature};
use leptos::prelude::*;

/// Adds a comment, signed by a participant of the visitor or by the typed `name`. Returns the update of the
/// meeting since the entry `after`, the newest that the page has, and the comment's number.
///
/// # Errors
/// An invalid text or name; see `Meetings::comment`.
#[server(prefix = "/api", endpoint = "comment", protocol = FormProtocol<Compact>)]
pub async fn comment(
    url_code: String,
    #[server(default)] text: String,
    #[server(default)] name: String,
    #[server(default)] participant: Option<i64>,
    #[server(default)] seat: String,
    #[server(default)] key: String,
    #[server(default)] after: Option<u64>,
) -> Result<Done<Envelope>, WireError> {
    let visit = visit()?;
    let page = Form::Comment.page(&url_code, &seat);
    answer(&visit, Form::Comment, &page, async {
        let signature = match participant {
            Some(id) => Ok(Signature::Participant(ParticipantId(id))),
            None => field("name", ParticipantName::parse(&name)).map(Signature::Typed),
        };
        let (signature, text) =
            both(signature, field("text", CommentText::parse(&text).map_err(problem_of)))?;
        let idempotency_key =
            IdempotencyKey::of_form(&key, &[&url_code, &signature.fingerprint(), text.as_str()]);
        let code = code_of(&url_code)?;
        let number =
            visit.meetings.comment(code.clone(), visit.device, signature, text, idempotency_key).await?;
        let mut envelope = update_since(&visit, &code, after).await;
        envelope.written = Some(number);
        Ok(Done::new(envelope, page.clone() + "#timeline"))
    })
    .await
}

/// What is wrong with the text of a comment.
#[cfg(feature = "ssr")]
fn problem_of(error: TextError) -> FieldProblem {
    match error {
        TextError::Empty => FieldProblem::NoComment,
        TextError::TooLong { .. } => error.into(),
    }
}

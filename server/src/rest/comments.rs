//! Endpoints for comments on a meeting.

use app::domain::{CommentText, ParticipantId, ParticipantName, UrlCode};
use app::meetings::{Meetings, Signature};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::{Caller, IdempotencyHeader};
use super::fields::Fields;
use super::parameters::{CommentNumber, InPath};
use super::problem::Problem;
use super::responses::responses;
use super::valid_body::{FromFields, ValidBody};

/// The fields of a new comment: its text, and who signs it.
pub(super) struct NewComment {
    text: CommentText,
    signature: Signature,
}

/// A new comment, signed by a participant or with a name.
#[derive(ToSchema)]
#[schema(as = NewComment)]
#[expect(dead_code, reason = "it only describes the fields that are read one by one")]
struct NewCommentFields {
    /// Plain text: 1 to 1,000 characters after trimming.
    #[schema(min_length = 1, example = "See you there")]
    text: String,
    /// The participant who signs: one of this device, or an open one.
    #[schema(example = json!(null))]
    participant_id: Option<i64>,
    /// The name that signs, if no participant does: 1 to 255 characters after trimming.
    #[schema(example = "Kit")]
    name: Option<String>,
}

/// A comment that was added.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatedComment {
    /// Its number in the timeline, used to remove it.
    #[schema(example = 5)]
    number: u64,
}

impl FromFields for NewComment {
    fn read(fields: &mut Fields) -> Option<Self> {
        let text = fields.text("text", CommentText::parse);
        let signature = if fields.is_given("participant_id") {
            fields.number("participant_id").map(|id| Signature::Participant(ParticipantId(id)))
        } else {
            fields.text("name", ParticipantName::parse).map(Signature::Typed)
        };
        Some(Self { text: text?, signature: signature? })
    }
}

responses!(Create: BadAddress, InvalidBody, BadKey, NoMeeting, NoParticipant, NotTheirName, KeyReused,
    MalformedDevice, TooLarge, Failed);

/// Add a comment to a meeting
///
/// The comment belongs to the device that writes it. A comment written without a device is open: everybody
/// with the meeting's code may remove it.
#[utoipa::path(post, path = "/meetings/{url_code}/comments", tag = "timeline",
    operation_id = "create_comment", params(InPath<UrlCode>, IdempotencyHeader), request_body = NewCommentFields,
    responses((status = 200, body = CreatedComment, description = "The comment"), Create))]
pub(super) async fn create(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    idempotency: IdempotencyHeader,
    ValidBody(NewComment { text, signature }): ValidBody<NewComment>,
) -> Result<Json<CreatedComment>, Problem> {
    let idempotency_key =
        idempotency.key(&caller, &[url_code.as_str(), &signature.fingerprint(), text.as_str()])?;
    let number = meetings.comment(url_code, caller.0, signature, text, idempotency_key).await?;
    Ok(Json(CreatedComment { number }))
}

responses!(Delete: BadAddress, NoMeeting, NoComment, NotTheirComment, MalformedDevice, Failed);

/// Remove the text of a comment
///
/// Its number stays. Only its author and the organizer may do this.
#[utoipa::path(delete, path = "/meetings/{url_code}/comments/{number}", tag = "timeline",
    operation_id = "delete_comment", params(InPath<UrlCode>, InPath<CommentNumber>),
    responses((status = 204, description = "The text was removed"), Delete))]
pub(super) async fn delete(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    InPath(CommentNumber(number)): InPath<CommentNumber>,
) -> Result<StatusCode, Problem> {
    meetings.remove_comment(url_code, caller.0, number).await?;
    Ok(StatusCode::NO_CONTENT)
}

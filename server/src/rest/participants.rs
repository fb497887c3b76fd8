//! Endpoints for participants.

use app::domain::{ParticipantId, ParticipantName, UrlCode};
use app::meetings::{Meetings, NewName, Patch, Refusal};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::{Caller, IdempotencyHeader};
use super::fields::Fields;
use super::parameters::{InPath, InQuery, url_code};
use super::problem::Problem;
use super::responses::responses;
use super::valid_body::{FromFields, ValidBody};

/// A new participant of a meeting.
#[derive(ToSchema)]
pub(super) struct NewParticipant {
    /// The meeting's code.
    #[schema(example = "Uk0lX4bQ9Zr")]
    meeting_url_code: String,
    /// The name, unique in the meeting: 1 to 255 characters after trimming.
    #[schema(value_type = String, min_length = 1, example = "Kit")]
    name: ParticipantName,
    /// Whether a name that is reserved for somebody of an earlier meeting is taken by them.
    #[schema(value_type = Option<bool>, example = json!(null))]
    takes_reserved: bool,
}

/// A new name for a participant.
#[derive(ToSchema)]
pub(super) struct RenamedParticipant {
    /// The meeting's code.
    #[schema(example = "Uk0lX4bQ9Zr")]
    meeting_url_code: String,
    /// The name, unique in the meeting: 1 to 255 characters after trimming.
    #[schema(value_type = String, min_length = 1, example = "Kat")]
    name: ParticipantName,
}

/// The participant that was created, with a free day for each candidate day.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatedParticipant {
    /// The id, used to rename and remove the participant.
    #[schema(example = 7)]
    participant_id: i64,
    /// The participant's days, in order.
    participant_dates: Vec<DateWithId>,
}

/// One day of a participant.
#[derive(Serialize, ToSchema)]
struct DateWithId {
    /// The id, used to mark the day.
    #[schema(example = 19)]
    id: i64,
    /// The day.
    #[schema(example = "2026-12-01")]
    date: NaiveDate,
}

/// Reads the fields that both bodies have.
fn code_and_name(fields: &mut Fields) -> Option<(String, ParticipantName)> {
    let meeting_url_code = fields.text("meeting_url_code", |text| Ok(text.to_owned()));
    let name = fields.text("name", ParticipantName::parse);
    Some((meeting_url_code?, name?))
}

impl FromFields for NewParticipant {
    fn read(fields: &mut Fields) -> Option<Self> {
        let code_and_name = code_and_name(fields);
        let takes_reserved = matches!(fields.flag_change("takes_reserved")?, Patch::Set(true));
        let (meeting_url_code, name) = code_and_name?;
        Some(Self { meeting_url_code, name, takes_reserved })
    }
}

impl FromFields for RenamedParticipant {
    fn read(fields: &mut Fields) -> Option<Self> {
        code_and_name(fields).map(|(meeting_url_code, name)| Self { meeting_url_code, name })
    }
}

responses!(Create: InvalidBody, BadKey, NoMeeting, NotSet, NameTaken, NameReserved, Full, Closed, KeyReused, MalformedDevice, TooLarge, Failed);

/// Join a meeting
///
/// The participant belongs to the device that joins. A participant who joins without a device is open:
/// everybody with the meeting's code may change it.
#[utoipa::path(post, path = "/participants", tag = "participants", operation_id = "create_participant",
    params(IdempotencyHeader), request_body = NewParticipant,
    responses((status = 200, body = CreatedParticipant, description = "The participant"), Create))]
pub(super) async fn create(
    State(meetings): State<Meetings>,
    caller: Caller,
    idempotency: IdempotencyHeader,
    ValidBody(NewParticipant { meeting_url_code, name, takes_reserved }): ValidBody<NewParticipant>,
) -> Result<Json<CreatedParticipant>, Problem> {
    let idempotency_key = idempotency.key(&caller, &[&meeting_url_code, name.as_str()])?;
    let name = NewName { name, takes_reserved };
    let id = meetings.join(url_code(&meeting_url_code)?, caller.0, name, idempotency_key).await?;
    let dates = meetings.dates_of(id).await?;
    if dates.is_empty() {
        // The participant was removed in the meantime.
        return Err(Refusal::ParticipantNotFound(id).into());
    }
    let participant_dates = dates.into_iter().map(|(id, date)| DateWithId { id: id.0, date }).collect();
    Ok(Json(CreatedParticipant { participant_id: id.0, participant_dates }))
}

responses!(Rename: BadAddress, InvalidBody, NoMeeting, NoParticipant, NotTheirDevice, NameTaken, Closed, MalformedDevice,
    TooLarge, Failed);

/// Rename a participant
#[utoipa::path(patch, path = "/participants/{participant_id}", tag = "participants",
    operation_id = "rename_participant", params(InPath<ParticipantId>), request_body = RenamedParticipant,
    responses((status = 204, description = "Updated"), Rename))]
pub(super) async fn rename(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(id): InPath<ParticipantId>,
    ValidBody(RenamedParticipant { meeting_url_code, name }): ValidBody<RenamedParticipant>,
) -> Result<StatusCode, Problem> {
    meetings.rename(url_code(&meeting_url_code)?, caller.0, id, name).await?;
    Ok(StatusCode::NO_CONTENT)
}

responses!(Delete: BadAddress, NoMeeting, NoParticipant, NotTheirDevice, Closed, MalformedDevice, Failed);

/// Remove a participant with its dates
#[utoipa::path(delete, path = "/participants/{participant_id}", tag = "participants",
    operation_id = "delete_participant", params(InPath<ParticipantId>, InQuery<UrlCode>),
    responses((status = 204, description = "Removed"), Delete))]
pub(super) async fn delete(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(id): InPath<ParticipantId>,
    InQuery(url_code): InQuery<UrlCode>,
) -> Result<StatusCode, Problem> {
    meetings.remove(url_code, caller.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

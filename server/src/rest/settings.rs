//! Endpoints for what the organizer sets: note, time, closing.

use app::domain::{Duration, Note, TimeOfDay, UrlCode, ZoneName};
use app::meetings::{ClosingChange, Description, Meetings, Patch, TimeChange};
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use utoipa::ToSchema;

use super::caller::Caller;
use super::fields::{Fields, NUMBER};
use super::parameters::InPath;
use super::problem::{FieldErrorKind, Problem};
use super::responses::responses;
use super::valid_body::{FromFields, ValidBody};

/// A new note.
#[derive(ToSchema)]
pub(super) struct NewNote {
    /// The note, at most 2,000 characters after trimming; may be empty.
    #[schema(value_type = String, example = "Bring boots.")]
    note: Note,
}

/// A change of the meeting's time.
pub(super) struct NewTime(TimeChange);

/// A change of the meeting's time: what is missing is kept, null clears it. Without a start there is no time.
#[derive(ToSchema)]
#[schema(as = NewTime)]
#[expect(dead_code, reason = "it only describes the fields that are read one by one")]
struct NewTimeFields {
    /// When the meeting starts on its day.
    #[schema(example = "19:30")]
    start_time: Option<String>,
    /// The zone of the start, by its name in the IANA database; that of the server if there is none.
    #[schema(example = "Asia/Seoul")]
    time_zone: Option<String>,
    /// How long it lasts: at most 14 days.
    #[schema(example = 120, minimum = 1, maximum = 20160)]
    duration_minutes: Option<i64>,
}

/// A change of closing.
pub(super) struct NewClosing(ClosingChange);

/// A change of closing: what is missing is kept.
#[derive(ToSchema)]
#[schema(as = NewClosing)]
#[expect(dead_code, reason = "it only describes the fields that are read one by one")]
struct NewClosingFields {
    /// Whether answering is closed by hand; null opens it.
    #[schema(example = false)]
    closed: Option<bool>,
    /// The last day on which answers count, in the meeting's zone: today or later; null clears it.
    #[schema(example = "2099-12-01")]
    answer_by: Option<NaiveDate>,
}

impl FromFields for NewNote {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.text("note", Note::parse).map(|note| Self { note })
    }
}

impl FromFields for NewTime {
    fn read(fields: &mut Fields) -> Option<Self> {
        let start = fields.text_change("start_time", TimeOfDay::parse);
        let zone = fields.text_change("time_zone", ZoneName::parse);
        let duration = fields.change("duration_minutes", |value| {
            let minutes = value.as_i64().ok_or((FieldErrorKind::IntType, NUMBER.to_owned()))?;
            Duration::from_minutes(minutes).map_err(|error| (FieldErrorKind::ValueError, error.to_string()))
        });
        Some(Self(TimeChange { start: start?, zone: zone?, duration: duration? }))
    }
}

impl FromFields for NewClosing {
    fn read(fields: &mut Fields) -> Option<Self> {
        let (closed, answer_by) = (fields.flag_change("closed"), fields.day_change("answer_by"));
        let by_hand = match closed? {
            Patch::Keep => None,
            Patch::Clear => Some(false),
            Patch::Set(closed) => Some(closed),
        };
        Some(Self(ClosingChange { by_hand, answer_by: answer_by?, ..ClosingChange::default() }))
    }
}

responses!(SetNote: BadAddress, InvalidBody, NoMeeting, NotOrganizer, MalformedDevice, TooLarge, Failed);

/// Change the note
#[utoipa::path(patch, path = "/meetings/{url_code}/note", tag = "meetings", operation_id = "set_note",
    params(InPath<UrlCode>), request_body = NewNote,
    responses((status = 204, description = "Updated"), SetNote))]
pub(super) async fn set_note(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    ValidBody(NewNote { note }): ValidBody<NewNote>,
) -> Result<StatusCode, Problem> {
    let description = Description { note: Some(note), ..Description::default() };
    meetings.describe(url_code, caller.0, description).await?;
    Ok(StatusCode::NO_CONTENT)
}

responses!(SetTime: BadAddress, InvalidBody, StartMissing, SkippedTime, NoMeeting, NotOrganizer, MalformedDevice,
    TooLarge, Failed);

/// Change the time of day
///
/// It applies to the decided day and to calendar files.
#[utoipa::path(patch, path = "/meetings/{url_code}/time", tag = "meetings", operation_id = "set_time",
    params(InPath<UrlCode>), request_body = NewTimeFields,
    responses((status = 204, description = "Updated"), SetTime))]
pub(super) async fn set_time(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    ValidBody(NewTime(change)): ValidBody<NewTime>,
) -> Result<StatusCode, Problem> {
    meetings.set_time(url_code, caller.0, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

responses!(SetClosing: BadAddress, InvalidBody, AnswerByOver, NoMeeting, NotOrganizer, MalformedDevice, TooLarge,
    Failed);

/// Close or open answering
///
/// While it is closed, only the organizer joins, marks, renames and removes. It closes by itself when the
/// answer-by day is over.
#[utoipa::path(patch, path = "/meetings/{url_code}/closing", tag = "meetings", operation_id = "set_closing",
    params(InPath<UrlCode>), request_body = NewClosingFields,
    responses((status = 204, description = "Updated"), SetClosing))]
pub(super) async fn set_closing(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    ValidBody(NewClosing(change)): ValidBody<NewClosing>,
) -> Result<StatusCode, Problem> {
    meetings.set_closing(url_code, caller.0, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! Endpoints for meetings.

use app::domain::{DateRange, DateRangeError, Location, Title, UrlCode, Weekdays};
use app::meetings::{Description, Meetings};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::Shared;
use super::caller::{Caller, IdempotencyHeader};
use super::fields::Fields;
use super::meeting_body::MeetingBody;
use super::parameters::InPath;
use super::problem::Problem;
use super::responses::responses;
use super::valid_body::{FromFields, ValidBody};

/// The fields of a new meeting.
#[derive(ToSchema)]
pub(super) struct NewMeeting {
    /// What the meeting is about, at most 255 characters after trimming; empty if it is not given.
    #[schema(value_type = Option<String>, example = "Year-end dinner")]
    title: Title,
    /// Where it takes place, at most 255 characters after trimming; empty if it is not given.
    #[schema(value_type = Option<String>, example = "Mapo")]
    location: Location,
}

/// The date range of a meeting.
#[derive(ToSchema)]
pub(super) struct NewDateRange {
    /// The first day.
    #[schema(example = "2026-12-01")]
    start_date: NaiveDate,
    /// The last day: at most 62 days, counting both ends.
    #[schema(example = "2026-12-03")]
    end_date: NaiveDate,
    /// Weekdays to exclude: 1 Monday to 7 Sunday.
    #[schema(schema_with = weekdays, required = false)]
    excluded_weekdays: Weekdays,
}

/// A new title.
#[derive(ToSchema)]
pub(super) struct NewTitle {
    /// The title, at most 255 characters after trimming; may be empty.
    #[schema(value_type = String, example = "Year-end dinner")]
    title: Title,
}

/// A new location.
#[derive(ToSchema)]
pub(super) struct NewLocation {
    /// The location, at most 255 characters after trimming; may be empty.
    #[schema(value_type = String, example = "Mapo")]
    location: Location,
}

/// The meeting that was created.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatedMeeting {
    /// The code in the shared link.
    #[schema(example = "Uk0lX4bQ9Zr", pattern = "^[A-Za-z0-9]{1,255}$")]
    url_code: String,
}

/// The schema of a list of weekdays.
fn weekdays() -> utoipa::openapi::schema::Array {
    use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
    let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(7));
    let or_null = SchemaType::Array(vec![Type::Array, Type::Null]);
    ArrayBuilder::new().schema_type(or_null).items(number).examples([serde_json::json!([6, 7])]).build()
}

impl FromFields for NewMeeting {
    fn read(fields: &mut Fields) -> Option<Self> {
        let title = fields.optional_text("title", Title::parse);
        let location = fields.optional_text("location", Location::parse);
        Some(Self { title: title?, location: location? })
    }
}

impl FromFields for NewDateRange {
    fn read(fields: &mut Fields) -> Option<Self> {
        let (start_date, end_date) = (fields.day("start_date"), fields.day("end_date"));
        let excluded_weekdays = fields.weekdays("excluded_weekdays");
        Some(Self { start_date: start_date?, end_date: end_date?, excluded_weekdays: excluded_weekdays? })
    }
}

impl FromFields for NewTitle {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.text("title", Title::parse).map(|title| Self { title })
    }
}

impl FromFields for NewLocation {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.text("location", Location::parse).map(|location| Self { location })
    }
}

responses!(Create: InvalidBody, BadKey, KeyReused, MalformedDevice, TooLarge, Failed);

/// Create a meeting
///
/// The meeting belongs to the device that creates it. A meeting created without a device is open: everybody
/// with its code may change it, and nobody can delete it.
#[utoipa::path(post, path = "/meetings", tag = "meetings", operation_id = "create_meeting",
    params(IdempotencyHeader), request_body = Option<NewMeeting>,
    responses((status = 200, body = CreatedMeeting, description = "The meeting's code"), Create))]
pub(super) async fn create(
    State(meetings): State<Meetings>,
    caller: Caller,
    idempotency: IdempotencyHeader,
    ValidBody(NewMeeting { title, location }): ValidBody<NewMeeting>,
) -> Result<Json<CreatedMeeting>, Problem> {
    let idempotency_key = idempotency.key(&caller, &[title.as_str(), location.as_str()])?;
    let url_code = meetings.create(caller.0, title, location, None, idempotency_key).await?;
    Ok(Json(CreatedMeeting { url_code: url_code.to_string() }))
}

responses!(Again: BadAddress, BadKey, NoMeeting, NotOrganizer, KeyReused, MalformedDevice, Failed);

/// Create a meeting like an earlier one
///
/// It has the same title, location, note, time and, reserved for them, people's names, but no dates and no marks.
#[utoipa::path(post, path = "/meetings/{url_code}/again", tag = "meetings", operation_id = "meet_again",
    params(InPath<UrlCode>, IdempotencyHeader),
    responses((status = 200, body = CreatedMeeting, description = "The new meeting's code"), Again))]
pub(super) async fn again(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    idempotency: IdempotencyHeader,
) -> Result<Json<CreatedMeeting>, Problem> {
    let idempotency_key = idempotency.key(&caller, &["again", url_code.as_str()])?;
    let url_code = meetings.again(&url_code, caller.0, idempotency_key).await?;
    Ok(Json(CreatedMeeting { url_code: url_code.to_string() }))
}

responses!(ReservedNames: BadAddress, NoMeeting, MalformedDevice, Failed);

/// Read the names that are reserved for people of an earlier meeting
#[utoipa::path(get, path = "/meetings/{url_code}/reserved_names", tag = "meetings",
    operation_id = "read_reserved_names", params(InPath<UrlCode>),
    responses((status = 200, body = Vec<String>, description = "The names", example = json!(["Kit"])), ReservedNames))]
pub(super) async fn reserved_names(
    State(meetings): State<Meetings>,
    _: Caller,
    InPath(url_code): InPath<UrlCode>,
) -> Result<Json<Vec<String>>, Problem> {
    meetings.read(&url_code, None).await?;
    let names = meetings.reserved_names(&url_code).await?;
    Ok(Json(names.iter().map(|name| name.as_str().to_owned()).collect()))
}

responses!(Read: BadAddress, NoMeeting, MalformedDevice, Failed);

/// Read a meeting
#[utoipa::path(get, path = "/meetings/{url_code}", tag = "meetings", operation_id = "read_meeting",
    params(InPath<UrlCode>,
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of an earlier answer")),
    responses((status = 200, body = MeetingBody, description = "The meeting", headers(("ETag" = String,
            description = "Names the meeting's version, and why answering is closed"))),
        (status = 304, description = "The client has this version"), Read))]
pub(super) async fn read(
    State(shared): State<Shared>,
    _: Caller,
    InPath(url_code): InPath<UrlCode>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    shared.bodies.read(&shared.meetings, &url_code, &headers).await
}

responses!(SetDateRange: BadAddress, InvalidBody, TooLong, NoMeeting, NotOrganizer, AlreadySet, Reversed, NoDayLeft,
    MalformedDevice, TooLarge, Failed);

/// Set the date range
///
/// This works only once: afterwards people can join, and the range cannot be changed.
#[utoipa::path(patch, path = "/meetings/{url_code}/date_range", tag = "meetings",
    operation_id = "set_date_range", params(InPath<UrlCode>), request_body = NewDateRange,
    responses((status = 200, body = MeetingBody, description = "The meeting"), SetDateRange))]
pub(super) async fn set_date_range(
    State(Shared { meetings, bodies }): State<Shared>,
    caller: Caller,
    url_code: Result<InPath<UrlCode>, Problem>,
    ValidBody(NewDateRange { start_date, end_date, excluded_weekdays }): ValidBody<NewDateRange>,
) -> Result<Response, Problem> {
    let dates = DateRange::new(start_date, end_date, excluded_weekdays);
    // Clients rely on this order: a range that is too long is refused before the meeting is looked up,
    // anything else after.
    if let Err(error @ DateRangeError::TooLong { .. }) = dates {
        return Err(Problem::NoRange(error));
    }
    let InPath(url_code) = url_code?;
    match dates {
        Ok(dates) => meetings.set_dates(url_code.clone(), caller.0, dates).await?,
        Err(error) => {
            meetings.read(&url_code, None).await?;
            return Err(Problem::NoRange(error));
        }
    }
    bodies.show(&meetings, &url_code, None).await
}

responses!(Describe: BadAddress, InvalidBody, NoMeeting, NotOrganizer, MalformedDevice, TooLarge, Failed);

/// Change the title
#[utoipa::path(patch, path = "/meetings/{url_code}/title", tag = "meetings", operation_id = "set_title",
    params(InPath<UrlCode>), request_body = NewTitle,
    responses((status = 204, description = "Updated"), Describe))]
pub(super) async fn set_title(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    ValidBody(NewTitle { title }): ValidBody<NewTitle>,
) -> Result<StatusCode, Problem> {
    let description = Description { title: Some(title), ..Description::default() };
    meetings.describe(url_code, caller.0, description).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change the location
#[utoipa::path(patch, path = "/meetings/{url_code}/location", tag = "meetings",
    operation_id = "set_location", params(InPath<UrlCode>), request_body = NewLocation,
    responses((status = 204, description = "Updated"), Describe))]
pub(super) async fn set_location(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    ValidBody(NewLocation { location }): ValidBody<NewLocation>,
) -> Result<StatusCode, Problem> {
    let description = Description { location: Some(location), ..Description::default() };
    meetings.describe(url_code, caller.0, description).await?;
    Ok(StatusCode::NO_CONTENT)
}

responses!(Delete: BadAddress, NoMeeting, NotOrganizer, MalformedDevice, Failed);

/// Delete a meeting with everything in it
#[utoipa::path(delete, path = "/meetings/{url_code}", tag = "meetings", operation_id = "delete_meeting",
    params(InPath<UrlCode>), responses((status = 204, description = "Deleted"), Delete))]
pub(super) async fn delete(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
) -> Result<StatusCode, Problem> {
    meetings.delete(url_code, caller.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

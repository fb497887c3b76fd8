//! Endpoints for the decision.

use app::domain::UrlCode;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use utoipa::ToSchema;

use super::Shared;
use super::caller::Caller;
use super::fields::Fields;
use super::meeting_body::MeetingBody;
use super::parameters::InPath;
use super::problem::Problem;
use super::responses::responses;
use super::valid_body::{FromFields, ValidBody};

/// The day to decide on.
#[derive(ToSchema)]
pub(super) struct NewDecision {
    /// One of the candidate days.
    #[schema(example = "2026-12-02")]
    date: NaiveDate,
}

impl FromFields for NewDecision {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.day("date").map(|date| Self { date })
    }
}

responses!(Decide: BadAddress, InvalidBody, NotSet, NoCandidateDay, SkippedTime, NoMeeting, NotOrganizer,
    MalformedDevice, TooLarge, Failed);

/// Decide on a day
///
/// A decision for another day is replaced. Deciding does not close answering.
#[utoipa::path(put, path = "/meetings/{url_code}/decision", tag = "meetings", operation_id = "decide",
    params(InPath<UrlCode>), request_body = NewDecision,
    responses((status = 200, body = MeetingBody, description = "The meeting"), Decide))]
pub(super) async fn set(
    State(Shared { meetings, bodies }): State<Shared>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    ValidBody(NewDecision { date }): ValidBody<NewDecision>,
) -> Result<Response, Problem> {
    meetings.decide(url_code.clone(), caller.0, date, false).await?;
    bodies.show(&meetings, &url_code, None).await
}

responses!(Withdraw: BadAddress, NoMeeting, NotOrganizer, MalformedDevice, Failed);

/// Take the decision back
///
/// Nothing happens if there is none.
#[utoipa::path(delete, path = "/meetings/{url_code}/decision", tag = "meetings",
    operation_id = "withdraw_decision", params(InPath<UrlCode>),
    responses((status = 200, body = MeetingBody, description = "The meeting"), Withdraw))]
pub(super) async fn withdraw(
    State(Shared { meetings, bodies }): State<Shared>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
) -> Result<Response, Problem> {
    meetings.withdraw_decision(url_code.clone(), caller.0).await?;
    bodies.show(&meetings, &url_code, None).await
}

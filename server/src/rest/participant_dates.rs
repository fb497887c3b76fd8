//! Endpoints that mark a day of a participant.

use app::domain::{Mark, ParticipantDateId};
use axum::extract::State;
use axum::response::Response;
use utoipa::ToSchema;

use super::Shared;
use super::caller::Caller;
use super::fields::Fields;
use super::meeting_body::MeetingBody;
use super::parameters::url_code;
use super::problem::Problem;
use super::responses::responses;
use super::valid_body::{FromFields, ValidBody};

/// One day of a participant.
#[derive(ToSchema)]
pub(super) struct ParticipantDateReference {
    /// Its id, as returned when joining and with the meeting.
    #[schema(example = 19)]
    participant_date_id: i64,
    /// The meeting's code.
    #[schema(example = "Uk0lX4bQ9Zr")]
    meeting_url_code: String,
}

impl FromFields for ParticipantDateReference {
    fn read(fields: &mut Fields) -> Option<Self> {
        let participant_date_id = fields.number("participant_date_id");
        let meeting_url_code = fields.text("meeting_url_code", |text| Ok(text.to_owned()));
        Some(Self { participant_date_id: participant_date_id?, meeting_url_code: meeting_url_code? })
    }
}

responses!(Marking: InvalidBody, NoMeeting, NoDate, NotTheirDevice, Closed, MalformedDevice, TooLarge, Failed);

/// Defines a handler for one of the verbs: a route that sets one mark.
macro_rules! verb {
    ($name:ident, $path:literal, $mark:expr, $summary:literal) => {
        #[utoipa::path(patch, path = $path, tag = "participant dates", summary = $summary,
                    request_body = ParticipantDateReference,
                    responses((status = 200, body = MeetingBody, description = "The meeting"), Marking))]
        pub(super) async fn $name(
            State(Shared { meetings, bodies }): State<Shared>,
            caller: Caller,
            ValidBody(date): ValidBody<ParticipantDateReference>,
        ) -> Result<Response, Problem> {
            let url_code = url_code(&date.meeting_url_code)?;
            let id = ParticipantDateId(date.participant_date_id);
            let version = meetings.mark_date(url_code.clone(), caller.0, id, $mark).await?;
            bodies.show(&meetings, &url_code, Some(version)).await
        }
    };
}

verb!(on, "/participant_dates/on", Mark::NotBusy, "Make a busy day free; a star is kept");
verb!(off, "/participant_dates/off", Mark::Busy, "Make a day busy; a star is removed");
verb!(star, "/participant_dates/star", Mark::Starred, "Make a day free and starred, even if it was busy");
verb!(unstar, "/participant_dates/unstar", Mark::NotStarred, "Remove a day's star; it stays free");

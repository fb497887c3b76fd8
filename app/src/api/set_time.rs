//! Server function: sets the time of day at which a meeting starts.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    problem::{both, field},
    respond::{answer, changed, url_code as code_of},
};
use crate::domain::{Duration, TimeError, TimeOfDay, ZoneName};
use crate::meetings::{Patch, TimeChange};

/// Sets start, zone and duration, each only if it differs from what the form showed (`seen_..`), so that a
/// concurrent change by somebody else is kept. Without a start the meeting is a whole day.
///
/// # Errors
/// An invalid field; see `Meetings::set_time`.
#[server(prefix = "/api", endpoint = "set_time", protocol = FormProtocol<Json>)]
pub async fn set_time(
    url_code: String,
    #[server(default)] start: String,
    #[server(default)] zone: String,
    #[server(default)] duration: String,
    #[server(default)] seen_start: String,
    #[server(default)] seen_zone: String,
    #[server(default)] seen_duration: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Time.page(&url_code, "");
    answer(&visit, Form::Time, &page, async {
        let minutes =
            |text: &str| text.parse().map_err(|_| TimeError::NoDuration).and_then(Duration::from_minutes);
        let start = field("start", changed(&start, &seen_start, TimeOfDay::parse));
        // A start without its zone is another moment: who sets the one sets both.
        let seen_zone = if matches!(start, Ok(Patch::Set(_))) { "" } else { &seen_zone };
        let zone = field("zone", changed(&zone, seen_zone, ZoneName::parse));
        let duration = field("duration", changed(&duration, &seen_duration, minutes));
        let ((start, zone), duration) = both(both(start, zone), duration)?;
        let code = code_of(&url_code)?;
        let change = TimeChange { start, zone, duration };
        visit.meetings.set_time(code.clone(), visit.device, change).await?;
        Ok(Done::new((), Form::Time.saved(&code)))
    })
    .await
}

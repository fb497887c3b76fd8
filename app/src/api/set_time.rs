//! Server function: sets the time of day at which a meeting starts.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    problem::{Problem, both, field},
    respond::{answer, url_code as code_of},
};
use crate::domain::{Duration, TimeError, TimeOfDay, ZoneName};
use crate::meetings::TimeChange;

/// Sets start, zone and duration; without a start the meeting is a whole day.
///
/// # Errors
/// An invalid field; see `Meetings::set_time`.
#[server(prefix = "/api", endpoint = "set_time", protocol = FormProtocol<Json>)]
pub async fn set_time(
    url_code: String,
    #[server(default)] start: String,
    #[server(default)] zone: String,
    #[server(default)] duration: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::Time.page(&url_code, "");
    answer(&visit, Form::Time, &page, async {
        let change = parse(&start, &zone, &duration)?;
        let code = code_of(&url_code)?;
        visit.meetings.set_time(code.clone(), visit.device, change).await?;
        Ok(Done::new((), Form::Time.saved(&code)))
    })
    .await
}

fn parse(start: &str, zone: &str, duration: &str) -> Result<TimeChange, Problem> {
    // A time field of browsers without one is a text field.
    let start = field("start", optional(start, TimeOfDay::parse));
    let zone = field("zone", optional(zone, ZoneName::parse));
    let duration = field(
        "duration",
        optional(duration, |minutes| {
            minutes.parse().map_err(|_| TimeError::NoDuration).and_then(Duration::from_minutes)
        }),
    );
    let ((start, zone), duration) = both(both(start, zone), duration)?;
    Ok(TimeChange { start: start.into(), zone: zone.into(), duration: duration.into() })
}

/// Parses a field that may be empty.
fn optional<T>(text: &str, parse: impl Fn(&str) -> Result<T, TimeError>) -> Result<Option<T>, TimeError> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

//! The calendar file of the decided day (RFC 5545 and 7986), to save or to subscribe to.

mod event;
mod observances;

use app::domain::UrlCode;
use app::meetings::{Error, Refusal};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::visitor::Visitor;

/// Responds with the calendar file; 404 until something was decided once.
pub(super) async fn serve(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(url_code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Ok(url_code) = UrlCode::parse(&url_code) else { return StatusCode::NOT_FOUND.into_response() };
    let meeting = match shared.meetings.read(&url_code, None).await {
        Ok(found) => found.meeting,
        Err(Error::Refused(Refusal::MeetingNotFound(_))) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(?error, %url_code, "a meeting could not be read for its calendar file");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let visit = visitor.visit(&shared);
    let link = format!("{}/m/{url_code}", visit.origin);
    let title = visit.language.title(&meeting.title);
    let Some(file) = event::calendar_file(&meeting, title, &link, shared.meetings.now()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Two files of one version differ in their time stamps only.
    let etag = format!("W/\"{}-{}\"", meeting.version, visit.language.tag());
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{url_code}.ics\"")),
        (CACHE_CONTROL, "no-cache".to_owned()),
        (ETAG, etag),
    ];
    (headers, file).into_response()
}

//! What a meeting gives to other programs: the calendar file of the decided day, the answers as a table, the timeline
//! as a feed, and the link as a QR code and as a picture.

mod answers;
mod calendar_file;
mod card;
mod feed;
mod observances;
pub(super) mod qr_code;

use std::sync::Arc;

use app::api::Visit;
use app::domain::{Meeting, UrlCode};
use app::meetings::{Error, Refusal};
use axum::Extension;
use axum::Router;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Shared;
use super::visitor::Visitor;

pub(super) use card::Cards;

/// The routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/m/{url_code}/calendar.ics", get(calendar_file::serve))
        .route("/m/{url_code}/answers.csv", get(answers::serve))
        .route("/m/{url_code}/feed.atom", get(feed::serve))
        .route("/m/{url_code}/qr.svg", get(qr_code::serve))
        .route("/m/{url_code}/card.png", get(card::serve))
}

/// A request for an export of a meeting.
struct ExportRequest {
    meeting: Arc<Meeting>,
    visit: Visit,
    /// The address of the meeting's page.
    link: String,
    /// The version that the client has already.
    known: Option<HeaderValue>,
}

impl FromRequestParts<Shared> for ExportRequest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Response> {
        let failed = |status: StatusCode| status.into_response();
        let Path(url_code) = Path::<String>::from_request_parts(parts, shared)
            .await
            .map_err(|_| failed(StatusCode::NOT_FOUND))?;
        let Extension(visitor) = Extension::<Visitor>::from_request_parts(parts, shared)
            .await
            .map_err(|_| failed(StatusCode::INTERNAL_SERVER_ERROR))?;
        let url_code = UrlCode::parse(&url_code).map_err(|_| failed(StatusCode::NOT_FOUND))?;
        let meeting = match shared.meetings.read(&url_code, None).await {
            Ok(found) => found.meeting,
            Err(Error::Refused(Refusal::MeetingNotFound(_))) => return Err(failed(StatusCode::NOT_FOUND)),
            Err(error) => {
                tracing::error!(?error, %url_code, "a meeting could not be read for an export");
                return Err(failed(StatusCode::SERVICE_UNAVAILABLE));
            }
        };
        let visit = visitor.visit(shared);
        let link = format!("{}/m/{url_code}", visit.origin);
        let known = parts.headers.get(IF_NONE_MATCH).cloned();
        Ok(Self { meeting, visit, link, known })
    }
}

impl ExportRequest {
    /// The title of the meeting, or words for none.
    fn title(&self) -> &str {
        self.visit.language.title(&self.meeting.title)
    }

    /// The version of the file. Two files of one version differ in their time stamps only.
    fn etag(&self) -> String {
        format!("W/\"{}-{}\"", self.meeting.version, self.visit.language.tag())
    }

    /// Whether the client has this version already.
    fn is_known(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.as_bytes() == self.etag().as_bytes())
    }

    /// The response with a file of a name's ending and a content type, or 304 if the client has this version.
    fn respond(
        &self,
        ending: &str,
        content_type: &'static str,
        file: impl FnOnce() -> Option<String>,
    ) -> Response {
        let etag = self.etag();
        if self.is_known() {
            return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
        }
        let Some(file) = file() else { return StatusCode::NOT_FOUND.into_response() };
        let headers = [
            (CONTENT_TYPE, content_type.to_owned()),
            (CONTENT_DISPOSITION, format!("inline; filename=\"{}.{ending}\"", self.meeting.url_code)),
            (CACHE_CONTROL, "no-cache".to_owned()),
            (ETAG, etag),
        ];
        (headers, file).into_response()
    }
}

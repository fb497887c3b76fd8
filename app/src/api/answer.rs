//! How every server function ends.

use std::error::Error as _;

use super::problem::Problem;
use super::visit::Visit;
use super::{Done, Form, FormRefusal, RefusedForm, WireError};
use crate::domain::UrlCode;
use crate::live_protocol::{Envelope, MeetingUpdate};
use crate::meetings::Error;

/// Runs an operation and turns its problem into an error with sentences. `page` is the page that the form
/// stands on.
pub(super) async fn answer<T>(
    visit: &Visit,
    form: Form,
    page: &str,
    operation: impl Future<Output = Result<Done<T>, Problem>> + Send,
) -> Result<Done<T>, WireError> {
    operation.await.map_err(|problem| {
        log(&problem);
        let problems = problem.sentences(visit.language);
        let detail = problems.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ");
        let form = RefusedForm { form, typed: Vec::new(), problems };
        let status = problem.status();
        let refusal = Some(Box::new(FormRefusal { page: page.to_owned(), status, form }));
        WireError { detail, retry: status == 503, refusal }
    })
}

/// Failures are logged here and nowhere else; what people did is no failure.
fn log(problem: &Problem) {
    if let Problem::Operation(Error::Failed(error)) = problem {
        tracing::error!(%error, cause = ?error.source(), "an operation failed");
    }
}

/// The code of a meeting in an address.
pub(super) fn url_code(text: &str) -> Result<UrlCode, Problem> {
    UrlCode::parse(text).map_err(|_| Problem::NoSuchMeeting)
}

/// The page of a meeting, seen from a participant's seat where the page was.
pub(super) fn meeting_page(url_code: &str, seat: &str) -> String {
    match (UrlCode::parse(url_code), seat.parse::<i64>()) {
        (Ok(code), Ok(id)) => format!("/m/{code}?seat={id}"),
        (Ok(code), Err(_)) => format!("/m/{code}"),
        // A text that is no code must not become a part of an address.
        (Err(_), _) => "/m/-".to_owned(),
    }
}

/// What happened in a meeting after what a page knows; for a form, which says nothing of it, nothing. Where
/// it cannot be read nothing either: what was asked for is done, and the page hears of the rest later.
pub(super) async fn update_since(visit: &Visit, code: &UrlCode, after: Option<u64>) -> Envelope {
    let update = match after {
        Some(after) => visit.meetings.update_since(code, after).await.unwrap_or_else(|error| {
            tracing::warn!(?error, url_code = %code, "what happened could not be read after a change");
            MeetingUpdate::Entries(Vec::new())
        }),
        None => MeetingUpdate::Entries(Vec::new()),
    };
    update.into()
}

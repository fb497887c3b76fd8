//! Helpers of the server functions: error conversion, logging, redirect targets and the update to return.

use std::error::Error as _;

use super::problem::Problem;
use super::visit::Visit;
use super::{Done, Form, FormRefusal, RefusedForm, WireError};
use crate::domain::UrlCode;
use crate::live_protocol::{Envelope, MeetingUpdate};
use crate::meetings::{Error, Patch};

/// Runs an operation and converts its problem into an error with sentences. `page` is the path of the page
/// that contains the form.
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

/// Logs failures; this is the only place that does. Refusals and invalid input are not failures.
fn log(problem: &Problem) {
    if let Problem::Operation(Error::Failed(error)) = problem {
        tracing::error!(%error, cause = ?error.source(), "an operation failed");
    }
}

/// Parses the url code of a meeting.
pub(super) fn url_code(text: &str) -> Result<UrlCode, Problem> {
    UrlCode::parse(text).map_err(|_| Problem::NoSuchMeeting)
}

/// The change of a value that may be missing, by a field that may be empty: none if the field says what the form
/// showed (`seen`), so that a concurrent change by somebody else is kept. An empty text and a missing one are the
/// same in a form.
pub(super) fn changed<T, E>(
    typed: &str,
    seen: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Patch<T>, E> {
    match typed.trim() {
        typed if typed == seen => Ok(Patch::Keep),
        "" => Ok(Patch::Clear),
        typed => parse(typed).map(Patch::Set),
    }
}

/// The update of a meeting since the entry `after`. It is empty for a form, which sends no `after`, and also
/// if it cannot be read: the operation itself has succeeded, and the page receives the update later.
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

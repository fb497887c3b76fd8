//! Extractors for the parameters in a request's path and query.

use app::domain::{ParticipantId, UrlCode};
use app::meetings::{LinkId, Refusal};
use axum::extract::{FromRequestParts, RawPathParams, RawQuery};
use axum::http::request::Parts;

use super::fields::NUMBER;
use super::problem::{FieldError, FieldErrorKind, Problem};

/// A parameter in the path.
pub(super) struct InPath<T>(pub(super) T);

/// A parameter in the query.
pub(super) struct InQuery<T>(pub(super) T);

/// The number of a comment in the timeline.
pub(super) struct CommentNumber(pub(super) u64);

/// The number of the last entry that the client knows; 0 if it knows none.
pub(super) struct AfterEntry(pub(super) u64);

/// What can be a parameter in the path.
pub(super) trait PathParameter: Sized {
    const NAME: &'static str;
    /// Parses its text.
    fn parse(text: &str) -> Result<Self, Problem>;
}

/// What can be a parameter in the query.
pub(super) trait QueryParameter: Sized {
    const NAME: &'static str;
    /// Parses its text, if it is given.
    fn parse(text: Option<&str>) -> Result<Self, Problem>;
}

impl<S: Send + Sync, T: PathParameter> FromRequestParts<S> for InPath<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let parameters = RawPathParams::from_request_parts(parts, state).await.ok();
        let mut all = parameters.iter().flatten();
        let text = all.find_map(|(name, value)| (name == T::NAME).then_some(value));
        let invalid = || FieldError::new("path", T::NAME, FieldErrorKind::StringType, "should be UTF-8");
        T::parse(text.ok_or_else(invalid)?).map(Self)
    }
}

impl<S: Send + Sync, T: QueryParameter> FromRequestParts<S> for InQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Ok(RawQuery(query)) = RawQuery::from_request_parts(parts, state).await;
        let query: Vec<(String, String)> =
            serde_urlencoded::from_str(&query.unwrap_or_default()).unwrap_or_default();
        let text = query.iter().find_map(|(name, value)| (name == T::NAME).then_some(value.as_str()));
        T::parse(text).map(Self)
    }
}

/// Parses a meeting's code; one that is not valid belongs to no meeting.
pub(super) fn url_code(text: &str) -> Result<UrlCode, Problem> {
    UrlCode::parse(text).map_err(|_| Refusal::MeetingNotFound(text.to_owned()).into())
}

impl PathParameter for UrlCode {
    const NAME: &'static str = "url_code";

    fn parse(text: &str) -> Result<Self, Problem> {
        url_code(text)
    }
}

impl QueryParameter for UrlCode {
    const NAME: &'static str = "meeting_url_code";

    fn parse(text: Option<&str>) -> Result<Self, Problem> {
        let missing = || {
            let name = <Self as QueryParameter>::NAME;
            FieldError::new("query", name, FieldErrorKind::Missing, "is required")
        };
        url_code(text.ok_or_else(missing)?)
    }
}

impl PathParameter for ParticipantId {
    const NAME: &'static str = "participant_id";

    fn parse(text: &str) -> Result<Self, Problem> {
        let invalid = |_| FieldError::new("path", Self::NAME, FieldErrorKind::IntType, NUMBER).into();
        text.parse().map(Self).map_err(invalid)
    }
}

impl PathParameter for LinkId {
    const NAME: &'static str = "link_id";

    fn parse(text: &str) -> Result<Self, Problem> {
        let invalid = |_| FieldError::new("path", Self::NAME, FieldErrorKind::IntType, NUMBER).into();
        text.parse().map(Self).map_err(invalid)
    }
}

impl PathParameter for CommentNumber {
    const NAME: &'static str = "number";

    fn parse(text: &str) -> Result<Self, Problem> {
        let invalid = |_| FieldError::new("path", Self::NAME, FieldErrorKind::IntType, COUNT).into();
        text.parse().map(Self).map_err(invalid)
    }
}

impl QueryParameter for AfterEntry {
    const NAME: &'static str = "after";

    fn parse(text: Option<&str>) -> Result<Self, Problem> {
        let invalid = |_| FieldError::new("query", Self::NAME, FieldErrorKind::IntType, COUNT).into();
        text.map_or(Ok(0), str::parse).map(Self).map_err(invalid)
    }
}

/// The message for a value that is not a count.
const COUNT: &str = "should be a whole number from 0 on, of at most 63 bits";

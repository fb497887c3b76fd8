//! Extractors for the parameters in a request's path and query.

use app::domain::{ParticipantId, UrlCode};
use app::meetings::Refusal;
use axum::extract::{FromRequestParts, RawPathParams, RawQuery};
use axum::http::request::Parts;

use super::fields::NUMBER;
use super::problem::{FieldError, FieldErrorKind, Problem};

/// A parameter in the path. A meeting's code that is not valid is treated like that of no meeting.
pub(super) struct InPath<T>(pub(super) T);

/// A parameter in the query.
pub(super) struct InQuery<T>(pub(super) T);

/// The number of a comment in the timeline.
pub(super) struct CommentNumber(pub(super) u64);

/// The number of the last entry that the client knows; 0 if it knows none.
pub(super) struct After(pub(super) u64);

/// Parses a meeting's code; one that is not valid belongs to no meeting.
pub(super) fn url_code(text: &str) -> Result<UrlCode, Problem> {
    UrlCode::parse(text).map_err(|_| Refusal::MeetingNotFound(text.to_owned()).into())
}

impl<S: Send + Sync> FromRequestParts<S> for InPath<UrlCode> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        url_code(&parameter(parts, state, "url_code").await?).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for InPath<ParticipantId> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let name = "participant_id";
        let number = parameter(parts, state, name).await?.parse().map(|id| Self(ParticipantId(id)));
        number.map_err(|_| FieldError::new("path", name, FieldErrorKind::IntType, NUMBER).into())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for InQuery<UrlCode> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let name = "meeting_url_code";
        match query(parts, state, name).await {
            Some(code) => url_code(&code).map(Self),
            None => Err(FieldError::new("query", name, FieldErrorKind::Missing, "is required").into()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for InPath<CommentNumber> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let name = "number";
        let number = parameter(parts, state, name).await?.parse().map(|number| Self(CommentNumber(number)));
        number.map_err(|_| FieldError::new("path", name, FieldErrorKind::IntType, COUNT).into())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for InQuery<After> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let name = "after";
        let Some(after) = query(parts, state, name).await else { return Ok(Self(After(0))) };
        let after = after.parse().map(|after| Self(After(after)));
        after.map_err(|_| FieldError::new("query", name, FieldErrorKind::IntType, COUNT).into())
    }
}

/// The message for a value that is not a count.
const COUNT: &str = "should be a whole number from 0 on, of at most 63 bits";

/// A parameter of the query; none if it is missing.
async fn query<S: Send + Sync>(parts: &mut Parts, state: &S, name: &'static str) -> Option<String> {
    let Ok(RawQuery(query)) = RawQuery::from_request_parts(parts, state).await;
    let query: Vec<(String, String)> =
        serde_urlencoded::from_str(&query.unwrap_or_default()).unwrap_or_default();
    query.into_iter().find_map(|(field, value)| (field == name).then_some(value))
}

/// A parameter of the path.
async fn parameter<S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
    name: &'static str,
) -> Result<String, Problem> {
    let parameters = RawPathParams::from_request_parts(parts, state).await.ok();
    let value = parameters.and_then(|all| {
        let mut all = all.iter();
        all.find_map(|(field, value)| (field == name).then(|| value.to_owned()))
    });
    value.ok_or_else(|| FieldError::new("path", name, FieldErrorKind::StringType, "should be UTF-8").into())
}

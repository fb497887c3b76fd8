//! What a request's address says.

use app::domain::{ParticipantId, UrlCode};
use app::meetings::Refusal;
use axum::extract::{FromRequestParts, RawPathParams, RawQuery};
use axum::http::request::Parts;

use super::fields::NUMBER;
use super::problem::{Invalid, Kind, Problem};

/// The meeting that the path names. A text that is no code is the code of no meeting.
pub(super) struct InPath<T>(pub(super) T);

/// What the query names.
pub(super) struct InQuery<T>(pub(super) T);

/// The code, where it can be one.
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
        number.map_err(|_| Invalid::new("path", name, Kind::IntType, NUMBER).into())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for InQuery<UrlCode> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let name = "meeting_url_code";
        let Ok(RawQuery(query)) = RawQuery::from_request_parts(parts, state).await;
        let query: Vec<(String, String)> =
            serde_urlencoded::from_str(&query.unwrap_or_default()).unwrap_or_default();
        match query.into_iter().find(|(field, _)| field == name) {
            Some((_, code)) => url_code(&code).map(Self),
            None => Err(Invalid::new("query", name, Kind::Missing, "is required").into()),
        }
    }
}

/// The path's only parameter.
async fn parameter<S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
    name: &'static str,
) -> Result<String, Problem> {
    let parameters = RawPathParams::from_request_parts(parts, state).await;
    let value = parameters.ok().and_then(|all| all.iter().next().map(|(_, value)| value.to_owned()));
    value.ok_or_else(|| Invalid::new("path", name, Kind::StringType, "should be UTF-8").into())
}

//! The errors of the API: why a request was not carried out, with status and body.

use std::error::Error as _;

use app::domain::DateRangeError;
use app::meetings::{DeviceError, Error, Refusal, StoreError};
use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::limits::rate_limits::RateLimitExceeded;
use crate::request_body;

/// Why a request was not carried out.
#[derive(Debug)]
pub(super) enum Problem {
    /// A part of the request cannot be read or breaks a rule of its field.
    Invalid(Vec<FieldError>),
    /// Two days that form no range.
    NoRange(DateRangeError),
    /// The operation was refused or failed.
    Operation(Error),
    /// The bearer token, or the cookie, does not have the form of a device.
    MalformedDevice,
    /// The body is larger than the limit.
    TooLarge,
    /// The body did not arrive in time.
    TooSlow,
    /// The client exceeds a rate limit.
    RateLimitExceeded(RateLimitExceeded),
    /// Too much is in progress.
    Busy,
    /// A page of another site sent the request, from a browser that would add the visitor's cookie.
    ForeignSite,
    /// No route has this path.
    NoSuchRoute,
    /// The route does not support this method.
    WrongMethod,
}

/// One error in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct FieldError {
    /// Where it is: `body`, `path`, `query` or `header`, and which field of it.
    #[schema(example = json!(["body", "start_date"]), min_items = 1)]
    loc: Vec<&'static str>,
    /// What the value should be.
    #[schema(example = "should be a date like 2026-12-24")]
    msg: String,
    /// The kind of error.
    #[serde(rename = "type")]
    #[schema(example = "date_parsing")]
    kind: FieldErrorKind,
}

/// The kinds of errors in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FieldErrorKind {
    /// The body is not JSON.
    JsonInvalid,
    /// The body is JSON, but not an object.
    ObjectType,
    /// The field is required.
    Missing,
    /// The value has to be a text.
    StringType,
    /// The value has to be a whole number that fits in 64 bits.
    IntType,
    /// The value has to be true or false.
    BoolType,
    /// The value has to be a list of numbers.
    ListType,
    /// The value has to be a date that exists.
    DateParsing,
    /// The value has to be a UUID.
    UuidParsing,
    /// The value has the right form, but breaks a rule.
    ValueError,
}

/// An error, described by a sentence.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ErrorBody {
    /// What is wrong.
    detail: String,
}

/// The body of an error response, in either of its forms.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ProblemBody {
    Error(ErrorBody),
    Validation(ValidationErrorBody),
}

/// The errors in a request.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ValidationErrorBody {
    /// All errors that were found.
    detail: Vec<FieldError>,
}

impl FieldError {
    pub(super) fn new(
        place: &'static str,
        field: &'static str,
        kind: FieldErrorKind,
        msg: impl ToString,
    ) -> Self {
        Self { loc: vec![place, field], msg: msg.to_string(), kind }
    }

    /// An error in the body as a whole.
    pub(super) fn body(kind: FieldErrorKind, msg: impl ToString) -> Self {
        Self { loc: vec!["body"], msg: msg.to_string(), kind }
    }
}

impl From<FieldError> for Problem {
    fn from(invalid: FieldError) -> Self {
        Self::Invalid(vec![invalid])
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Operation(error)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Operation(error.into())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Operation(refusal.into())
    }
}

impl Problem {
    /// The status of the response.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) | Self::NoRange(_) => 422,
            Self::Operation(error) => error.status(),
            Self::MalformedDevice => 401,
            Self::ForeignSite => 403,
            Self::TooLarge => 413,
            Self::TooSlow => 408,
            Self::RateLimitExceeded(_) => 429,
            Self::Busy => 503,
            Self::NoSuchRoute => 404,
            Self::WrongMethod => 405,
        }
    }

    /// The body of the response.
    pub(super) fn body(&self) -> ProblemBody {
        let detail = match self {
            Self::Invalid(invalid) => {
                return ProblemBody::Validation(ValidationErrorBody { detail: invalid.clone() });
            }
            Self::NoRange(error) => error.to_string(),
            Self::Operation(Error::Refused(refusal)) => refusal.to_string(),
            Self::Operation(Error::Failed(StoreError::Inconsistent { .. })) => {
                "the database holds what the rules do not allow".to_owned()
            }
            Self::Operation(Error::Failed(_)) => "the database did not answer; try again".to_owned(),
            Self::MalformedDevice => DeviceError.to_string(),
            Self::TooLarge => "body is too large".to_owned(),
            Self::TooSlow => "body did not arrive in time".to_owned(),
            Self::Busy => "the server is busy; try again in a few seconds".to_owned(),
            Self::RateLimitExceeded(rate_limit_exceeded) => {
                format!("too many requests; try again in {} s", rate_limit_exceeded.seconds())
            }
            Self::ForeignSite => "pages of other sites may not do this".to_owned(),
            Self::NoSuchRoute => "Not Found".to_owned(),
            Self::WrongMethod => "Method Not Allowed".to_owned(),
        };
        ProblemBody::Error(ErrorBody { detail })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Self::Operation(error @ Error::Failed(_)) = &self {
            tracing::error!(%error, cause = ?error.source(), "an API request failed");
        }
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self.body())).into_response();
        if matches!(self, Self::MalformedDevice) {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if matches!(self, Self::TooLarge | Self::TooSlow) {
            request_body::close_connection(response)
        } else {
            response
        }
    }
}

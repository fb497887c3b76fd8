//! Extractor for a JSON body with validated fields.

use axum::extract::{FromRequest, Request};

use super::fields::Fields;
use super::problem::{FieldError, FieldErrorKind, Problem};
use crate::request_body::{self, BodyError};

/// A body whose fields have been read and validated.
pub(super) struct ValidBody<T>(pub(super) T);

/// A type that can be read from the fields of a body.
pub(super) trait FromFields: Sized {
    /// Reads each field; none if `fields` has recorded an error.
    fn read(fields: &mut Fields) -> Option<Self>;
}

impl<T: FromFields, S: Send + Sync> FromRequest<S> for ValidBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body = request_body::received(&parts.extensions, body).await.map_err(|error| match error {
            BodyError::TooLarge => Problem::TooLarge,
            BodyError::TooSlow => Problem::TooSlow,
            BodyError::Broken | BodyError::Busy => {
                FieldError::body(FieldErrorKind::JsonInvalid, "should arrive whole").into()
            }
        })?;
        let mut fields = Fields::parse(&body)?;
        let read = T::read(&mut fields);
        read.map(Self).ok_or_else(|| Problem::Invalid(fields.invalid()))
    }
}

//! What a request's body says.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};

use super::fields::Fields;
use super::problem::{Invalid, Kind, Problem};

/// A body whose fields have been read.
pub(super) struct Said<T>(pub(super) T);

/// What can be read from the fields of a body.
pub(super) trait FromFields: Sized {
    /// Reads each field; none where `fields` knows of something wrong.
    fn read(fields: &mut Fields) -> Option<Self>;
}

impl<T: FromFields, S: Send + Sync> FromRequest<S> for Said<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = Bytes::from_request(request, state).await.map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => Problem::TooLarge,
            _ => Invalid::body(Kind::JsonInvalid, "should arrive whole").into(),
        })?;
        let mut fields = Fields::parse(&body)?;
        let read = T::read(&mut fields);
        read.map(Self).ok_or_else(|| Problem::Invalid(fields.invalid()))
    }
}

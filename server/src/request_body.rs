//! Reading the body of a request, within limits; the same for pages and for the HTTP API.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::CONNECTION;
use axum::http::{Extensions, HeaderValue};
use axum::response::Response;
use http_body_util::BodyExt;
use tokio::time::timeout;

/// The largest body, in bytes: a title, a location and 62 days fit in many times over.
pub(crate) const LIMIT: usize = 64 * 1024;

/// Up to how many bytes a body is small: nearly all are.
const SMALL: usize = 4 * 1024;

/// How much of a body that is too large is read, and forgotten, so that a browser is there for the answer.
const FORGOTTEN: usize = 4 * 1024 * 1024;

/// How long a body may take: 64 KiB in that time are as slow as the slowest connections of phones.
const TIME: Duration = Duration::from_secs(20);

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// It is over the limit.
    TooLarge,
    /// It did not come in time.
    TooSlow,
    /// It did not arrive whole.
    Broken,
    /// Too many that are not small are being received.
    Busy,
}

/// The body that was received with a request, or why there is none.
pub(crate) async fn of(extensions: &Extensions, body: Body) -> Result<Bytes, BodyError> {
    match extensions.get::<BodyError>() {
        Some(error) => Err(*error),
        None => to_bytes(body, usize::MAX).await.map_err(|_| BodyError::Broken),
    }
}

/// Reads a body; one that is not small needs a permit.
pub(crate) async fn read(body: Body, take_permit: impl FnMut() -> bool) -> Result<Bytes, BodyError> {
    timeout(TIME, collect(body, take_permit)).await.unwrap_or(Err(BodyError::TooSlow))
}

async fn collect(mut body: Body, mut take_permit: impl FnMut() -> bool) -> Result<Bytes, BodyError> {
    let (mut kept, mut length, mut has_permit) = (Vec::new(), 0, false);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| BodyError::Broken)?.into_data() else { continue };
        length += data.len();
        if length > SMALL && !has_permit {
            has_permit = take_permit();
            if !has_permit {
                return Err(BodyError::Busy);
            }
        }
        if length <= LIMIT {
            kept.extend_from_slice(&data);
        } else if length > FORGOTTEN {
            break;
        } else {
            kept = Vec::new();
        }
    }
    if length <= LIMIT { Ok(kept.into()) } else { Err(BodyError::TooLarge) }
}

/// Ends the connection with an answer: a body that was not read to its end is still to come.
pub(crate) fn closing(mut response: Response) -> Response {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    fn pieces(count: usize) -> Body {
        Body::from_stream(stream::iter((0..count).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1024]))))
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_the_limit() {
        assert_eq!(read(pieces(64), || true).await.unwrap().len(), LIMIT);
        assert_eq!(read(pieces(65), || true).await, Err(BodyError::TooLarge));
        assert_eq!(read(pieces(1_000_000), || true).await, Err(BodyError::TooLarge));
    }

    #[tokio::test]
    async fn a_body_that_is_not_small_needs_a_place() {
        assert_eq!(read(pieces(4), || false).await.unwrap().len(), SMALL);
        assert_eq!(read(pieces(5), || false).await, Err(BodyError::Busy));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_is_not_waited_for() {
        let stalled = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
        assert_eq!(read(stalled, || true).await, Err(BodyError::TooSlow));
    }
}

//! Reads the body of a request, with size and time limits; used for pages and for the HTTP API.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::CONNECTION;
use axum::http::{Extensions, HeaderValue};
use axum::response::Response;
use http_body_util::BodyExt;
use tokio::time::timeout;

/// The largest request body, in bytes: many times as much as a title, a location and 62 days need.
pub(crate) const MAX_BODY_BYTES: usize = 64 * 1024;

/// Up to this many bytes a body is small and needs no permit; nearly all bodies are small.
const MAX_UNCOUNTED_BYTES: usize = 4 * 1024;

/// How many bytes of a body that is too large are read and discarded, so that the browser still reads the
/// response.
const MAX_DISCARDED_BYTES: usize = 4 * 1024 * 1024;

/// Time limit for receiving a body: 64 KiB in this time are as slow as the slowest phone connections.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// Why the body of a request could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// It is larger than the limit.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// It did not arrive completely.
    Broken,
    /// Too many bodies that are not small are being received.
    Busy,
}

/// The body of a request, or the error that `receive_body` left in the request's extensions.
pub(crate) async fn received(extensions: &Extensions, body: Body) -> Result<Bytes, BodyError> {
    match extensions.get::<BodyError>() {
        Some(error) => Err(*error),
        None => to_bytes(body, usize::MAX).await.map_err(|_| BodyError::Broken),
    }
}

/// Reads a body. One that is not small needs a permit, which `take_permit` tries to take.
pub(crate) async fn read(body: Body, take_permit: impl FnMut() -> bool) -> Result<Bytes, BodyError> {
    timeout(BODY_TIMEOUT, collect(body, take_permit)).await.unwrap_or(Err(BodyError::TooSlow))
}

async fn collect(mut body: Body, mut take_permit: impl FnMut() -> bool) -> Result<Bytes, BodyError> {
    let (mut kept, mut length, mut has_permit) = (Vec::new(), 0, false);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| BodyError::Broken)?.into_data() else { continue };
        length += data.len();
        if length > MAX_UNCOUNTED_BYTES && !has_permit {
            has_permit = take_permit();
            if !has_permit {
                return Err(BodyError::Busy);
            }
        }
        if length <= MAX_BODY_BYTES {
            kept.extend_from_slice(&data);
        } else if length > MAX_DISCARDED_BYTES {
            break;
        } else {
            kept = Vec::new();
        }
    }
    if length <= MAX_BODY_BYTES { Ok(kept.into()) } else { Err(BodyError::TooLarge) }
}

/// Makes a response close the connection: the rest of a body that was not read completely is still to come.
pub(crate) fn close_connection(mut response: Response) -> Response {
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
        assert_eq!(read(pieces(64), || true).await.unwrap().len(), MAX_BODY_BYTES);
        assert_eq!(read(pieces(65), || true).await, Err(BodyError::TooLarge));
        assert_eq!(read(pieces(1_000_000), || true).await, Err(BodyError::TooLarge));
    }

    #[tokio::test]
    async fn a_body_that_is_not_small_needs_a_place() {
        assert_eq!(read(pieces(4), || false).await.unwrap().len(), MAX_UNCOUNTED_BYTES);
        assert_eq!(read(pieces(5), || false).await, Err(BodyError::Busy));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_is_not_waited_for() {
        let stalled = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
        assert_eq!(read(stalled, || true).await, Err(BodyError::TooSlow));
    }
}

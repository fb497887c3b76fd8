//! A TCP stream that is closed if the client does not read what it is sent.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::idle_timeout::Activity;
use crate::limits::capacity::Permit;

/// How long a client may read nothing of what it is sent.
const STALL_TIMEOUT: Duration = Duration::from_secs(30);

/// The lowest rate at which a client may read a response, in bytes per second: each byte that it reads gives
/// it that much more time, up to `STALL_TIMEOUT`.
const MIN_BYTES_PER_SECOND: u64 = 1_000;

/// A stream with a time limit on sending. It holds the permit of its connection, even after the connection
/// becomes a WebSocket.
pub(super) struct LimitedStream {
    stream: TcpStream,
    _slot: Permit,
    /// Notified of what is sent, if the connection has an idle timeout.
    idle_timeout: Option<Activity>,
    /// The timer that runs while the client reads nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    /// How much longer the client may read nothing.
    credit: Duration,
    /// When the client last stopped reading.
    stalled_since: Instant,
}

impl LimitedStream {
    pub(super) fn new(stream: TcpStream, permit: Permit, idle_timeout: Option<Activity>) -> Self {
        Self {
            stream,
            _slot: permit,
            idle_timeout,
            stalled: None,
            credit: STALL_TIMEOUT,
            stalled_since: Instant::now(),
        }
    }

    /// Updates the time limit: bytes that the client takes extend it, waiting uses it up.
    fn watch(&mut self, cx: &mut Context<'_>, sent: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match sent {
            Poll::Ready(Ok(taken)) => {
                if self.stalled.take().is_some() {
                    self.credit = self.credit.saturating_sub(self.stalled_since.elapsed());
                }
                if let Some(idle_timeout) = &self.idle_timeout {
                    idle_timeout.bytes_sent(taken);
                }
                let earned = Duration::from_millis(taken as u64 * 1_000 / MIN_BYTES_PER_SECOND);
                self.credit = (self.credit + earned).min(STALL_TIMEOUT);
                Poll::Ready(Ok(taken))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                if self.stalled.is_none() {
                    self.stalled_since = Instant::now();
                }
                let until = self.stalled_since + self.credit;
                let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep_until(until)));
                ready!(stalled.as_mut().poll(cx));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
        }
    }
}

impl AsyncRead for LimitedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for LimitedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watch(cx, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.watch(cx, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

//! Accepting connections, with limits on how many there are, how long they may do nothing, and what
//! they may ask for.

mod activity;
mod descriptors;
mod stream;

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt;

use crate::limits::capacity::{Capacity, Holder, Permit};
use crate::visitor_address::{AddressRules, network_of};
use activity::Activity;
use stream::LimitedStream;

/// How long a request's head may take to be read, and how long a connection may wait for the next one.
const HEAD_LIMIT: Duration = Duration::from_secs(20);

/// The same for proxies that are trusted. They keep connections for longer, and what they send while one is
/// closed is lost.
const PROXY_HEAD_LIMIT: Duration = Duration::from_mins(11);

/// The same for a connection that comes when there are too many.
const REFUSED_HEAD_LIMIT: Duration = Duration::from_secs(2);

/// How long a connection may take to end what it does.
const CLOSING_LIMIT: Duration = Duration::from_secs(10);

/// The most bytes of a request's head.
const HEAD_BYTES: usize = 32 * 1024;

/// The pause after a connection could not be accepted: mostly there are no descriptors left.
const AFTER_ACCEPT_ERROR: Duration = Duration::from_millis(200);

/// How often the log says so.
const COMPLAIN_EVERY: Duration = Duration::from_mins(1);

/// How many connections beyond the limits are read, to answer that there are too many, and to answer
/// whoever looks after the server; in all and from one address.
const REFUSED_AT_ONCE: usize = 64;
const REFUSED_AT_ONCE_OF_AN_ADDRESS: usize = 4;

/// With HTTP/2: requests side by side, and those that were given up and still cost something.
const STREAMS: u32 = 100;
const RESET_STREAMS: usize = 50;

/// How many connections there may be, and what they may speak.
#[derive(Debug, Clone)]
pub struct ConnectionLimits {
    /// The most connections, as far as there are descriptors for them.
    pub open: usize,
    /// The most connections from one address that is no proxy's.
    pub per_address: usize,
    /// Whether HTTP/2 is spoken too, without TLS, as some proxies do.
    pub http2: bool,
}

/// Accepts connections.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    limits: ConnectionLimits,
    addresses: AddressRules,
    /// Tells connections to end; each holds a receiver for as long as it is open.
    ending: watch::Sender<bool>,
}

/// What becomes of the requests of a connection.
#[derive(Clone)]
struct Requests {
    /// Answers them.
    router: Router,
    /// Answers those of connections that are too many.
    refusing: Router,
}

impl Listener {
    /// Takes over a socket that listens. `reserved` are the descriptors that others need.
    ///
    /// # Errors
    /// Where the socket cannot be used.
    pub fn new(
        socket: std::net::TcpListener,
        limits: ConnectionLimits,
        addresses: AddressRules,
        reserved: usize,
    ) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        let open = limits.open.min(descriptors::for_connections(reserved + REFUSED_AT_ONCE));
        let limits = ConnectionLimits { open, ..limits };
        tracing::debug!(?limits, "connections are limited");
        let socket = TcpListener::from_std(socket)?;
        Ok(Self { socket, limits, addresses, ending: watch::Sender::new(false) })
    }

    /// Accepts connections until `stop` ends; then those that are open have `grace` to end what they do.
    pub async fn serve(
        self,
        router: Router,
        refusing: Router,
        stop: impl Future<Output = ()>,
        grace: Duration,
    ) {
        let requests = Requests { router, refusing };
        let capacity = Capacity::new(self.limits.open, self.limits.per_address);
        let refused = Capacity::new(REFUSED_AT_ONCE, REFUSED_AT_ONCE_OF_AN_ADDRESS);
        let mut stop = pin!(stop);
        let mut complained: Option<Instant> = None;
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                accepted = self.socket.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => self.begin(stream, peer, &capacity, &refused, &requests),
                Err(error) if is_the_visitors(&error) => {}
                Err(error) => {
                    if complained.is_none_or(|complained| complained.elapsed() > COMPLAIN_EVERY) {
                        complained = Some(Instant::now());
                        tracing::error!(%error, "connections cannot be accepted");
                    }
                    sleep(AFTER_ACCEPT_ERROR).await;
                }
            }
        }
        drop(self.socket);
        self.ending.send_replace(true);
        let _ = timeout(grace, self.ending.closed()).await;
    }

    /// Serves a connection, or says that there are too many.
    fn begin(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        capacity: &Capacity,
        refused: &Capacity,
        requests: &Requests,
    ) {
        let address = network_of(peer.ip());
        let is_proxy = self.addresses.is_proxy(peer.ip());
        let holder = if is_proxy { Holder::Proxy(address) } else { Holder::Address(address) };
        // It fails for a connection that is gone.
        let _ = stream.set_nodelay(true);
        let ending = self.ending.subscribe();
        if let Some(permit) = capacity.take(holder, 1) {
            let connection = Connection { stream, peer, permit, router: requests.router.clone(), ending };
            let is_listed = self.addresses.is_listed(peer.ip());
            let limit = if is_listed { PROXY_HEAD_LIMIT } else { HEAD_LIMIT };
            if self.limits.http2 {
                tokio::spawn(connection.serve_both(limit, is_listed));
            } else {
                tokio::spawn(connection.serve(http1(limit)));
            }
        } else {
            warn_of_too_many(address);
            // Without a place even here it is closed without a word.
            if let Some(permit) = refused.take(Holder::Address(address), 1) {
                let connection =
                    Connection { stream, peer, permit, router: requests.refusing.clone(), ending };
                let mut builder = http1(REFUSED_HEAD_LIMIT);
                builder.keep_alive(false);
                tokio::spawn(connection.serve(builder));
            }
        }
    }
}

/// One connection.
struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    permit: Permit,
    router: Router,
    ending: watch::Receiver<bool>,
}

impl Connection {
    /// Speaks HTTP/1.1. Limits on heads and on sending are enough for it.
    async fn serve(self, builder: http1::Builder) {
        let Self { stream, peer, permit, router, ending } = self;
        let service = service_fn(move |request| answer(router.clone(), peer, request));
        let stream = TokioIo::new(LimitedStream::new(stream, permit, None));
        let connection = builder.serve_connection(stream, service).with_upgrades();
        drive(connection, http1::UpgradeableConnection::graceful_shutdown, pending(), ending).await;
    }

    /// Speaks HTTP/2 too. A proxy that `is_listed` may be quiet for as long as it likes.
    async fn serve_both(self, head_limit: Duration, is_listed: bool) {
        let Self { stream, peer, permit, router, ending } = self;
        let activity = Activity::new();
        let begun = activity.clone();
        let service = service_fn(move |request| {
            begun.began();
            answer(router.clone(), peer, request)
        });
        let stream = TokioIo::new(LimitedStream::new(stream, permit, Some(activity.clone())));
        let builder = http1_and_http2(head_limit);
        let connection = builder.serve_connection_with_upgrades(stream, service);
        let ceased = async {
            activity.ceased().await;
            if is_listed {
                pending::<()>().await;
            }
        };
        drive(connection, auto::UpgradeableConnection::graceful_shutdown, ceased, ending).await;
    }
}

/// Answers a request, which knows where it comes from.
async fn answer(
    router: Router,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request.map(Body::new)).await
}

/// Keeps a connection going until the other side ends it, or nothing has happened for too long, or the
/// server ends. How it ended is the visitor's business: they went, or said what is no HTTP.
async fn drive<C: Future>(
    connection: C,
    graceful_shutdown: impl FnOnce(Pin<&mut C>),
    ceased: impl Future<Output = ()>,
    mut ending: watch::Receiver<bool>,
) {
    let told_to_end = async {
        // It fails where the listener is gone, which is the same.
        let _ = ending.wait_for(|ending| *ending).await;
    };
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = ceased => {}
        () = told_to_end => {}
    }
    graceful_shutdown(connection.as_mut());
    let _ = timeout(CLOSING_LIMIT, connection).await;
}

fn http1(head_limit: Duration) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head_limit).max_buf_size(HEAD_BYTES);
    builder
}

fn http1_and_http2(head_limit: Duration) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head_limit).max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_pending_accept_reset_streams(RESET_STREAMS)
        .max_local_error_reset_streams(RESET_STREAMS)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX))
        .max_send_buf_size(64 * 1024);
    builder
}

/// Whether a connection was gone before it was accepted, which is no fault of the server.
fn is_the_visitors(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset)
}

/// Says once that connections are refused; who attacks would else fill the log.
fn warn_of_too_many(address: IpAddr) {
    static SAID: AtomicBool = AtomicBool::new(false);
    if !SAID.swap(true, Ordering::Relaxed) {
        tracing::warn!(%address, "connections are refused, there are too many; this is said once");
    }
}

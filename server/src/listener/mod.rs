//! Accepts connections and serves HTTP on them, with limits on how many there are, how long they may be idle,
//! and what their requests may cost.

mod descriptors;
mod idle_timeout;
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
use idle_timeout::Activity;
use stream::LimitedStream;

/// Time limit for reading a request's head, and for waiting for the next request on a connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(20);

/// The same for trusted proxies. They keep connections open for longer, and a request that they send while
/// one is being closed is lost.
const PROXY_HEAD_TIMEOUT: Duration = Duration::from_mins(11);

/// The same for a connection beyond the limits.
const REFUSED_HEAD_TIMEOUT: Duration = Duration::from_secs(2);

/// Time limit for a connection to finish its requests when it is closed.
const CLOSING_TIMEOUT: Duration = Duration::from_secs(10);

/// The largest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 32 * 1024;

/// The pause after a connection could not be accepted, mostly because there are no file descriptors left.
const ACCEPT_ERROR_PAUSE: Duration = Duration::from_millis(200);

/// How often such an error is logged.
const ACCEPT_ERROR_LOG_INTERVAL: Duration = Duration::from_mins(1);

/// How many connections beyond the limits are served, to respond that there are too many and to answer health
/// checks; in total and from one address.
const MAX_REFUSED: usize = 64;
const MAX_REFUSED_BY_ADDRESS: usize = 4;

/// HTTP/2: concurrent requests on a connection, and cancelled ones that still use resources.
const MAX_STREAMS: u32 = 100;
const MAX_RESET_STREAMS: usize = 50;

/// How many connections there may be, and which protocols they may use.
#[derive(Debug, Clone)]
pub struct ConnectionLimits {
    /// The most open connections, if there are enough file descriptors for them.
    pub open: usize,
    /// The most connections from one address that is not a proxy's.
    pub per_address: usize,
    /// Whether HTTP/2 without TLS is accepted too, which some proxies use.
    pub http2: bool,
}

/// Accepts connections within the limits.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    limits: ConnectionLimits,
    addresses: AddressRules,
    /// Tells connections to shut down; each holds a receiver for as long as it is open.
    ending: watch::Sender<bool>,
}

/// The routers that respond to the requests of connections.
#[derive(Clone)]
struct Requests {
    /// For connections within the limits.
    router: Router,
    /// For connections beyond the limits.
    refusing: Router,
}

impl Listener {
    /// Takes over a listening socket. `reserved` is the number of file descriptors that others need.
    ///
    /// # Errors
    /// If the socket cannot be used.
    pub fn new(
        socket: std::net::TcpListener,
        limits: ConnectionLimits,
        addresses: AddressRules,
        reserved: usize,
    ) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        let open = limits.open.min(descriptors::for_connections(reserved + MAX_REFUSED));
        let limits = ConnectionLimits { open, ..limits };
        tracing::debug!(?limits, "limits on connections");
        let socket = TcpListener::from_std(socket)?;
        Ok(Self { socket, limits, addresses, ending: watch::Sender::new(false) })
    }

    /// Accepts connections until `stop` completes; open connections then have `grace` to finish their
    /// requests.
    pub async fn serve(
        self,
        router: Router,
        refusing: Router,
        stop: impl Future<Output = ()>,
        grace: Duration,
    ) {
        let requests = Requests { router, refusing };
        let capacity = Capacity::new(self.limits.open, self.limits.per_address);
        let refused = Capacity::new(MAX_REFUSED, MAX_REFUSED_BY_ADDRESS);
        let mut stop = pin!(stop);
        let mut complained: Option<Instant> = None;
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                accepted = self.socket.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => self.begin(stream, peer, &capacity, &refused, &requests),
                Err(error) if is_client_abort(&error) => {}
                Err(error) => {
                    if complained.is_none_or(|complained| complained.elapsed() > ACCEPT_ERROR_LOG_INTERVAL) {
                        complained = Some(Instant::now());
                        tracing::error!(%error, "connections cannot be accepted");
                    }
                    sleep(ACCEPT_ERROR_PAUSE).await;
                }
            }
        }
        drop(self.socket);
        self.ending.send_replace(true);
        let _ = timeout(grace, self.ending.closed()).await;
    }

    /// Serves a connection, or responds that there are too many.
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
        // This fails if the connection is already gone.
        let _ = stream.set_nodelay(true);
        let ending = self.ending.subscribe();
        if let Some(permit) = capacity.take(holder, 1) {
            let connection = Connection { stream, peer, permit, router: requests.router.clone(), ending };
            let is_listed = self.addresses.is_listed(peer.ip());
            let limit = if is_listed { PROXY_HEAD_TIMEOUT } else { HEAD_TIMEOUT };
            if self.limits.http2 {
                tokio::spawn(connection.serve_both(limit, is_listed));
            } else {
                tokio::spawn(connection.serve(http1(limit)));
            }
        } else {
            warn_of_too_many(address);
            // Without a permit even here, the connection is closed without a response.
            if let Some(permit) = refused.take(Holder::Address(address), 1) {
                let connection =
                    Connection { stream, peer, permit, router: requests.refusing.clone(), ending };
                let mut builder = http1(REFUSED_HEAD_TIMEOUT);
                builder.keep_alive(false);
                tokio::spawn(connection.serve(builder));
            }
        }
    }
}

/// An accepted connection.
struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    permit: Permit,
    router: Router,
    ending: watch::Receiver<bool>,
}

impl Connection {
    /// Serves HTTP/1.1, for which the limits on request heads and on sending are enough.
    async fn serve(self, builder: http1::Builder) {
        let Self { stream, peer, permit, router, ending } = self;
        let service = service_fn(move |request| respond(router.clone(), peer, request));
        let stream = TokioIo::new(LimitedStream::new(stream, permit, None));
        let connection = builder.serve_connection(stream, service).with_upgrades();
        run_connection(connection, http1::UpgradeableConnection::graceful_shutdown, pending(), ending).await;
    }

    /// Serves HTTP/1.1 and HTTP/2. A proxy that `is_listed` may be idle for as long as it likes.
    async fn serve_both(self, head_limit: Duration, is_listed: bool) {
        let Self { stream, peer, permit, router, ending } = self;
        let idle_timeout = Activity::new();
        let begun = idle_timeout.clone();
        let service = service_fn(move |request| {
            begun.request_began();
            respond(router.clone(), peer, request)
        });
        let stream = TokioIo::new(LimitedStream::new(stream, permit, Some(idle_timeout.clone())));
        let builder = http1_and_http2(head_limit);
        let connection = builder.serve_connection_with_upgrades(stream, service);
        let idle = async {
            idle_timeout.idle().await;
            if is_listed {
                pending::<()>().await;
            }
        };
        run_connection(connection, auto::UpgradeableConnection::graceful_shutdown, idle, ending).await;
    }
}

/// Responds to a request, after adding the peer's address to its extensions.
async fn respond(
    router: Router,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request.map(Body::new)).await
}

/// Drives a connection until the client closes it, it has been idle for too long, or the server shuts down.
/// Its result is ignored: the client left, or sent something that is not HTTP.
async fn run_connection<C: Future>(
    connection: C,
    graceful_shutdown: impl FnOnce(Pin<&mut C>),
    idle: impl Future<Output = ()>,
    mut ending: watch::Receiver<bool>,
) {
    let told_to_end = async {
        // This fails if the listener is gone, which means the same.
        let _ = ending.wait_for(|ending| *ending).await;
    };
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = idle => {}
        () = told_to_end => {}
    }
    graceful_shutdown(connection.as_mut());
    let _ = timeout(CLOSING_TIMEOUT, connection).await;
}

fn http1(head_limit: Duration) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head_limit).max_buf_size(MAX_HEAD_BYTES);
    builder
}

fn http1_and_http2(head_limit: Duration) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head_limit).max_buf_size(MAX_HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_pending_accept_reset_streams(MAX_RESET_STREAMS)
        .max_local_error_reset_streams(MAX_RESET_STREAMS)
        .max_header_list_size(u32::try_from(MAX_HEAD_BYTES).unwrap_or(u32::MAX))
        .max_send_buf_size(64 * 1024);
    builder
}

/// Whether the client closed a connection before it was accepted, which is not a fault of the server.
fn is_client_abort(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset)
}

/// Logs only once that connections are refused; otherwise an attacker could fill the log.
fn warn_of_too_many(address: IpAddr) {
    static SAID: AtomicBool = AtomicBool::new(false);
    if !SAID.swap(true, Ordering::Relaxed) {
        tracing::warn!(%address, "too many connections: some are refused; this is logged once");
    }
}

//! Accepting connections, with limits on how many there are, how long they may do nothing, and what
//! they may ask for.

mod activity;
mod descriptors;
mod stream;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use crate::held_body::hold;
use crate::slots::{Slot, Slots};
use crate::visitor_address::{AddressRules, network_of};
use activity::Activity;
use stream::LimitedStream;

/// How long a request's head may take to be read, and how long a connection may wait for the next one.
const HEAD_LIMIT: Duration = Duration::from_secs(20);

/// The same for a connection that comes when there are too many.
const REFUSED_HEAD_LIMIT: Duration = Duration::from_secs(2);

/// The most bytes of a request's head.
const HEAD_BYTES: usize = 32 * 1024;

/// The pause after a connection could not be accepted: mostly there are no descriptors left.
const AFTER_ACCEPT_ERROR: Duration = Duration::from_millis(200);

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
        let slots = Slots::new(self.limits.open, self.limits.per_address);
        let refused = Slots::new(REFUSED_AT_ONCE, REFUSED_AT_ONCE_OF_AN_ADDRESS);
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                accepted = self.socket.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => self.begin(stream, peer, &slots, &refused, &requests),
                Err(error) if is_the_visitors(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "connections cannot be accepted");
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
        slots: &Slots,
        refused: &Slots,
        requests: &Requests,
    ) {
        let address = network_of(peer.ip());
        let is_proxy = self.addresses.is_proxy(peer.ip());
        // It fails for a connection that is gone.
        let _ = stream.set_nodelay(true);
        if let Some(slot) = slots.take(address, !is_proxy) {
            let connection = Connection { stream, peer, slot, router: requests.router.clone() };
            let builder = builder(self.limits.http2, HEAD_LIMIT);
            tokio::spawn(connection.serve(builder, self.ending.subscribe()));
        } else {
            warn_of_too_many(address);
            // Without a place even here it is closed without a word.
            if let Some(slot) = refused.take(address, true) {
                let connection = Connection { stream, peer, slot, router: requests.refusing.clone() };
                let mut builder = builder(false, REFUSED_HEAD_LIMIT);
                builder.http1().keep_alive(false);
                tokio::spawn(connection.serve(builder, self.ending.subscribe()));
            }
        }
    }
}

/// One connection.
struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    slot: Slot,
    router: Router,
}

impl Connection {
    /// Answers requests until the other side ends, or a limit, or the server.
    async fn serve(self, builder: Builder<TokioExecutor>, mut ending: watch::Receiver<bool>) {
        let Self { stream, peer, slot, router } = self;
        let is_http1 = !builder.is_http2_available();
        let activity = Activity::new();
        let begun = activity.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            let under_way = begun.begin();
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = router.clone().oneshot(request.map(Body::new));
            async move {
                let Ok(response) = answer.await;
                Ok::<_, Infallible>(hold(response, under_way))
            }
        });
        let stream = TokioIo::new(LimitedStream::new(stream, slot));
        let mut connection = pin!(builder.serve_connection_with_upgrades(stream, service));
        let told_to_end = async {
            // It fails where the listener is gone, which is the same.
            let _ = ending.wait_for(|ending| *ending).await;
        };
        tokio::select! {
            // How it ended is the visitor's business: they went, or said what is no HTTP.
            _ = connection.as_mut() => {}
            // With HTTP/1.1 the head's limit and that on sending are enough.
            () = activity.ceased(), if !is_http1 => {}
            () = told_to_end => {
                connection.as_mut().graceful_shutdown();
                let _ = connection.as_mut().await;
            }
        }
    }
}

/// What all connections have in common.
fn builder(http2: bool, head_limit: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head_limit).max_buf_size(HEAD_BYTES);
    if !http2 {
        return builder.http1_only();
    }
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_pending_accept_reset_streams(RESET_STREAMS)
        .max_local_error_reset_streams(RESET_STREAMS)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX))
        .max_send_buf_size(64 * 1024)
        .keep_alive_interval(HEAD_LIMIT)
        .keep_alive_timeout(HEAD_LIMIT);
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

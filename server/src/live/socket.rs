//! The WebSocket connection of one viewer, and the route that opens it.

use std::time::Duration;

use app::domain::UrlCode;
use app::live_protocol::{Envelope, encode, encode_time};
use app::meetings::Meetings;
use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{FromRef, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, HOST, ORIGIN, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep, timeout};

use super::room::Message;
use super::{Hub, NotAdmitted, ViewerPermit};
use crate::public_url::PublicUrl;
use crate::visitor_address::VisitorAddress;

/// The longest message from a viewer, in bytes: a number.
const MAX_MESSAGE_BYTES: usize = 64;

/// The pause after a viewer requested the entries that it missed, so that requesting often is slow for the
/// viewer.
const CATCH_UP_PAUSE: Duration = Duration::from_millis(200);
/// How many times that pause doubles, once for each further request between two pings.
const MAX_PAUSE_DOUBLINGS: u32 = 6;

/// The state of the route.
#[derive(Clone, FromRef)]
struct LiveState {
    hub: Hub,
    meetings: Meetings,
    public_url: Option<PublicUrl>,
}

/// The query parameters of the route.
#[derive(Debug, Deserialize)]
struct LiveQuery {
    /// The number of the last entry that the viewer knows.
    after: u64,
}

/// The route for live views.
pub fn router(hub: Hub, meetings: Meetings, public_url: Option<PublicUrl>) -> Router {
    let shared = LiveState { hub, meetings, public_url };
    Router::new().route("/live/{url_code}", get(enter)).with_state(shared)
}

/// Admits a viewer and upgrades its connection to a WebSocket, if the request comes from a page of ours. Pages
/// that cannot open a WebSocket, because a proxy does not let it through, read the same updates one by one.
async fn enter(
    State(shared): State<LiveState>,
    Path(url_code): Path<String>,
    Query(LiveQuery { after }): Query<LiveQuery>,
    VisitorAddress(address): VisitorAddress,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(url_code) = UrlCode::parse(&url_code) else { return StatusCode::NOT_FOUND.into_response() };
    if !is_own_origin(&headers, shared.public_url.as_ref()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(upgrade) = upgrade else { return read_update(&shared.meetings, &url_code, after).await };
    let permit = match shared.hub.admit(&url_code, address, &shared.meetings) {
        Ok(permit) => permit,
        Err(NotAdmitted::Address) => {
            return (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "60")]).into_response();
        }
        Err(NotAdmitted::Meeting | NotAdmitted::Closing) => {
            return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "60")]).into_response();
        }
    };
    upgrade
        .read_buffer_size(1024)
        .write_buffer_size(0)
        .max_message_size(MAX_MESSAGE_BYTES)
        .max_frame_size(MAX_MESSAGE_BYTES)
        .on_upgrade(move |socket| Viewer { socket, permit, meetings: shared.meetings, sent: after }.serve())
}

/// What happened after the entry `after`, in one response.
async fn read_update(meetings: &Meetings, url_code: &UrlCode, after: u64) -> Response {
    match meetings.update_since(url_code, after).await {
        Ok(update) => ([(CACHE_CONTROL, "no-store")], encode(&Envelope::from(update))).into_response(),
        Err(error) => {
            tracing::warn!(?error, %url_code, "a viewer could not be sent an update");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Whether the request comes from a page of ours, or from a program, which sends no `Origin`.
fn is_own_origin(headers: &HeaderMap, public_url: Option<&PublicUrl>) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let same_host = origin.split_once("://").is_some_and(|(_, authority)| Some(authority) == host);
    same_host || public_url.is_some_and(|url| url.origin() == origin)
}

/// Completes when all viewers are to be disconnected.
async fn closed(permit: &mut ViewerPermit) {
    // This fails if the hub is gone, which means the same.
    let _ = permit.closing.wait_for(|closing| *closing).await;
}

/// A viewer of a meeting.
struct Viewer {
    socket: WebSocket,
    permit: ViewerPermit,
    meetings: Meetings,
    /// The number of the last entry that the viewer knows.
    sent: u64,
}

/// Why a viewer's connection ends.
enum End {
    /// The viewer left, or does not answer.
    Gone,
    /// The server closes the connection with this code.
    CloseWith(u16),
}

impl Viewer {
    /// Serves the viewer until it leaves, the meeting is deleted, or the server shuts down.
    async fn serve(mut self) {
        let messages = self.permit.room.subscribe();
        if let Err(End::CloseWith(code)) = self.run(messages).await {
            let close = Frame::Close(Some(CloseFrame { code, reason: "".into() }));
            // The viewer may have left before.
            let _ = timeout(self.permit.hub.limits().send_timeout, self.socket.send(close)).await;
        }
    }

    async fn run(&mut self, mut messages: Receiver<Message>) -> Result<(), End> {
        if self.permit.room.version() != Some(self.sent) {
            self.catch_up().await?;
        }
        self.send_time().await?;
        let interval = self.permit.hub.limits().ping_interval;
        let next_ping = sleep(interval);
        tokio::pin!(next_ping);
        let (mut answered, mut asks, mut asked) = (true, false, 0);
        let rest = sleep(Duration::ZERO);
        tokio::pin!(rest);
        loop {
            tokio::select! {
                message = messages.recv() => match message {
                    Ok(message) if message.follows(self.sent) => self.send_if_new(message).await?,
                    Ok(_) | Err(RecvError::Lagged(_)) => self.catch_up().await?,
                    Err(RecvError::Closed) => return Err(End::CloseWith(close_code::AWAY)),
                },
                () = &mut rest, if asks => {
                    self.catch_up().await?;
                    rest.as_mut().reset(Instant::now() + CATCH_UP_PAUSE * (1 << asked.min(MAX_PAUSE_DOUBLINGS)));
                    (asks, asked) = (false, asked + 1);
                }
                frame = self.socket.recv() => match frame {
                    None | Some(Err(_) | Ok(Frame::Close(_))) => return Err(End::Gone),
                    Some(Ok(Frame::Text(number))) => {
                        self.sent = number.parse().map_err(|_| End::CloseWith(close_code::POLICY))?;
                        asks = true;
                    }
                    Some(Ok(Frame::Pong(_))) => answered = true,
                    Some(Ok(_)) => {}
                },
                () = &mut next_ping => {
                    if !std::mem::take(&mut answered) {
                        return Err(End::Gone);
                    }
                    asked = 0;
                    // Browsers answer a ping by themselves without telling the page, so the page gets a
                    // message too.
                    self.send(Frame::Ping(Bytes::new())).await?;
                    self.send_time().await?;
                    next_ping.as_mut().reset(Instant::now() + interval);
                }
                () = closed(&mut self.permit) => return Err(End::CloseWith(close_code::RESTART)),
            }
        }
    }

    /// Sends the entries after the last one that the viewer knows.
    async fn catch_up(&mut self) -> Result<(), End> {
        let url_code = &self.permit.room.url_code;
        let update = self.meetings.update_since(url_code, self.sent).await.map_err(|error| {
            tracing::warn!(?error, %url_code, "a viewer could not be sent an update");
            // The viewer reconnects and gets them then.
            End::CloseWith(close_code::AGAIN)
        })?;
        match Message::from_update(update, self.sent) {
            Some(message) => self.send_message(message).await,
            None => Ok(()),
        }
    }

    /// Sends a broadcast message, unless the viewer knows everything in it.
    async fn send_if_new(&mut self, message: Message) -> Result<(), End> {
        let is_news = message.last > self.sent || message.is_end || message.is_rollback;
        if is_news { self.send_message(message).await } else { Ok(()) }
    }

    async fn send_message(&mut self, message: Message) -> Result<(), End> {
        self.sent = message.last;
        self.send(Frame::Binary(message.bytes)).await?;
        if message.is_end { Err(End::CloseWith(close_code::NORMAL)) } else { Ok(()) }
    }

    /// Tells the viewer that it is up to date, and what time it is.
    async fn send_time(&mut self) -> Result<(), End> {
        self.send(Frame::Binary(encode_time(self.meetings.now()).into())).await
    }

    async fn send(&mut self, frame: Frame) -> Result<(), End> {
        match timeout(self.permit.hub.limits().send_timeout, self.socket.send(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }
}

//! The WebSocket connection that receives live updates; it reconnects by itself and catches up.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use chrono::NaiveDateTime;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

use super::browser::{clock, lifecycle, window};
use super::live_board::LiveBoard;
use super::server_clock::ServerClock;
use crate::live_protocol::{Envelope, decode, decode_time};

/// The maximum of the first pause before a reconnect, in milliseconds. It doubles after each failure ..
const FIRST_PAUSE: u32 = 800;
/// .. up to this number of doublings.
const MAX_PAUSE_DOUBLINGS: u32 = 6;

/// The server sends a message at least every 25 seconds. After this many milliseconds of silence the
/// connection is considered dead, because a broken connection is not always reported.
const SILENCE_TIMEOUT: f64 = 60_000.0;

/// How long a new connection may take until it has delivered what happened, in milliseconds. A proxy that does not
/// know the protocol may swallow them without a word.
const CONNECT_TIMEOUT: f64 = 10_000.0;

/// The close code of a connection that broke off, as browsers report it.
const CLOSE_ABNORMAL: u16 = 1006;

/// The close code after which no more updates will follow.
const CLOSE_NORMAL: u16 = 1000;

/// The live connection of a page.
struct Connection {
    live: LiveBoard,
    /// Whether live updates arrive.
    connected: RwSignal<bool>,
    /// Whether the server is unreachable, which the page shows.
    away: RwSignal<bool>,
    /// Whether updates arrive late, because they have to be polled.
    late: RwSignal<bool>,
    socket: RefCell<Option<Socket>>,
    /// How many attempts to connect have failed since the last success.
    failed: RefCell<u32>,
    pause: RefCell<Option<TimeoutHandle>>,
    /// Whether a poll is waiting for its response.
    polling: Cell<bool>,
    /// The time of the last message or attempt to connect, in milliseconds since 1970.
    last_message_at: RefCell<f64>,
    /// Whether no more updates will follow.
    over: Cell<bool>,
}

/// A WebSocket with the closures that it calls.
struct Socket {
    inner: WebSocket,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _close: Closure<dyn FnMut(CloseEvent)>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        // `close` fails only for an invalid close code.
        let _ = self.inner.close();
    }
}

/// Opens the connection and keeps it for the lifetime of the page.
pub(super) fn listen(live: LiveBoard, connected: RwSignal<bool>, away: RwSignal<bool>, late: RwSignal<bool>) {
    let connection = Rc::new(Connection {
        live,
        connected,
        away,
        late,
        socket: RefCell::default(),
        failed: RefCell::default(),
        pause: RefCell::default(),
        polling: Cell::default(),
        last_message_at: RefCell::new(clock::now()),
        over: Cell::default(),
    });
    connection.connect();
    let [returning, offline, ticking] = std::array::from_fn(|_| Rc::clone(&connection));
    lifecycle::on_return(move || returning.on_return());
    window::on_event("offline", move |_| offline.away.set(true));
    // This fails only in environments without timers.
    let _ = set_interval_with_handle(move || ticking.check_alive(), Duration::from_secs(10));
}

impl Connection {
    /// Opens a socket; its address contains the number of the newest entry that the page has.
    fn connect(self: &Rc<Self>) {
        if let Some(pause) = self.pause.borrow_mut().take() {
            pause.clear();
        }
        let address = format!("/live/{}?after={}", self.live.url_code(), self.live.version());
        *self.last_message_at.borrow_mut() = clock::now();
        let Ok(socket) = WebSocket::new(&window::socket_address(&address)) else {
            return self.on_close(CLOSE_ABNORMAL);
        };
        socket.set_binary_type(BinaryType::Arraybuffer);
        let on_message = Closure::new({
            let this = Rc::clone(self);
            move |event: MessageEvent| this.on_message(&event)
        });
        let closed = Closure::new({
            let this = Rc::clone(self);
            move |event: CloseEvent| this.on_close(event.code())
        });
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        let socket = Socket { inner: socket, _message: on_message, _close: closed };
        drop(self.socket.borrow_mut().replace(socket));
    }

    /// Applies an update from the server. If entries are missing, requests them on the same socket.
    fn on_message(self: &Rc<Self>, event: &MessageEvent) {
        *self.last_message_at.borrow_mut() = clock::now();
        let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
        if let Some(now) = decode_time(&bytes) {
            return self.on_caught_up(now);
        }
        let Some(Envelope { update, .. }) = decode(&bytes) else { return self.on_unknown_version() };
        if !self.live.apply_update(update)
            && let Some(socket) = &*self.socket.borrow()
        {
            // `send` fails only if the socket is not open; then the page reconnects by itself.
            let _ = socket.inner.send_with_str(&self.live.version().to_string());
        }
    }

    /// The server has sent everything up to now. An open socket alone does not show that the server is
    /// available: its database may be down.
    fn on_caught_up(&self, now: NaiveDateTime) {
        self.live.server_clock.set_value(ServerClock::told(now));
        self.live.check_closing();
        if !self.connected.get_untracked() || self.away.get_untracked() {
            *self.failed.borrow_mut() = 0;
            self.connected.set(true);
            self.away.set(false);
            self.late.set(false);
            self.live.save();
        }
    }

    /// The server uses another version of the protocol: it is newer than this page.
    fn on_unknown_version(&self) {
        self.over.set(true);
        if let Some(socket) = &*self.socket.borrow() {
            // `close` fails only for an invalid close code.
            let _ = socket.inner.close();
        }
        self.live.outdated.set(true);
    }

    /// The socket was closed: reconnects after a growing pause with jitter, so that pages do not reconnect
    /// together. From the second failure on a poll goes with each attempt: a server that restarts, or a network
    /// that changes, is back before anybody notices.
    fn on_close(self: &Rc<Self>, code: u16) {
        self.connected.set(false);
        if self.over.get() || code == CLOSE_NORMAL {
            return self.over.set(true);
        }
        let failed = self.failed.replace_with(|failed| *failed + 1);
        let longest = FIRST_PAUSE * (1 << failed.min(MAX_PAUSE_DOUBLINGS));
        let pause = Duration::from_millis(clock::jitter(longest));
        let this = Rc::clone(self);
        let retry = move || {
            this.connect();
            if failed > 0 {
                leptos::task::spawn_local(Rc::clone(&this).poll());
            }
        };
        let next = set_timeout_with_handle(retry, pause).ok();
        if let Some(before) = self.pause.replace(next) {
            before.clear();
        }
    }

    /// Reads what happened by a plain request: a proxy may let no WebSocket through. Polls follow the attempts to
    /// connect, so the pauses between them grow.
    async fn poll(self: Rc<Self>) {
        if document().hidden() || self.polling.replace(true) {
            return;
        }
        let address = format!("/live/{}?after={}", self.live.url_code(), self.live.version());
        let read = crate::api::client::read(&address).await;
        self.polling.set(false);
        if self.connected.get_untracked() {
            return;
        }
        self.away.set(read.is_err());
        self.late.set(read.is_ok());
        if let Ok(bytes) = read {
            let Some(envelope) = decode(&bytes) else { return self.on_unknown_version() };
            self.live.apply_response(Some(envelope));
            self.live.save();
        }
    }

    /// The viewer is back: reconnects without a pause. A page that becomes hidden keeps its connection.
    fn on_return(self: &Rc<Self>) {
        self.live.check_today();
        if self.over.get() {
            return;
        }
        if !self.connected.get_untracked() || self.away.get_untracked() || self.is_silent(SILENCE_TIMEOUT) {
            self.connect();
            // Where WebSockets do not get through, whoever returns need not wait for the pause that has grown.
            if self.failed.replace_with(|failed| (*failed).min(1)) > 1 {
                leptos::task::spawn_local(Rc::clone(self).poll());
            }
        }
    }

    /// Checks whether the connection is alive, and sends pending edits.
    fn check_alive(self: &Rc<Self>) {
        if self.connected.get_untracked() {
            if self.is_silent(SILENCE_TIMEOUT) {
                self.connected.set(false);
                self.away.set(true);
                self.connect();
            }
        } else if !self.over.get() && self.pause.borrow().is_none() && self.is_silent(CONNECT_TIMEOUT) {
            drop(self.socket.borrow_mut().take());
            self.on_close(CLOSE_ABNORMAL);
        }
        self.live.save();
        self.live.check_closing();
        self.live.check_today();
    }

    /// Whether nothing has arrived for so many milliseconds.
    fn is_silent(&self, limit: f64) -> bool {
        clock::now() - *self.last_message_at.borrow() > limit
    }
}

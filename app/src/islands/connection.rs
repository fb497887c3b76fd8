//! The connection by which a page hears what others do: it comes back by itself and catches up.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

use super::browser::{clock, window};
use super::live_board::LiveBoard;
use crate::live_protocol::{Envelope, decode};

/// The first pause before another try, in milliseconds at the most; each further one is twice as long ..
const FIRST_PAUSE: u32 = 800;
/// .. up to the sixth.
const LONGEST_PAUSE: u32 = 6;

/// The server says something every 25 seconds. After this many milliseconds of silence the connection
/// is a dead one that nobody has told so.
const SILENCE: f64 = 60_000.0;

/// What the server closes a connection with when it goes away and another one comes.
const RESTARTING: u16 = 1012;

/// What it closes one with when there is nothing more to hear.
const OVER: u16 = 1000;

/// The connection of a page.
struct Connection {
    live: LiveBoard,
    /// Whether what others do appears.
    connected: RwSignal<bool>,
    /// Whether the server is not there, and that is said.
    away: RwSignal<bool>,
    socket: RefCell<Option<Socket>>,
    /// How many tries have failed since it was there.
    failed: RefCell<u32>,
    pause: RefCell<Option<TimeoutHandle>>,
    /// When something was heard last, in milliseconds since 1970.
    last_message_at: RefCell<f64>,
    /// Whether there is nothing more to hear.
    over: Cell<bool>,
}

/// One socket, and what it calls while it is there.
struct Socket {
    inner: WebSocket,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _close: Closure<dyn FnMut(CloseEvent)>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        // It fails only for a code that is none.
        let _ = self.inner.close();
    }
}

/// Begins to listen, for as long as the page is there.
pub(super) fn listen(live: LiveBoard, connected: RwSignal<bool>, away: RwSignal<bool>) {
    let connection = Rc::new(Connection {
        live,
        connected,
        away,
        socket: RefCell::default(),
        failed: RefCell::default(),
        pause: RefCell::default(),
        last_message_at: RefCell::new(clock::now()),
        over: Cell::default(),
    });
    connection.connect();
    let [online, seen, offline, ticking] = std::array::from_fn(|_| Rc::clone(&connection));
    window::on_event("online", move |_| online.on_wake_up());
    window::on_event("visibilitychange", move |_| seen.on_wake_up());
    window::on_event("offline", move |_| offline.away.set(true));
    // It fails only in places that have no timers.
    let _ = set_interval_with_handle(move || ticking.check_alive(), Duration::from_secs(10));
}

impl Connection {
    /// Opens a socket that says from where on it wants to hear.
    fn connect(self: &Rc<Self>) {
        if let Some(pause) = self.pause.borrow_mut().take() {
            pause.clear();
        }
        let address = format!("/live/{}?after={}", self.live.url_code(), self.live.version());
        let Ok(socket) = WebSocket::new(&window::socket_address(&address)) else { return };
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
        *self.last_message_at.borrow_mut() = clock::now();
        let socket = Socket { inner: socket, _message: on_message, _close: closed };
        drop(self.socket.borrow_mut().replace(socket));
    }

    /// Takes over what the server says. Where something is missing it is asked for, on this line.
    fn on_message(self: &Rc<Self>, event: &MessageEvent) {
        *self.last_message_at.borrow_mut() = clock::now();
        let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
        if bytes.is_empty() {
            return self.on_caught_up();
        }
        let Some(Envelope { update, .. }) = decode(&bytes) else { return self.on_unknown_version() };
        if !self.live.apply_update(update)
            && let Some(socket) = &*self.socket.borrow()
        {
            // It fails only while it is not open: then it begins anew by itself.
            let _ = socket.inner.send_with_str(&self.live.version().to_string());
        }
    }

    /// The server is there, and has said all that happened. That a socket is open says less: behind it
    /// there may be no database.
    fn on_caught_up(&self) {
        if !self.connected.get_untracked() || self.away.get_untracked() {
            *self.failed.borrow_mut() = 0;
            self.connected.set(true);
            self.away.set(false);
            self.live.save();
        }
    }

    /// The server speaks as this page does not: a newer one has taken its place.
    fn on_unknown_version(&self) {
        self.over.set(true);
        if let Some(socket) = &*self.socket.borrow() {
            // It fails only for a code that is none.
            let _ = socket.inner.close();
        }
        self.live.outdated.set(true);
    }

    /// The socket is gone: another one is tried after a pause that grows and that no two pages share.
    fn on_close(self: &Rc<Self>, code: u16) {
        self.connected.set(false);
        if self.over.get() || code == OVER {
            return self.over.set(true);
        }
        let failed = self.failed.replace_with(|failed| *failed + 1);
        // A server that restarts is back before anybody notices.
        if failed > 0 || code != RESTARTING {
            self.away.set(true);
        }
        let longest = FIRST_PAUSE * (1 << failed.min(LONGEST_PAUSE));
        let pause = Duration::from_millis(clock::jitter(longest));
        let this = Rc::clone(self);
        let next = set_timeout_with_handle(move || this.connect(), pause).ok();
        if let Some(before) = self.pause.replace(next) {
            before.clear();
        }
    }

    /// Somebody looks again, or the network is back: no pause is waited for. Who looks away or leaves
    /// the page keeps what is there.
    fn on_wake_up(self: &Rc<Self>) {
        if document().hidden() || self.over.get() {
            return;
        }
        if !self.connected.get_untracked() || self.away.get_untracked() || self.is_silent() {
            self.connect();
        }
    }

    /// Looks whether the connection is alive, and sends what waits.
    fn check_alive(self: &Rc<Self>) {
        if self.connected.get_untracked() && self.is_silent() {
            self.connected.set(false);
            self.away.set(true);
            self.connect();
        }
        self.live.save();
    }

    fn is_silent(&self) -> bool {
        clock::now() - *self.last_message_at.borrow() > SILENCE
    }
}

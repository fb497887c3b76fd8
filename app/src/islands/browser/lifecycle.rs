//! The life of a page in its browser: it is left by a link or a form, put aside (another tab, a locked phone, the
//! back/forward cache), and returned to.

use std::cell::Cell;

use leptos::prelude::{document, window};

use super::clock;
use super::window::on_event;

/// How long a page counts as being left after a form was sent or a link followed, in milliseconds. Whoever is
/// still here then has stayed.
const LEAVING_TIME: f64 = 10_000.0;

thread_local! {
    /// When a form was sent or a link followed, in milliseconds since 1970.
    static LEFT_AT: Cell<f64> = const { Cell::new(0.0) };
}

/// Starts to notice that the page is left, and returned to.
pub(in crate::islands) fn track() {
    on_event("beforeunload", |_| LEFT_AT.set(clock::now()));
    on_return(|| LEFT_AT.set(0.0));
}

/// Calls `returned` when the viewer is on the page again: it was restored by Back, its tab is shown, it goes on
/// after it was frozen, or the network is back.
pub(in crate::islands) fn on_return(returned: impl Fn() + Clone + 'static) {
    for name in ["pageshow", "visibilitychange", "resume", "online"] {
        let returned = returned.clone();
        on_event(name, move |_| {
            if !document().hidden() {
                returned();
            }
        });
    }
}

/// Calls `put_aside` when the viewer no longer sees the page, or may not come back to it.
pub(in crate::islands) fn on_put_aside(put_aside: impl Fn() + Clone + 'static) {
    for name in ["pagehide", "visibilitychange", "freeze"] {
        let put_aside = put_aside.clone();
        on_event(name, move |event| {
            if event.type_() != "visibilitychange" || document().hidden() {
                put_aside();
            }
        });
    }
}

/// Loads a meeting's page in place of this page by itself, unless the page is being left: that would cancel a
/// form that was just submitted.
pub(in crate::islands) fn replace_unless_left(address: &str) {
    if clock::now() - LEFT_AT.get() > LEAVING_TIME {
        replace(address);
    }
}

/// Loads a meeting's page in place of this page, because the viewer wants it. If this is it already, it is loaded
/// again: browsers keep the place to which it was scrolled.
pub(in crate::islands) fn replace(address: &str) {
    let location = window().location();
    let is_meeting = location.pathname().is_ok_and(|path| path.starts_with("/m/"));
    // It fails only where scripts may not navigate.
    let _ = if is_meeting { location.reload() } else { location.replace(address) };
}

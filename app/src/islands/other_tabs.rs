//! Other tabs of the browser that show the same meeting.

use leptos::prelude::*;

use super::browser::local_storage;
use super::live_board::LiveBoard;

/// Tells the other tabs whose days this browser marks, and loads the page again if another tab tells otherwise:
/// the viewer has joined there, and is still asked for a name here.
pub(super) fn follow(live: LiveBoard) {
    let key = ["meetifyr-mine.", &live.url_code()].concat();
    let mine = live
        .props
        .with_value(|props| props.mine.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" "));
    // A browser that stores nothing tells nothing.
    local_storage::write(&key, &mine);
    local_storage::on_change(key, move |_, told| {
        // That a participant was removed, each tab notices by itself.
        if !told.is_empty() && told != mine {
            live.mark_outdated();
        }
    });
}

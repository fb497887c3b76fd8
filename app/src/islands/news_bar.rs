//! What the page says of the connection and of others, without being asked.

use leptos::prelude::*;

use super::browser::window;
use super::live_board::LiveBoard;
use crate::texts::Language;

/// Whether the connection is away, whether the page has to be shown anew, and, for those who listen,
/// what others did.
#[component]
pub(super) fn NewsBar(
    live: LiveBoard,
    /// Whether the page hears what others do.
    connected: RwSignal<bool>,
    /// Whether the server is not there.
    away: RwSignal<bool>,
    /// Whether something waited for a participant who is gone.
    dropped: RwSignal<bool>,
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    view! {
        <div class="news" data-connected=move || connected.get()>
            <Notice on=away text=texts.away/>
            <Notice on=dropped text=texts.dropped/>
            <p class="notice" data-on=move || live.outdated.get() hidden=move || !live.outdated.get()>
                {texts.outdated} " "
                <button class="button" type="button" on:click=move |_| window::replace_page(&live.address())>{texts.show_anew}</button>
            </p>
            <p class="sr-only" role="status">{live.announcement}</p>
        </div>
    }
}

/// A sentence that is heard when it comes: so its place is there before.
#[component]
fn Notice(on: RwSignal<bool>, text: &'static str) -> impl IntoView {
    view! {
        <p class="notice" role="status" data-on=move || on.get()>{move || if on.get() { text } else { "" }}</p>
    }
}

//! The status bar: the connection, lost edits, and what others did.

use std::time::Duration;

use leptos::prelude::*;

use super::browser::lifecycle;
use super::live_board::LiveBoard;
use crate::texts::Language;

/// How long a notice about lost edits stays: it covers a part of the page.
const NOTICE_TIME: Duration = Duration::from_secs(20);

/// Whether the server is unreachable, whether edits were lost, whether the page has to be loaded again and,
/// for screen readers, what others did.
#[component]
pub(super) fn StatusBar(
    live: LiveBoard,
    /// Whether changes of others arrive.
    connected: RwSignal<bool>,
    /// Whether the server is unreachable.
    away: RwSignal<bool>,
    /// Whether updates arrive late.
    late: RwSignal<bool>,
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    Effect::new(move |_| {
        if !live.lost.with(String::is_empty) {
            set_timeout(move || live.lost.set(String::new()), NOTICE_TIME);
        }
    });
    let why_away = move || if away.get() { texts.away() } else { "" };
    let why_late = move || if late.get() { texts.late() } else { "" };
    view! {
        <div class="status-bar" data-connected=move || connected.get()>
            // Screen readers announce a change: so the places of the sentences are there before.
            <p class="notice" role="status" data-on=move || away.get() inner_html=why_away></p>
            <p class="quiet" role="status" inner_html=why_late></p>
            <p class="notice" role="status" data-on=move || !live.lost.with(String::is_empty) inner_html=live.lost></p>
            <p class="notice" data-on=move || live.outdated.get() hidden=move || !live.outdated.get()>
                {texts.outdated()} " "
                <button class="button" type="button" on:click=move |_| lifecycle::replace(&live.address())>
                    {texts.show_anew()}
                </button>
            </p>
            <p class="sr-only" role="status" inner_html=live.announcement></p>
        </div>
    }
}

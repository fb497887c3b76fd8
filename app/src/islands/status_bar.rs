//! The status bar: the connection, lost edits, and what others did.

use std::time::Duration;

use leptos::prelude::*;

use super::browser::lifecycle;
use super::live_board::LiveBoard;
use crate::components::{flag, text};
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
    let why_away = move || if away.get() { texts.away().to_owned() } else { String::new() };
    let why_late = move || if late.get() { texts.late().to_owned() } else { String::new() };
    view! {
        <div class="status-bar" data-connected=flag(move || connected.get())>
            // Screen readers announce a change: so the places of the sentences are there before.
            <p class="notice" role="status" data-on=flag(move || away.get()) inner_html=text(why_away)></p>
            <p class="quiet" role="status" inner_html=text(why_late)></p>
            <p class="notice" role="status" data-on=flag(move || !live.lost.with(String::is_empty)) inner_html=text(move || live.lost.get())></p>
            <p class="notice" data-on=flag(move || live.outdated.get()) hidden=flag(move || !live.outdated.get())>
                {texts.outdated()} " "
                <button class="button" type="button" on:click=move |_| lifecycle::replace(&live.address())>
                    {texts.show_anew()}
                </button>
            </p>
            <p class="sr-only" role="status" inner_html=text(move || live.announcement.get())></p>
        </div>
    }
}

//! The timeline of a meeting, newest entry first, with the comments.

use chrono::{NaiveDateTime, TimeDelta, Timelike};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::RemoveComment;
use crate::domain::{Actor, Board, Entry, Event, ParticipantId, may_remove_comment, merged_for_display};
use crate::texts::Language;
use crate::texts::html::typed;

/// The data that the timeline needs about its viewer.
#[derive(Debug, Clone)]
pub struct TimelineView {
    /// The meeting's code.
    pub url_code: String,
    /// The value of `?seat=` in the page's address (the participant shown as "your days"); empty without one.
    pub seat: String,
    /// The participants of the viewer's device.
    pub mine: Vec<ParticipantId>,
    /// Whether the viewer is an organizer.
    pub organizes: bool,
    /// Only entries below this number are shown.
    pub before: Option<u64>,
    /// The language.
    pub language: Language,
}

/// The list of entries.
#[component]
pub fn Timeline<W, Z>(
    /// The board with the timeline.
    board: RwSignal<Board>,
    /// Whether the viewer's device wrote the comment with this number.
    wrote: W,
    /// The UTC offset at a point in time, in minutes.
    utc_offset: Z,
    /// The viewer.
    view: StoredValue<TimelineView>,
) -> impl IntoView
where
    W: Fn(u64) -> bool + Copy + Send + Sync + 'static,
    Z: Fn(NaiveDateTime) -> i32 + Copy + Send + Sync + 'static,
{
    let before = view.with_value(|view| view.before);
    let shown = move || {
        let entries = board.with(|board| merged_for_display(&board.timeline));
        entries
            .into_iter()
            .filter(|entry| before.is_none_or(|before| entry.number < before))
            .collect::<Vec<_>>()
    };
    // The key changes when a comment loses its text, so that it is rendered again.
    let key = |entry: &Entry| (entry.number, matches!(entry.event, Event::Commented { text: None, .. }));
    view! {
        <ol class="timeline">
            <For each=shown key=key let:entry>
                {item(entry, wrote, utc_offset, view)}
            </For>
        </ol>
    }
}

fn item<W, Z>(entry: Entry, wrote: W, utc_offset: Z, view: StoredValue<TimelineView>) -> impl IntoView
where
    W: Fn(u64) -> bool + Copy + Send + Sync + 'static,
    Z: Fn(NaiveDateTime) -> i32 + Copy + Send + Sync + 'static,
{
    let language = view.with_value(|view| view.language);
    let texts = language.live();
    let at = entry.at;
    let local = language.moment(at + TimeDelta::minutes(utc_offset(at).into()));
    let said = match &entry.event {
        Event::Commented { name, text: Some(text), .. } => {
            let who = match entry.who {
                Actor::Participant(..) => "",
                Actor::Organizer => texts.organizer(),
                Actor::Guest => texts.guest(),
            };
            Either::Left(view! {
                <p class="comment">
                    <strong inner_html=typed(name.as_str())></strong>
                    <span class="quiet">{who}</span>
                    <span class="said" dir="auto">{text.as_str().to_owned()}</span>
                </p>
            })
        }
        _ => Either::Right(view! { <p inner_html=language.entry_sentence(&entry)></p> }),
    };
    let number = entry.number;
    let is_comment = matches!(&entry.event, Event::Commented { text: Some(_), .. });
    let remove = is_comment.then(|| {
        let (url_code, seat) = view.with_value(|view| (view.url_code.clone(), view.seat.clone()));
        let action = [RemoveComment::PATH, "?m=", &url_code].concat();
        view! {
            // Asks once: the form is in what the first click shows.
            <details
                class="ask"
                hidden=move || !view.with_value(|view| is_removable(&entry, view, wrote(number)))
            >
                <summary class="button small">{texts.remove_comment()}</summary>
                <form action=action method="post" data-comment=number>
                    <input type="hidden" name="url_code" value=url_code/>
                    <input type="hidden" name="seat" value=seat/>
                    <input type="hidden" name="comment" value=number/>
                    <button class="button small danger" type="submit">{texts.remove_comment_confirm()}</button>
                </form>
            </details>
        }
    });
    view! {
        <li>
            {said}
            <time class="quiet" datetime=iso_time(at)>{local}</time>
            {remove}
        </li>
    }
}

/// A time in UTC in ISO 8601, for the `datetime` attribute.
fn iso_time(at: NaiveDateTime) -> String {
    let (day, hour, minute, second) = (at.date(), at.hour(), at.minute(), at.second());
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Whether the viewer may remove a comment; `wrote` says whether their device wrote it.
fn is_removable(entry: &Entry, view: &TimelineView, wrote: bool) -> bool {
    let open = matches!(&entry.event, Event::Commented { open: true, .. });
    let signed = matches!(&entry.who, Actor::Participant(id, _) if view.mine.contains(id));
    may_remove_comment(open, wrote || signed, view.organizes)
}

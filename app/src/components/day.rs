//! One candidate day in the calendar.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{DayMode, Look};
use crate::domain::Availability;
use crate::texts::Language;

/// A cell of the calendar with a tile in it.
#[component]
pub(super) fn Day(
    date: NaiveDate,
    place: usize,
    #[prop(into)] look: Signal<Look>,
    mode: DayMode,
    language: Language,
) -> impl IntoView {
    let share = move || look.with(|look| look.tenths().to_string());
    let flag = move |flag: fn(Look) -> bool| move || flag(look.get()).then_some("");
    let words = move || spoken(language, date, look.get());
    let face = move || view! { <Face date look/> };
    let everyone = flag(Look::everyone);
    let best = flag(|look| look.best);
    match mode {
        DayMode::Look => view! {
            <td class="day" data-share=share data-everyone=everyone data-best=best>
                <span class="sr-only">{words}</span>
                {face()}
            </td>
        }
        .into_any(),
        DayMode::Choose => view! {
            <td class="day" data-share=share data-everyone=everyone data-best=best>
                <fieldset class="choice">
                    <legend class="sr-only">{words}</legend>
                    {face()}
                    {Availability::ALL
                        .map(|availability| view! { <Choice place availability look language/> })
                        .into_iter()
                        .collect_view()}
                </fieldset>
            </td>
        }
        .into_any(),
        DayMode::Mark { tabbable } => view! {
            <td
                class="day"
                role="gridcell"
                data-place=place
                data-share=share
                data-everyone=everyone
                data-best=best
                data-mine=move || look.get().mine.map(name)
                tabindex=move || if tabbable.get() == place { "0" } else { "-1" }
                aria-label=words
            >
                {face()}
            </td>
        }
        .into_any(),
    }
}

/// What everyone sees of a day: its number, how many can, a bar, and the viewer's own sign.
#[component]
fn Face(date: NaiveDate, #[prop(into)] look: Signal<Look>) -> impl IntoView {
    view! {
        <span class="tile" aria-hidden="true">
            <span class="date">{date.day()}</span>
            <span class="count">
                {move || look.with(|look| look.free)} <small>{move || look.with(|look| format!("/{}", look.of))}</small>
            </span>
            <span class="mine"></span>
            <span class="bar"></span>
        </span>
    }
}

/// One of the three choices of a day in a form; a tap leads from each to the next.
#[component]
fn Choice(
    place: usize,
    availability: Availability,
    #[prop(into)] look: Signal<Look>,
    language: Language,
) -> impl IntoView {
    let checked = look.with_untracked(|look| look.mine.unwrap_or_default() == availability);
    view! {
        <label class=format!("to-{}", name(availability))>
            <input
                type="radio"
                name=format!("day[{place}]")
                value=availability.letter().to_string()
                checked=checked
            />
            <span class="sr-only">{word(language, availability)}</span>
        </label>
    }
}

/// The name of an availability in attributes and classes.
pub(super) fn name(availability: Availability) -> &'static str {
    match availability {
        Availability::Free => "free",
        Availability::Busy => "busy",
        Availability::Starred => "starred",
    }
}

/// An availability as people say it.
pub(super) fn word(language: Language, availability: Availability) -> &'static str {
    let texts = language.live();
    match availability {
        Availability::Free => texts.free,
        Availability::Busy => texts.busy,
        Availability::Starred => texts.starred,
    }
}

/// All that a tile shows, for those who listen.
fn spoken(language: Language, date: NaiveDate, look: Look) -> String {
    let texts = language.live();
    let mut words = language.day(date);
    if let Some(mine) = look.mine {
        words.push_str(": ");
        words.push_str(word(language, mine));
    }
    if look.of > 0 {
        words.push_str(", ");
        words.push_str(&(texts.day_counts)(look.free, look.of, look.starred));
    }
    if look.best {
        words.push_str(", ");
        words.push_str(texts.legend_best);
    }
    words
}

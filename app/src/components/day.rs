//! One candidate day in the calendar, and its accessible description.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::DayTile;
use crate::domain::{Availability, DayCount};
use crate::texts::Language;

/// A cell with a tile; it can be focused and marked if `tabbable` is given.
#[component]
pub fn Day(
    /// The day.
    date: NaiveDate,
    /// The index among the candidate days.
    index: usize,
    /// The state of the tile.
    tile: Memo<DayTile>,
    /// The index of the day that is the grid's only tab stop; `None` if days cannot be marked.
    tabbable: Option<RwSignal<usize>>,
    /// The language of the screen reader text.
    language: Language,
) -> impl IntoView {
    let words = move || day_label(language, date, tile.get());
    let marks = tabbable.is_some();
    view! {
        <td
            class="day"
            role=marks.then_some("gridcell")
            data-index=marks.then_some(index)
            data-share=move || tile.get().bar_tenths()
            data-everyone=move || tile.get().suits_everyone()
            data-best=move || tile.get().best
            data-over=move || tile.get().over
            data-waits=move || tile.get().waits
            data-changed=move || tile.get().changed_by_others.map(|again| if again { "again" } else { "anew" })
            data-mine=move || tile.get().mine.map(|mine| mine.letter().to_string())
            tabindex=tabbable.map(|tabbable| move || if tabbable.get() == index { 0 } else { -1 })
        >
            <span class="sr-only" inner_html=words></span>
            <Face date tile/>
        </td>
    }
}

/// The visible part of a day: its number, how many can make it, a bar, and the viewer's own sign.
#[component]
pub fn Face(
    /// The day.
    date: NaiveDate,
    /// The state of the tile.
    tile: Memo<DayTile>,
) -> impl IntoView {
    let count = move || {
        let DayTile { count, of, .. } = tile.get();
        figure(count, of)
    };
    view! {
        <span class="tile" aria-hidden="true" translate="no">
            <span class="date">{date.day()}</span>
            <span class="count" inner_html=count></span>
            <span class="mine"></span>
            <span class="bar"></span>
        </span>
    }
}

/// The word for an availability.
#[must_use]
pub fn availability_word(language: Language, availability: Availability) -> &'static str {
    let texts = language.live();
    match availability {
        Availability::Free => texts.free(),
        Availability::Busy => texts.busy(),
        Availability::Starred => texts.starred(),
    }
}

/// How many people of all may come on a day, as HTML. With a question mark if everyone may, but some have not
/// answered.
pub(super) fn figure(count: DayCount, of: usize) -> String {
    let doubt = if count.may_suit_everyone(of) { "?" } else { "" };
    format!("{}{doubt}<small>/{of}</small>", count.free())
}

/// How many people of all said that they can on a day, how many like it, and how many have not answered.
pub(super) fn day_counts(language: Language, count: DayCount, of: usize) -> String {
    let texts = language.live();
    let (can, of) = (count.can.to_string(), of.to_string());
    let words = match count.starred {
        0 => texts.day_counts(&can, &of),
        starred => texts.day_counts_starred(starred, &can, &of),
    };
    match count.unknown {
        0 => words,
        unknown => [words, texts.unanswered(unknown)].join(", "),
    }
}

/// Everything that a tile shows, as text for screen readers.
#[must_use]
pub fn day_label(language: Language, date: NaiveDate, tile: DayTile) -> String {
    let texts = language.live();
    let mut words = language.day(date);
    if let Some(mine) = tile.mine {
        words.push_str(": ");
        words.push_str(availability_word(language, mine));
    }
    if tile.waits {
        words.push_str(", ");
        words.push_str(texts.waits());
    }
    if tile.of > 0 {
        words.push_str(", ");
        words.push_str(&day_counts(language, tile.count, tile.of));
    }
    if tile.best {
        words.push_str(", ");
        words.push_str(texts.best_day());
    }
    words
}

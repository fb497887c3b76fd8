//! One candidate day in the calendar, and its accessible description.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::names::cannot;
use super::{DayTile, text};
use crate::domain::{Availability, Board, DayCount};
use crate::texts::Language;

/// A cell with a tile; it can be focused and marked if `tabbable` is given, otherwise it is a link to its day.
#[component]
pub fn Day(
    /// The day.
    date: NaiveDate,
    /// The index among the candidate days.
    index: usize,
    /// The state of all tiles.
    day_tiles: Memo<Vec<DayTile>>,
    /// The meeting's days, and the participants who count.
    board: Memo<Board>,
    /// The index of the day that is the grid's only tab stop; `None` if days cannot be marked.
    tabbable: Option<RwSignal<usize>>,
    /// The address at which the day is open, if days cannot be marked.
    address: Option<String>,
    /// The language of the screen reader text.
    language: Language,
) -> impl IntoView {
    let marks = tabbable.is_some();
    let tile = move || day_tiles.with(|tiles| tiles.get(index).copied().unwrap_or_default());
    let face = move || {
        let tile = tile();
        let cannot =
            if tile.of > 0 { board.with(|board| cannot(board, date, language)) } else { String::new() };
        let stop = if cannot.is_empty() { "" } else { ". " };
        let label = day_label(language, date, tile);
        ["<span class=sr-only>", &label, stop, &cannot, "</span>", &face(date, tile)].concat()
    };
    view! {
        <td
            class=text(move || tile().classes())
            role=marks.then_some("gridcell")
            data-index=index
            data-mine=move || tile().mine.map(|mine| mine.letter().to_string())
            tabindex=tabbable.map(|tabbable| move || if tabbable.get() == index { 0 } else { -1 })
        >
            // Without an address it is no link.
            <a class="tile" data-view=address.is_some() href=address inner_html=text(face)></a>
        </td>
    }
}

/// The visible part of a day, as HTML: its number, how many can make it, a bar of that length, and the viewer's own
/// sign.
#[must_use]
pub fn face(date: NaiveDate, tile: DayTile) -> String {
    let DayTile { count, of, .. } = tile;
    let counts = if of == 0 {
        String::new()
    } else {
        let free = count.free();
        let wide = if free > 99 { " wide" } else { "" };
        format!(
            "<span class=\"count{wide}\">{}</span><progress class=bar value={free} max={of}></progress>",
            figure(count, of)
        )
    };
    format!(
        "<span class=face aria-hidden=true translate=no><span class=date>{}</span>{counts}<span class=sign></span></span>",
        date.day()
    )
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
    let doubt = if count.may_suit_everyone(of) { "<span class=doubt>?</span>" } else { "" };
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
        unknown => language.row(&[words, texts.unanswered(unknown)]),
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
    let counts = if tile.of > 0 { day_counts(language, tile.count, tile.of) } else { String::new() };
    let parts = [
        (true, &*words),
        (tile.waits, texts.waits()),
        (tile.of > 0, &*counts),
        (tile.best, texts.best_day()),
        (tile.when.is_eq(), texts.today()),
        (tile.is_over(), texts.day_over()),
    ];
    let parts: Vec<_> = parts.iter().filter(|(is, _)| *is).map(|(_, part)| part).collect();
    language.row(&parts)
}

//! What the tile of a candidate day shows, and what those hear who listen.

use chrono::{Datelike, NaiveDate};

use super::DayTile;
use crate::domain::{Availability, DayCount};
use crate::texts::Language;

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
        let (free, of_all) = (free.to_string(), of.to_string());
        [
            "<span class=\"count",
            wide,
            "\">",
            &figure(count, of),
            "</span><progress class=bar value=",
            &free,
            " max=",
            &of_all,
            "></progress>",
        ]
        .concat()
    };
    let (begin, end) = (
        "<span class=face aria-hidden=true translate=no><span class=date>",
        "<span class=sign></span></span>",
    );
    [begin, &date.day().to_string(), "</span>", &counts, end].concat()
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
    figure_with(count, of, count.may_suit_everyone(of))
}

/// The same, with a question mark where there is a doubt.
pub(super) fn figure_with(count: DayCount, of: usize, is_doubtful: bool) -> String {
    let doubt = if is_doubtful { "<span class=doubt>?</span>" } else { "" };
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

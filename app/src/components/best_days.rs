//! The card that lists the best days, with the reason for each.

use leptos::prelude::*;

use super::day::day_counts;
use crate::domain::{BestDay, Board, best_days};
use crate::texts::Language;
use crate::texts::html::typed;

/// How many of the people who cannot come are named at most.
const MAX_NAMES: usize = 3;

/// The card of the best days.
#[component]
pub fn BestDays(
    /// The meeting's days and participants.
    board: Memo<Board>,
    /// The language of the card.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let list = move || {
        board.with(|board| {
            let days = board.dates.map(|dates| best_days(&dates, &board.participants)).unwrap_or_default();
            days.iter().map(|day| item(board, day, language)).collect_view()
        })
    };
    let note = move || {
        let (people, unanswered) = board.with(|board| {
            let people = &board.participants;
            (people.len(), people.iter().filter(|one| !one.answered).count())
        });
        match (people, unanswered) {
            (0, _) => texts.nobody_yet().to_owned(),
            (_, 0) => String::new(),
            (_, count) => texts.unanswered_count_as_free(count),
        }
    };
    view! {
        <section class="card best" aria-labelledby="best-days">
            <h2 id="best-days">{texts.best_days()}</h2>
            <ol class="best-days">{list}</ol>
            <p class="quiet" inner_html=note></p>
        </section>
    }
}

/// A day with the number of people who can and who starred it, and the names of those who cannot.
fn item(board: &Board, day: &BestDay, language: Language) -> impl IntoView + use<> {
    let texts = language.live();
    let all = board.participants.len();
    let why = if day.count.free == all {
        texts.everyone_can().to_owned()
    } else {
        who_cannot(board, day, language)
    };
    let stars = day.count.starred;
    let starred = (stars > 0).then(|| format!("★ {stars}"));
    view! {
        <li>
            <span class="when">
                <time datetime=day.date.to_string() inner_html=language.day(day.date)></time>
                <span class="quiet" inner_html=why></span>
            </span>
            <span class="sr-only" inner_html=day_counts(language, day.count.free, all, stars)></span>
            <span class="figures" aria-hidden="true">
                <span class="free" inner_html=format!("{}<small>/{all}</small>", day.count.free)></span>
                <span class="stars" inner_html=starred></span>
            </span>
        </li>
    }
}

/// The names of those who cannot, as HTML.
fn who_cannot(board: &Board, day: &BestDay, language: Language) -> String {
    let index = board.dates.and_then(|dates| dates.position(day.date));
    let busy = board.participants.iter().filter(|participant| {
        index.and_then(|index| participant.days.get(index)).is_some_and(|day| !day.is_free())
    });
    let names: Vec<_> = busy.map(|participant| typed(participant.name.as_str())).collect();
    let first = names.iter().take(MAX_NAMES).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => language.live().cannot(&first),
        more => language.live().cannot_more(more, &first),
    }
}

//! The card that lists the best days, with the reason for each.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::day::{day_counts, figure};
use crate::domain::{BestDay, Board, Ranking};
use crate::texts::Language;
use crate::texts::html::typed;

/// How many of the people who cannot come are named at most.
const MAX_NAMES: usize = 3;

/// The card of the best days.
#[component]
pub fn BestDays(
    /// The meeting's days and participants.
    board: Memo<Board>,
    /// The viewer's current day.
    today: RwSignal<NaiveDate>,
    /// The language of the card.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let ranking = Memo::new(move |_| {
        board.with(|board| {
            let rank = |dates| Ranking::new(&dates, &board.participants, today.get());
            board.dates.map(rank).unwrap_or_default()
        })
    });
    let list = move || board.with(|board| ranking.with(|ranking| items(board, &ranking.best, language)));
    let summary =
        move || board.with(|board| ranking.with(|ranking| summary(board, ranking, today.get(), language)));
    let note = move || {
        let unanswered = board.with(|board| board.participants.iter().filter(|one| !one.answered).count());
        if unanswered == 0 { String::new() } else { texts.unanswered_count_as_free(unanswered) }
    };
    view! {
        <section class="card best" aria-labelledby="best-days">
            <h2 id="best-days">{texts.best_days()}</h2>
            <p class="summary" inner_html=summary></p>
            <ol class="best-days">{list}</ol>
            <p class="quiet" inner_html=move || ranking.with(|ranking| more_equal(ranking, language))></p>
            <p class="quiet" inner_html=note></p>
        </section>
    }
}

/// For how many people most days work, or why no day is best.
fn summary(board: &Board, ranking: &Ranking, today: NaiveDate, language: Language) -> String {
    let texts = language.live();
    let all = board.participants.len();
    let is_over = board.dates.is_some_and(|dates| dates.last_candidate() < today);
    match ranking.best.first() {
        Some(BestDay { count, .. }) if count.suits_everyone(all) => {
            texts.days_for_everyone(ranking.most_free)
        }
        Some(BestDay { count, .. }) => {
            texts.days_for_most(ranking.most_free, &count.can.to_string(), &all.to_string())
        }
        None if is_over => texts.all_days_over().to_owned(),
        None if all == 0 => texts.nobody_yet().to_owned(),
        None => texts.best_needs_answers().to_owned(),
    }
}

/// How many days are as good as the first of those that are listed.
fn more_equal(ranking: &Ranking, language: Language) -> String {
    match ranking.more_equal {
        0 => String::new(),
        more => language.live().more_equal(more),
    }
}

fn items(board: &Board, days: &[BestDay], language: Language) -> impl IntoView + use<> {
    days.iter().map(|day| item(board, day, language)).collect_view()
}

/// A day with the number of people who can and who starred it, and the names of those who cannot.
fn item(board: &Board, day: &BestDay, language: Language) -> impl IntoView + use<> {
    let texts = language.live();
    let all = board.participants.len();
    let why = if day.count.suits_everyone(all) {
        texts.everyone_can().to_owned()
    } else if day.count.may_suit_everyone(all) {
        texts.everyone_who_answered_can().to_owned()
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
            <span class="sr-only" inner_html=day_counts(language, day.count, all)></span>
            <span class="figures" aria-hidden="true">
                <span class="free" inner_html=figure(day.count, all)></span>
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

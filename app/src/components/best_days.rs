//! The card that lists the best days, with the reason for each.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::day::{day_counts, figure};
use super::names::cannot;
use super::{LiveHtml, View, text};
use crate::domain::{BestDay, Board, Ranking};
use crate::texts::Language;

/// The card of the best days.
#[component]
pub fn BestDays(
    /// The meeting's days and participants.
    board: Memo<Board>,
    /// The viewer's current day.
    today: RwSignal<NaiveDate>,
    /// The ranking of its days.
    ranking: Memo<Ranking>,
    /// What the viewer chose to see.
    view: RwSignal<View>,
    /// The meeting's code.
    url_code: StoredValue<String>,
    /// The language of the card.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let address = move |day| {
        url_code.with_value(|code| view.with(|view| view.with_day(Some(day)).address(code))) + "#day"
    };
    let list = move || {
        board.with(|board| {
            ranking.with(|ranking| {
                let item = |day: &BestDay| item(board, day, &address(day.date), language);
                ["<ol class=best-days>", &ranking.best.iter().map(item).collect::<String>(), "</ol>"].concat()
            })
        })
    };
    let summary =
        move || board.with(|board| ranking.with(|ranking| summary(board, ranking, today.get(), language)));
    let note = move || {
        let unanswered = board.with(|board| board.participants.iter().filter(|one| !one.answered).count());
        if unanswered == 0 { String::new() } else { texts.unanswered_count_as_free(unanswered) }
    };
    view! {
        <section class="card best" aria-labelledby="best-days">
            <h2 id="best-days">{texts.best_days()}</h2>
            <p class="summary" inner_html=text(summary)></p>
            <LiveHtml html=text(list)/>
            <p class="quiet" inner_html=text(move || ranking.with(|ranking| more_equal(ranking, language)))></p>
            <p class="quiet" inner_html=text(note)></p>
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

/// A day with the number of people who can and who starred it, and the names of those who cannot, as HTML.
fn item(board: &Board, day: &BestDay, address: &str, language: Language) -> String {
    let texts = language.live();
    let all = board.participants.len();
    let why = if day.count.suits_everyone(all) {
        texts.everyone_can().to_owned()
    } else if day.count.may_suit_everyone(all) {
        texts.everyone_who_answered_can().to_owned()
    } else {
        cannot(board, day.date, language)
    };
    let date = day.date.to_string();
    let stars = match day.count.starred {
        0 => String::new(),
        stars => format!("★ {stars}"),
    };
    [
        "<li><span class=when><a data-view data-key=d",
        &date,
        " href=\"",
        address,
        "\"><time datetime=",
        &date,
        ">",
        &language.day(day.date),
        "</time></a><span class=quiet>",
        &why,
        "</span></span><span class=sr-only>",
        &day_counts(language, day.count, all),
        "</span><span class=figures aria-hidden=true><span class=free>",
        &figure(day.count, all),
        "</span><span class=stars>",
        &stars,
        "</span></span></li>",
    ]
    .concat()
}

/// The best days in one line, which leads to their card: on a phone that is below the calendar.
#[component]
pub fn BestLine(
    /// The ranking of the days.
    ranking: Memo<Ranking>,
    /// The language of the line.
    language: Language,
) -> impl IntoView {
    let best = move || {
        ranking.with(|ranking| {
            let texts = language.live();
            let Some(first) = ranking.best.first() else { return texts.no_best_yet().to_owned() };
            let day = language.day(first.date);
            let equal = ranking.best.iter().filter(|day| day.count == first.count).count() - 1;
            match equal + ranking.more_equal {
                0 => texts.best_line(&day),
                more => texts.best_line_more(more, &day),
            }
        })
    };
    view! {
        <p class="best-line">
            <a href="#best-days" inner_html=text(best)></a>
        </p>
    }
}

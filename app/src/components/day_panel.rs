//! The panel that says who can come on a day.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::day::{day_counts, figure_with};
use super::names::names;
use super::{LiveHtml, View, flag, text};
use crate::domain::{Availability, Board, Participant, count_days};
use crate::texts::Language;

/// How many people a line names at most.
const MAX_NAMES: usize = 100;

/// Who cannot, who likes it, who has not answered and who can come on the day that is open or pointed at.
#[component]
pub fn DayPanel(
    /// The meeting's days, and the participants who count.
    board: Memo<Board>,
    /// What the viewer chose to see.
    view: RwSignal<View>,
    /// The index of the day that the mouse points at; beyond the days if it points at none.
    pointed: RwSignal<usize>,
    /// The meeting's code.
    url_code: StoredValue<String>,
    /// The language of the panel.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let day = move || {
        let pointed = board.with(|board| board.dates).and_then(|dates| dates.days().nth(pointed.get()));
        pointed.or_else(|| view.with(|view| view.day))
    };
    let heading = move || match day() {
        Some(day) => board.with(|board| heading(board, day, language)),
        None => texts.who().to_owned(),
    };
    let who = move || match day() {
        Some(day) => board.with(|board| who(board, day, language)),
        None => ["<p class=quiet>", texts.who_hint(), "</p>"].concat(),
    };
    let is_open = move || view.with(|view| view.day.is_some());
    let address = move |day| url_code.with_value(|code| view.with(|view| view.with_day(day).address(code)));
    let link = move |day: Option<NaiveDate>, key: &str, label: &str, shown: &str| {
        [
            "<a class=button data-view data-key=",
            key,
            " aria-label=\"",
            label,
            "\" href=\"",
            &address(day),
            if day.is_some() { "#day" } else { "#days" },
            "\">",
            shown,
            "</a>",
        ]
        .concat()
    };
    let links = move || {
        if !is_open() {
            return String::new();
        }
        let dates = board.with(|board| board.dates);
        let index = dates.and_then(|dates| dates.position(view.with(|view| view.day)?));
        let neighbour = |step: isize, key, sign| {
            let day = dates.and_then(|dates| dates.days().nth(index?.checked_add_signed(step)?));
            day.map(|day| link(Some(day), key, &language.day(day), sign)).unwrap_or_default()
        };
        let (before, after) = (neighbour(-1, "before", "‹"), neighbour(1, "after", "›"));
        ["<p class=line>", &before, &after, &link(None, "close", texts.close(), texts.close()), "</p>"]
            .concat()
    };
    view! {
        <section class="card day-panel" id="day" aria-labelledby="day-title" aria-live="polite" data-open=flag(is_open)>
            <h2 id="day-title" inner_html=text(heading)></h2>
            <LiveHtml html=text(who)/>
            <LiveHtml html=text(links)/>
        </section>
    }
}

/// The day, and how many of all may come.
fn heading(board: &Board, day: NaiveDate, language: Language) -> String {
    let index = board.dates.and_then(|dates| Some((dates.position(day)?, dates)));
    let Some((index, dates)) = index else { return language.day(day) };
    let (count, of) = (count_days(&dates, &board.participants)[index], board.participants.len());
    let words = day_counts(language, count, of);
    format!(
        "{} <span class=sr-only>{words}</span><span class=figure aria-hidden=true>{}</span>",
        language.day(day),
        figure_with(count, of, count.unknown > 0)
    )
}

/// A sentence for each answer that somebody gave, as HTML; who can is folded.
fn who(board: &Board, day: NaiveDate, language: Language) -> String {
    let Some(index) = board.dates.and_then(|dates| dates.position(day)) else { return String::new() };
    let texts = language.live();
    let people = |belongs: &dyn Fn(&Participant, Availability) -> bool| {
        let belongs = |one: &&Participant| one.days.get(index).is_some_and(|mark| belongs(one, *mark));
        board.participants.iter().filter(belongs).collect::<Vec<_>>()
    };
    let cannot = people(&|_, mark| !mark.is_free());
    let starred = people(&|one, mark| one.answered && mark.is_starred());
    let unanswered = people(&|one, _| !one.answered);
    let can = people(&|one, mark| one.answered && mark.is_free());
    let named = |people: &[&Participant]| names(people, MAX_NAMES, language);
    let mut html = String::from("<div class=who>");
    let mut say = |sign: &str, sentence: &str| {
        html.push_str(&["<p class=", sign, ">", sentence, "</p>"].concat());
    };
    if cannot.is_empty() {
        say("free", texts.nobody_cannot());
    } else {
        say("busy", &texts.cannot(&named(&cannot)));
    }
    if !starred.is_empty() {
        say("starred", &texts.liked_by(&named(&starred)));
    }
    if !unanswered.is_empty() {
        say("unknown", &texts.not_answered_names(&named(&unanswered)));
    }
    html.push_str("</div>");
    if !can.is_empty() {
        let count = texts.can_come(can.len());
        html.push_str(
            &["<details data-key=can><summary>", &count, "</summary><p>", &named(&can), "</p></details>"]
                .concat(),
        );
    }
    html
}

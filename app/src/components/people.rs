//! The card that lists the participants and who has not answered.

use leptos::prelude::*;

use super::{LiveHtml, View, flag, text};
use crate::domain::{Board, Participant, ParticipantId, first_grapheme};
use crate::texts::Language;
use crate::texts::html::{escape, typed};

/// The number of avatar colours.
const COLOURS: i64 = 8;

/// How many people are listed at most before the rest is folded.
const UNFOLDED: usize = 12;

/// How many people are listed before the rest is folded; if only a few are left, they are not folded.
fn unfolded(board: &Board) -> usize {
    let people = board.participants.len();
    if people > UNFOLDED * 3 / 2 { UNFOLDED } else { people }
}

/// The card of all participants: who has not answered first, and the rest folded if they are many.
#[component]
pub fn People(
    /// The meeting's days and participants.
    board: Memo<Board>,
    /// What the viewer chose to see.
    view: RwSignal<View>,
    /// The participants of the viewer's device.
    mine: StoredValue<Vec<ParticipantId>>,
    /// The meeting's code.
    url_code: StoredValue<String>,
    /// The language of the card.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let person = move |one: &Participant| {
        let id = one.id;
        let own = mine.with_value(|mine| mine.contains(&id));
        view.with(|view| {
            let counts = view.only.is_empty() || view.only.contains(&id);
            let address = url_code.with_value(|code| view.with_person(Some(id)).address(code));
            person(one, own, counts, &address, language)
        })
    };
    let list = move |folded: bool| {
        board.with(|board| {
            let those_who = |answered| board.participants.iter().filter(move |one| one.answered == answered);
            let unfolded = unfolded(board);
            let (skipped, taken) = if folded { (unfolded, usize::MAX) } else { (0, unfolded) };
            let people = those_who(false).chain(those_who(true)).skip(skipped).take(taken);
            let people = people.map(person).collect::<String>();
            if people.is_empty() { people } else { ["<ul class=people>", &people, "</ul>"].concat() }
        })
    };
    let count = move || board.with(|board| board.participants.len());
    let is_short = move || board.with(|board| unfolded(board) == board.participants.len());
    let note = move || {
        let chosen = |one: &&Participant| view.with(|view| view.only.contains(&one.id));
        let chosen = board.with(|board| board.participants.iter().filter(chosen).count());
        match (view.with(|view| view.only.is_empty()), chosen) {
            (true, _) => String::new(),
            (false, 0) => texts.nobody_counted().to_owned(),
            (false, chosen) => texts.counting_only(&chosen.to_string(), &count().to_string()),
        }
    };
    let is_empty = move || count() == 0;
    let answered = move || {
        if is_empty() {
            return String::new();
        }
        texts.have_answered(board.with(|board| board.participants.iter().filter(|one| one.answered).count()))
    };
    let seat = view.with_untracked(View::seat_field);
    view! {
        <section class="card" aria-labelledby="people">
            <h2 id="people">
                {texts.people()} " " <small inner_html=text(move || count().to_string())></small>
            </h2>
            <p class="quiet" inner_html=text(answered)></p>
            <form hidden=flag(is_empty) action=url_code.with_value(|code| ["/m/", code].concat()) method="get">
                <input type="hidden" name="seat" value=seat.clone() disabled=seat.is_empty()/>
                <LiveHtml html=text(move || list(false))/>
                <details class="more-people" hidden=flag(is_short)>
                    <summary class="button" inner_html=text(move || texts.show_all_people(count()))></summary>
                    <input class="field" type="search" data-filter aria-label=texts.find_name() placeholder=texts.find_name()/>
                    <LiveHtml html=text(move || list(true))/>
                </details>
                <p class="quiet">{texts.count_hint()}</p>
                <button class="button" type="submit">{texts.count_these()}</button>
            </form>
            <p class="closing" role="status" inner_html=text(note)></p>
        </section>
    }
}

/// A participant in the list as HTML: a box to leave them out of the count, and a link to their days.
fn person(one: &Participant, own: bool, counts: bool, address: &str, language: Language) -> String {
    let texts = language.live();
    let badge = match (own, one.answered) {
        (true, _) => ["<span class=badge data-own>", texts.me(), "</span>"],
        (false, true) => [""; 3],
        (false, false) => ["<span class=badge>", texts.not_answered(), "</span>"],
    };
    let (id, initial, name) =
        (one.id.0.to_string(), escape(first_grapheme(one.name.as_str())), typed(one.name.as_str()));
    [
        "<li><input type=checkbox name=people data-key=b",
        &id,
        " value=",
        &id,
        " aria-labelledby=name-",
        &id,
        if counts { " checked" } else { "" },
        "><a data-view data-key=a",
        &id,
        " href=\"",
        address,
        "\"><span class=avatar aria-hidden=true data-colour=",
        &one.id.0.rem_euclid(COLOURS).to_string(),
        ">",
        &initial,
        "</span><span class=name id=name-",
        &id,
        ">",
        &name,
        "</span></a>",
        &badge.concat(),
        "</li>",
    ]
    .concat()
}

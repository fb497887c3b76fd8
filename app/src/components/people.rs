//! The card that lists the participants and who has not answered.

use leptos::prelude::*;

use crate::domain::{Board, Participant, ParticipantId, first_grapheme};
use crate::texts::Language;
use crate::texts::html::{escape, typed};

/// The number of avatar colours.
const COLOURS: i64 = 8;

/// The card of all participants.
#[component]
pub fn People(
    /// The meeting's days and participants.
    board: Memo<Board>,
    /// Who counts; empty for everybody.
    only: RwSignal<Vec<ParticipantId>>,
    /// The participants of the viewer's device.
    mine: StoredValue<Vec<ParticipantId>>,
    /// The address of the meeting's page, to which the choice of people is sent.
    action: String,
    /// The value of `?seat=` in that address; empty without one.
    seat: String,
    /// The language of the card.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let person = move |one: &Participant| {
        let name = one.name.as_str();
        let initial = escape(first_grapheme(name));
        let answered = if one.answered { texts.answered() } else { texts.not_answered() };
        let own = mine.with_value(|mine| mine.contains(&one.id));
        let counts = only.with_untracked(|only| only.is_empty() || only.contains(&one.id));
        view! {
            <li>
                <label>
                    <input type="checkbox" name="people" value=one.id.0 checked=counts/>
                    <span
                        class="avatar"
                        data-colour=one.id.0.rem_euclid(COLOURS)
                        aria-hidden="true"
                        inner_html=initial
                    ></span>
                    <span class="name" inner_html=typed(name)></span>
                </label>
                <span class="badge" inner_html=own.then_some(texts.me())></span>
                <span class="quiet" inner_html=answered></span>
            </li>
        }
    };
    let note = move || {
        let all = board.with(|board| board.participants.len());
        let chosen = |one: &&Participant| only.with(|only| only.contains(&one.id));
        let count = board.with(|board| board.participants.iter().filter(chosen).count());
        match (only.with(Vec::is_empty), count) {
            (true, _) => String::new(),
            (false, 0) => texts.nobody_counted().to_owned(),
            (false, count) => texts.counting_only(&count.to_string(), &all.to_string()),
        }
    };
    let count = move || board.with(|board| board.participants.len().to_string());
    view! {
        <section class="card" aria-labelledby="people">
            <h2 id="people">{texts.people()} " " <small inner_html=count></small></h2>
            <form action=action method="get">
                <input type="hidden" name="seat" value=seat.clone() disabled=seat.is_empty()/>
                <ul class="people">
                    {move || board.with(|board| board.participants.iter().map(person).collect_view())}
                </ul>
                <p class="quiet">{texts.count_hint()}</p>
                <button class="button small" type="submit">{texts.count_these()}</button>
            </form>
            <p class="closing" role="status" inner_html=note></p>
        </section>
    }
}

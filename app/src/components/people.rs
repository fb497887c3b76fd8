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
    /// The participants of the viewer's device.
    mine: StoredValue<Vec<ParticipantId>>,
    /// The language of the card.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let person = move |one: &Participant| {
        let name = one.name.as_str();
        let initial = escape(first_grapheme(name));
        let answered = if one.answered { texts.answered() } else { texts.not_answered() };
        let own = mine.with_value(|mine| mine.contains(&one.id));
        view! {
            <li>
                <span
                    class="avatar"
                    data-colour=one.id.0.rem_euclid(COLOURS)
                    aria-hidden="true"
                    inner_html=initial
                ></span>
                <span class="name" inner_html=typed(name)></span>
                <span class="badge" inner_html=own.then_some(texts.me())></span>
                <span class="quiet" inner_html=answered></span>
            </li>
        }
    };
    let count = move || board.with(|board| board.participants.len().to_string());
    view! {
        <section class="card" aria-labelledby="people">
            <h2 id="people">{texts.people()} " " <small inner_html=count></small></h2>
            <ul class="people">
                {move || board.with(|board| board.participants.iter().map(person).collect_view())}
            </ul>
        </section>
    }
}

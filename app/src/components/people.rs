//! The card that lists the participants and who has not answered.

use leptos::prelude::*;

use crate::domain::{Board, Participant, ParticipantId};
use crate::texts::Language;

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
        let name = one.name.as_str().to_owned();
        let own = mine.with_value(|mine| mine.contains(&one.id));
        view! {
            <li>
                <span class="avatar" data-colour=one.id.0.rem_euclid(COLOURS) aria-hidden="true">
                    {name.chars().next().map(String::from)}
                </span>
                <span class="name">{name}</span>
                <span class="badge">{own.then_some(texts.me())}</span>
                <span class="quiet">{if one.answered { texts.answered() } else { texts.not_answered() }}</span>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="people">
            <h2 id="people">{texts.people()} " " <small>{move || board.with(|board| board.participants.len())}</small></h2>
            <ul class="people">
                {move || board.with(|board| board.participants.iter().map(person).collect_view())}
            </ul>
        </section>
    }
}

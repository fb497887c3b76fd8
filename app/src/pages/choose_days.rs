//! The viewer's days as a form: a choice of three for each day. A tap leads from one to the next.

use leptos::prelude::*;

use super::fields::FormProblem;
use super::parts::MeetingFields;
use super::viewer::Viewer;
use crate::components::{Calendar, Cell, Face, Look, looks, spoken, word};
use crate::domain::{Availability, Board, ParticipantId};
use crate::texts::Language;

/// The form, and the one that says that all days work.
#[component]
pub(super) fn ChooseDays(board: Board, me: ParticipantId, viewer: StoredValue<Viewer>) -> impl IntoView {
    let language = viewer.with_value(|viewer| viewer.language);
    let (texts, live) = (language.pages(), language.live());
    let looks = StoredValue::new(looks(&board, Some(me)));
    let seen: String =
        looks.with_value(|looks| looks.iter().map(|look| look.mine.unwrap_or_default().letter()).collect());
    let day = move |cell: Cell| {
        let look = looks.with_value(|looks| looks[cell.place]);
        view! { <DayChoice cell look language/> }
    };
    view! {
        <FormProblem form="days"/>
        <form class="choose months" id="choose-days" action="/api/choose_days" method="post" autocomplete="off">
            <MeetingFields viewer/>
            <input type="hidden" name="participant" value=me.0/>
            <input type="hidden" name="seen" value=seen/>
            <Calendar dates=board.dates cell=day grid=false language/>
        </form>
        <div class="choose line">
            <button class="button primary" type="submit" form="choose-days">{texts.save}</button>
            <form action="/api/all_days_work" method="post">
                <MeetingFields viewer/>
                <input type="hidden" name="participant" value=me.0/>
                <button class="button" type="submit">{live.all_days_work}</button>
            </form>
        </div>
    }
}

/// A day with its three choices.
#[component]
fn DayChoice(cell: Cell, look: Look, language: Language) -> impl IntoView {
    let Cell { date, place } = cell;
    let words = spoken(language, date, Look { mine: None, ..look });
    let choice = |availability: Availability| {
        view! {
            <label data-to=availability.letter().to_string()>
                <input
                    type="radio"
                    name=format!("day[{place}]")
                    value=availability.letter().to_string()
                    checked=look.mine == Some(availability)
                />
                <span class="sr-only">{word(language, availability)}</span>
            </label>
        }
    };
    view! {
        <td class="day" data-share=look.tenths() data-everyone=look.everyone() data-best=look.best>
            <fieldset class="choice">
                <legend class="sr-only">{words}</legend>
                <Face date look=Memo::new(move |_| look)/>
                {Availability::ALL.map(choice).into_iter().collect_view()}
            </fieldset>
        </td>
    }
}

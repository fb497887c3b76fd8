//! The viewer's days as a form with three choices for each day; a tap selects the next one.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::FormProblem;
use super::parts::{MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Visit};
use crate::api::{Form, RefusedForm};
use crate::components::{
    CandidateDay, DayTile, Shown, availability_word, calendar_html, day_label, day_tiles, face,
};
use crate::domain::{Availability, Board, DateRange, ParticipantId};
use crate::texts::Language;

/// The form, and a second one for "all days work".
#[component]
pub(super) fn ChooseDays(
    board: Board,
    dates: DateRange,
    me: ParticipantId,
    only: Vec<ParticipantId>,
    viewer: StoredValue<Viewer>,
) -> impl IntoView {
    let language = viewer.with_value(|viewer| viewer.language);
    let (texts, live) = (language.pages(), language.live());
    let visit = use_context::<Visit>()?;
    let shown = Shown { me: Some(me), only: &only, person: None, today: visit.meetings.today() };
    let day_tiles = day_tiles(&board, shown);
    // A refused form shows the choices again, and keeps what it originally showed in `seen`.
    let refused = RefusedForm::of(visit.refused.as_ref(), Form::Days).cloned();
    let seen = refused.as_ref().and_then(|refused| refused.typed("seen")).map(ToOwned::to_owned);
    let seen: String =
        seen.unwrap_or_else(|| day_tiles.iter().map(|tile| tile.mine.unwrap_or_default().letter()).collect());
    let calendar = calendar_html(&dates, false, language, &|day| {
        let tile = day_tiles[day.index];
        let typed = refused.as_ref().and_then(|refused| chosen(refused, day.index));
        day_choice(day, tile, typed.or(tile.mine), language)
    });
    Some(view! {
        <FormProblem form=Form::Days/>
        <form class="choose months" id="choose-days" action=action(api::ChooseDays::PATH, viewer) method="post" autocomplete="off">
            <MeetingFields viewer/>
            <input type="hidden" name="participant" value=me.0/>
            <input type="hidden" name="seen" value=seen/>
            <div class="contents" inner_html=calendar></div>
        </form>
        <div class="choose line">
            <button class="button primary" type="submit" form="choose-days">{texts.save()}</button>
            <form action=action(api::AllDaysWork::PATH, viewer) method="post">
                <MeetingFields viewer/>
                <input type="hidden" name="participant" value=me.0/>
                <button class="button" type="submit">{live.all_days_work()}</button>
            </form>
        </div>
    })
}

/// The choice for the day at index `index` in a refused form.
fn chosen(refused: &RefusedForm, index: usize) -> Option<Availability> {
    Availability::from_letter(refused.typed(&format!("day[{index}]"))?.chars().next()?)
}

/// A day with its three choices as radio buttons, as HTML.
fn day_choice(day: CandidateDay, tile: DayTile, chosen: Option<Availability>, language: Language) -> String {
    let CandidateDay { date, index } = day;
    let (classes, words) = (tile.classes(), day_label(language, date, DayTile { mine: None, ..tile }));
    let choice = |availability: Availability| {
        let (letter, word) = (availability.letter(), availability_word(language, availability));
        let checked = if chosen == Some(availability) { " checked" } else { "" };
        format!(
            "<label data-to={letter}><input type=radio name=\"day[{index}]\" value=\"{letter}\"{checked}>\
             <span class=sr-only>{word}</span></label>"
        )
    };
    let (face, choices) = (face(date, tile), Availability::ALL.map(choice).concat());
    format!(
        "<td class=\"{classes}\"><fieldset class=choice><legend class=sr-only>{words}</legend>\
         <span class=tile>{face}</span>{choices}</fieldset></td>"
    )
}

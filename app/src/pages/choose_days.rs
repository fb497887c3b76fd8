//! The viewer's days as a form with three choices for each day; a tap selects the next one.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::FormProblem;
use super::parts::{MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Visit};
use crate::api::{Form, RefusedForm};
use crate::components::{
    Calendar, CandidateDay, DayTile, Shown, availability_word, day_label, day_tiles, face,
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
    let day_tiles = StoredValue::new(day_tiles(
        &board,
        Shown { me: Some(me), only: &only, person: None, today: visit.meetings.today() },
    ));
    // A refused form shows the choices again, and keeps what it originally showed in `seen`.
    let refused = RefusedForm::of(visit.refused.as_ref(), Form::Days).cloned();
    let seen = refused.as_ref().and_then(|refused| refused.typed("seen")).map(ToOwned::to_owned);
    let seen: String = seen.unwrap_or_else(|| {
        day_tiles.with_value(|day_tiles| {
            day_tiles.iter().map(|tile| tile.mine.unwrap_or_default().letter()).collect()
        })
    });
    let refused = StoredValue::new(refused);
    let choice = move |day: CandidateDay| {
        let tile = day_tiles.with_value(|day_tiles| day_tiles[day.index]);
        let typed = refused.with_value(|refused| chosen(refused.as_ref()?, day.index));
        view! { <DayChoice day tile chosen=typed.or(tile.mine) language/> }
    };
    Some(view! {
        <FormProblem form=Form::Days/>
        <form class="choose months" id="choose-days" action=action(api::ChooseDays::PATH, viewer) method="post" autocomplete="off">
            <MeetingFields viewer/>
            <input type="hidden" name="participant" value=me.0/>
            <input type="hidden" name="seen" value=seen/>
            <Calendar dates cell=choice grid=false language/>
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

/// A day with its three choices as radio buttons.
#[component]
fn DayChoice(
    day: CandidateDay,
    tile: DayTile,
    chosen: Option<Availability>,
    language: Language,
) -> impl IntoView {
    let CandidateDay { date, index } = day;
    let words = day_label(language, date, DayTile { mine: None, ..tile });
    let choice = |availability: Availability| {
        view! {
            <label data-to=availability.letter().to_string()>
                <input
                    type="radio"
                    name=format!("day[{index}]")
                    value=availability.letter().to_string()
                    checked=chosen == Some(availability)
                />
                <span class="sr-only">{availability_word(language, availability)}</span>
            </label>
        }
    };
    view! {
        <td class=tile.classes()>
            <fieldset class="choice">
                <legend class="sr-only">{words}</legend>
                <span class="tile" inner_html=face(date, tile)></span>
                {Availability::ALL.map(choice).into_iter().collect_view()}
            </fieldset>
        </td>
    }
}

//! Everything of a meeting's page that is alive.

use leptos::either::Either;
use leptos::prelude::*;

use super::browser::say_hydrated;
use super::live_board::LiveBoard;
use super::my_days::MyDays;
use crate::components::{BestDays, Calendar, Cell, Day, People, looks};
use crate::domain::{Board, ParticipantId};
use crate::texts::Language;

/// The board of a meeting as one viewer sees it: best days, days, people. Where the viewer has a
/// seat, `children` is the form of their days without JavaScript; elsewhere what else belongs below
/// the calendar.
#[island]
pub fn MeetingView(
    /// The meeting's code.
    url_code: String,
    /// Its days and people.
    board: Board,
    /// Whose days are "your days".
    me: Option<ParticipantId>,
    /// The participants of the viewer's device.
    mine: Vec<ParticipantId>,
    /// The language of the page.
    language: Language,
    /// What only the server writes.
    children: Children,
) -> impl IntoView {
    let texts = language.live();
    let dates = board.dates;
    let seat = board.participants.iter().find(|one| Some(one.id) == me);
    let name = seat.map(|one| one.name.as_str().to_owned());
    // On a phone the best days come first once the viewer has answered, and after the days before.
    let answered = seat.is_some_and(|one| one.answered);
    let live = LiveBoard::new(board, url_code, me);
    let shown = live.shown;
    let looks = Memo::new(move |_| shown.with(|board| looks(board, me)));
    let mine = StoredValue::new(mine);
    Effect::new(move |_| say_hydrated());
    let day = move |Cell { date, place }: Cell| {
        let look = Memo::new(move |_| looks.with(|looks| looks[place]));
        view! { <Day date place look tabbable=None language/> }
    };
    let days = match me {
        Some(_) => Either::Left(view! { <MyDays dates live looks language children/> }),
        None => Either::Right(view! {
            <div class="months">
                <Calendar dates cell=day grid=false language/>
            </div>
            {children()}
        }),
    };
    view! {
        <div class="board" data-answered=answered>
            <section class="card days" id="days" aria-labelledby="days-title">
                <h2 id="days-title">
                    {if me.is_some() { texts.my_days } else { texts.everyones_days }} " " <small>{name}</small>
                </h2>
                {days}
            </section>
            <div class="aside">
                <BestDays board=shown language/>
                <People board=shown mine language/>
            </div>
        </div>
    }
}

//! Everything of a meeting's page that is alive.

use std::time::Duration;

use leptos::either::Either;
use leptos::prelude::*;

use super::browser::{notice_leaving, say_hydrated, write};
use super::comments::Comments;
use super::forms::leave_answer;
use super::given::{Given, written};
use super::live_board::LiveBoard;
use super::my_days::MyDays;
use super::news_bar::NewsBar;
use crate::components::{BestDays, CountedDays, People, looks};
use crate::domain::{Board, DateRange};

/// A meeting as one viewer sees it: best days, days, people, and what happened. What it shows is in
/// the page's context, as [`Given`]. Where the viewer has a seat, `children` is the form of their days
/// without JavaScript; elsewhere what else belongs in the place of the days.
#[island]
pub fn MeetingView(
    /// What only the server writes.
    children: Children,
) -> impl IntoView {
    let given = Given::find()?;
    let text = written(&given);
    let language = given.language;
    let dates = given.board.dates;
    let given = StoredValue::new(given);
    let live = LiveBoard::new(given);
    let alive = RwSignal::new(false);
    let (connected, away) = (RwSignal::new(false), RwSignal::new(false));
    let dropped = RwSignal::new(false);
    Effect::new(move |_| {
        alive.set(true);
        live.own.update(|own| own.answers_form = leave_answer(&live.address()));
        notice_leaving();
        dropped.set(live.take_up());
        // It lies over the page: when it is read it goes.
        set_timeout(move || dropped.set(false), Duration::from_secs(20));
        #[cfg(feature = "hydrate")]
        super::connection::listen(live, connected, away);
        say_hydrated();
    });
    Effect::new(move |_| live.truth.with(|board| write_heading(board, language.live().untitled)));
    let board = match dates {
        Some(dates) => Either::Left(view! { <DaysAndPeople dates given live alive away children/> }),
        None => Either::Right(children()),
    };
    Some(view! {
        <div class="alive" data-given=text>
            <NewsBar live connected away dropped language/>
            {board}
            <Comments given live alive/>
        </div>
    })
}

/// The board itself: days, best days, people.
#[component]
fn DaysAndPeople(
    dates: DateRange,
    given: StoredValue<Given>,
    live: LiveBoard,
    alive: RwSignal<bool>,
    away: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let Given { language, me, mine, board, .. } = given.get_value();
    let texts = language.live();
    let seat = board.participants.iter().find(|one| Some(one.id) == me);
    // On a phone the best days come first once the viewer has answered, and after the days before.
    let answered = seat.is_some_and(|one| one.answered);
    let shown = live.shown;
    let name = move || {
        let name = |board: &Board| {
            let seat = board.participants.iter().find(|one| Some(one.id) == me);
            seat.map(|one| one.name.as_str().to_owned())
        };
        shown.with(name)
    };
    let looks = Memo::new(move |before: Option<&Vec<_>>| {
        let mut looks = shown.with(|board| looks(board, me));
        for (place, look) in looks.iter_mut().enumerate() {
            look.waits = live.waits_at(place);
            if let Some(before) = before.and_then(|before| before.get(place)) {
                *look = look.after(*before);
            }
        }
        looks
    });
    let mine = StoredValue::new(mine);
    let days = match me {
        Some(_) => Either::Left(view! { <MyDays dates live looks alive away language children/> }),
        None => Either::Right(view! {
            <div class="months">
                <CountedDays dates looks tabbable=None language/>
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

/// Writes title and location where the server wrote them.
fn write_heading(board: &Board, untitled: &str) {
    let title = Some(board.title.as_str()).filter(|title| !title.is_empty()).unwrap_or(untitled);
    write("[data-live='title']", title);
    write("title", &format!("{title} – Meetifyr"));
    write("[data-live='location']", board.location.as_str());
}

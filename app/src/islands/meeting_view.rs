//! The island of a meeting's page: it contains everything that is hydrated.

use leptos::either::Either;
use leptos::prelude::*;

use super::browser::document::{mark_hydrated, set_text};
use super::browser::window::track_leaving;
use super::comments::Comments;
use super::forms::replace_form_address;
use super::live_board::LiveBoard;
use super::meeting_props::{MeetingProps, to_attribute};
use super::my_days::MyDays;
use super::page_language;
use super::status_bar::StatusBar;
use crate::components::{BestDays, CountedDays, People, day_tiles};
use crate::domain::{Board, DateRange};
use crate::texts::Language;

/// A meeting as one viewer sees it: best days, days, people, and what happened. What it shows is in
/// the page's context, as [`MeetingProps`]. Where the viewer has a seat, `children` is the form of their days
/// without JavaScript; elsewhere what else belongs in the place of the days.
#[island]
pub fn MeetingView(
    /// What only the server writes.
    children: Children,
) -> impl IntoView {
    let props = MeetingProps::find()?;
    let language = page_language::find()?;
    let attribute = to_attribute(&props);
    let texts = page_language::to_attribute(language);
    let dates = props.board.dates;
    let props = StoredValue::new(props);
    let live = LiveBoard::new(props, language);
    let hydrated = RwSignal::new(false);
    let (connected, away) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        hydrated.set(true);
        live.edits.update(|edits| edits.answers_form = replace_form_address(&live.address()));
        track_leaving();
        live.take_over_stored_edits();
        #[cfg(feature = "hydrate")]
        super::connection::listen(live, connected, away);
        mark_hydrated();
    });
    Effect::new(move |_| live.server_board.with(|board| write_heading(board, language)));
    let board = match dates {
        Some(dates) => Either::Left(view! { <DaysAndPeople dates props live hydrated away children/> }),
        None => Either::Right(children()),
    };
    Some(view! {
        <div class="meeting-view" data-props=attribute data-texts=texts>
            <StatusBar live connected away language/>
            {board}
            <Comments props live hydrated/>
        </div>
    })
}

/// The board itself: days, best days, people.
#[component]
fn DaysAndPeople(
    dates: DateRange,
    props: StoredValue<MeetingProps>,
    live: LiveBoard,
    hydrated: RwSignal<bool>,
    away: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let MeetingProps { me, mine, board, .. } = props.get_value();
    let language = live.language;
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
    let day_tiles = Memo::new(move |before: Option<&Vec<_>>| {
        let mut tiles = shown.with(|board| day_tiles(board, me));
        for (index, tile) in tiles.iter_mut().enumerate() {
            tile.waits = live.has_failed_edit_at(index);
            if let Some(before) = before.and_then(|before| before.get(index)) {
                *tile = tile.after(*before);
            }
        }
        tiles
    });
    let mine = StoredValue::new(mine);
    let days = match me {
        Some(_) => Either::Left(view! { <MyDays dates live day_tiles hydrated away language children/> }),
        None => Either::Right(view! {
            <div class="months">
                <CountedDays dates day_tiles tabbable=None language/>
            </div>
            {children()}
        }),
    };
    view! {
        <div class="board" data-answered=answered>
            <section class="card days" id="days" aria-labelledby="days-title">
                <h2 id="days-title">
                    {if me.is_some() { texts.my_days() } else { texts.everyones_days() }} " " <small>{name}</small>
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
fn write_heading(board: &Board, language: Language) {
    let title = language.title(&board.title);
    set_text("[data-live='title']", title);
    set_text("title", &format!("{title} – Meetifyr"));
    set_text("[data-live='location']", board.location.as_str());
}

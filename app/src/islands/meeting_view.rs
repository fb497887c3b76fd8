//! Everything of a meeting's page that is alive.

use leptos::prelude::*;

use super::browser::say_hydrated;
use super::live_board::LiveBoard;
use super::my_days::MyDays;
use crate::api::Refused;
use crate::components::{BestDays, Calendar, DayMode, Legend, People, looks};
use crate::domain::Board;
use crate::viewer::Viewer;

/// The board of a meeting as one viewer sees it: best days, days, people.
#[island]
pub fn MeetingView(board: Board, viewer: Viewer, refused: Option<Refused>) -> impl IntoView {
    let (language, me) = (viewer.language, viewer.me);
    let live = LiveBoard::new(board.clone(), viewer.url_code.clone(), me);
    let shown = live.shown;
    let looks = Memo::new(move |_| shown.with(|board| looks(board, me)));
    let mine = board.participants.iter().find(|one| Some(one.id) == me).cloned();
    // On a phone the best days come first once the viewer has answered, and after the days before.
    let answered = mine.as_ref().is_some_and(|mine| mine.answered);
    let viewer = StoredValue::new(viewer);
    let refused = StoredValue::new(refused);
    Effect::new(move |_| say_hydrated());
    let dates = board.dates;
    let days = match mine {
        Some(me) => view! { <MyDays me dates live looks viewer refused/> }.into_any(),
        None => {
            let texts = language.live();
            view! {
                <section class="card days" id="days" aria-labelledby="everyones-days">
                    <h2 id="everyones-days">{texts.everyones_days}</h2>
                    <div class="months">
                        <Calendar dates looks mode=DayMode::Look language/>
                    </div>
                    <Legend mine=false language/>
                </section>
            }
            .into_any()
        }
    };
    let aside = view! {
        <div class="aside">
            <BestDays board=shown language/>
            <People board=shown viewer refused/>
        </div>
    };
    view! { <div class="board" data-answered=answered.then_some("")>{days} {aside}</div> }
}

//! The best days, and why each is best.

use leptos::prelude::*;

use crate::domain::{BestDay, Board, best_days};
use crate::texts::Language;

/// How many of those who cannot come are named.
const NAMED: usize = 3;

/// The card of the best days.
#[component]
pub fn BestDays(#[prop(into)] board: Signal<Board>, language: Language) -> impl IntoView {
    let texts = language.live();
    let days = Memo::new(move |_| board.with(|board| best_days(&board.dates, &board.participants)));
    let unanswered =
        Memo::new(move |_| board.with(|board| board.participants.iter().filter(|one| !one.answered).count()));
    let list = move || {
        let days = days.get();
        if days.is_empty() {
            return view! { <p class="quiet">{texts.nobody_yet}</p> }.into_any();
        }
        let items = days.into_iter().map(|day| board.with(|board| item(board, &day, language))).collect_view();
        view! { <ol class="best-days">{items}</ol> }.into_any()
    };
    view! {
        <section class="card best" aria-labelledby="best-days">
            <h2 id="best-days">{texts.best_days}</h2>
            {list}
            {move || {
                let count = unanswered.get();
                (count > 0).then(|| view! { <p class="quiet">{(texts.unanswered_count_as_free)(count)}</p> })
            }}
        </section>
    }
}

/// A day, how many can, how many like it, and who cannot.
fn item(board: &Board, day: &BestDay, language: Language) -> impl IntoView + use<> {
    let texts = language.live();
    let all = board.participants.len();
    let why = if day.count.free == all { texts.everyone_can.to_owned() } else { who_cannot(board, day, language) };
    let stars = day.count.starred;
    view! {
        <li>
            <span class="when">
                <time datetime=day.date.to_string()>{language.day(day.date)}</time>
                <span class="quiet">{why}</span>
            </span>
            <span class="figures">
                <span class="sr-only">{(texts.day_counts)(day.count.free, all, stars)}</span>
                <span class="free" aria-hidden="true">{day.count.free}<small>{format!("/{all}")}</small></span>
                {(stars > 0).then(|| view! { <span class="stars" aria-hidden="true">{format!("★ {stars}")}</span> })}
            </span>
        </li>
    }
}

fn who_cannot(board: &Board, day: &BestDay, language: Language) -> String {
    let place = board.dates.position(day.date);
    let busy = board.participants.iter().filter(|participant| {
        place.and_then(|place| participant.days.get(place)).is_some_and(|day| !day.is_free())
    });
    let names: Vec<_> = busy.map(|participant| participant.name.as_str()).collect();
    let named = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    (language.live().cannot)(&named, names.len().saturating_sub(NAMED))
}

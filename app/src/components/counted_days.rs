//! The calendar that shows how many participants can make each day.

use leptos::prelude::*;

use super::{Calendar, CandidateDay, Day, DayTile, View};
use crate::domain::{Board, DateRange};
use crate::texts::Language;

/// The candidate days with their counts, read-only or as a grid in which days can be marked.
#[component]
pub fn CountedDays(
    /// The range.
    dates: DateRange,
    /// The meeting's days, and the participants who count.
    board: Memo<Board>,
    /// The state of each candidate day's tile.
    day_tiles: Memo<Vec<DayTile>>,
    /// What the viewer chose to see.
    view: RwSignal<View>,
    /// The meeting's code.
    url_code: StoredValue<String>,
    /// The index of the day that is the grid's only tab stop; `None` if days cannot be marked.
    tabbable: Option<RwSignal<usize>>,
    /// The language.
    language: Language,
) -> impl IntoView {
    // One closure for both cases: a second `Calendar` type would be compiled into the visitor's download.
    let day = move |CandidateDay { date, index }: CandidateDay| {
        let address = tabbable.is_none().then(|| {
            url_code.with_value(|code| view.with_untracked(|view| view.with_day(Some(date)).address(code)))
                + "#day"
        });
        view! { <Day date index day_tiles board tabbable address language/> }
    };
    view! { <Calendar dates cell=day grid=tabbable.is_some() language/> }
}

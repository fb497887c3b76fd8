//! The calendar that shows how many participants can make each day.

use leptos::prelude::*;

use super::{Calendar, CandidateDay, Day, DayTile};
use crate::domain::DateRange;
use crate::texts::Language;

/// The candidate days with their counts, read-only or as a grid in which days can be marked.
#[component]
pub fn CountedDays(
    /// The range.
    dates: DateRange,
    /// The state of each candidate day's tile.
    day_tiles: Memo<Vec<DayTile>>,
    /// The index of the day that is the grid's only tab stop; `None` if days cannot be marked.
    tabbable: Option<RwSignal<usize>>,
    /// The language.
    language: Language,
) -> impl IntoView {
    // One closure for both cases: a second `Calendar` type would be compiled into the visitor's download.
    let day = move |CandidateDay { date, index }: CandidateDay| {
        let tile =
            Memo::new(move |_| day_tiles.with(|day_tiles| day_tiles.get(index).copied().unwrap_or_default()));
        view! { <Day date index tile tabbable language/> }
    };
    view! { <Calendar dates cell=day grid=tabbable.is_some() language/> }
}

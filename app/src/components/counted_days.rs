//! The calendar with what everybody can.

use leptos::prelude::*;

use super::{Calendar, Cell, Day, DayTile};
use crate::domain::DateRange;
use crate::texts::Language;

/// The candidate days, to look at or to mark.
#[component]
pub fn CountedDays(
    /// The range.
    dates: DateRange,
    /// How each candidate day looks.
    day_tiles: Memo<Vec<DayTile>>,
    /// The place of the grid's one tab stop, where the days can be marked.
    tabbable: Option<RwSignal<usize>>,
    /// The language.
    language: Language,
) -> impl IntoView {
    // One closure for both: each kind of it would be a calendar of its own in the visitor's download.
    let day = move |Cell { date, place }: Cell| {
        let tile =
            Memo::new(move |_| day_tiles.with(|day_tiles| day_tiles.get(place).copied().unwrap_or_default()));
        view! { <Day date place tile tabbable language/> }
    };
    view! { <Calendar dates cell=day grid=tabbable.is_some() language/> }
}

//! The calendar that shows how many participants can make each day.

use chrono::NaiveDate;
use leptos::html::Div;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::JsCast;
#[cfg(feature = "hydrate")]
use leptos::web_sys::Element;

use super::names::cannot;
use super::{CandidateDay, DayTile, View, calendar_html, day_label, face};
use crate::domain::{Board, DateRange};
use crate::texts::Language;

/// The candidate days with their counts, as links or as a grid in which days can be marked. It is written once; of the
/// cells only what differs is written anew, so that what has the focus keeps it, and a mark costs little.
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
    let cells = move || {
        let tab_stop = tabbable.map(|tabbable| tabbable.get());
        let open = view.with(|view| view.day);
        board.with(|board| {
            let decided = board.decision.as_ref().map(|decision| decision.date);
            day_tiles.with(|tiles| {
                let cell = |(index, (date, tile)): (usize, (NaiveDate, &DayTile))| Cell {
                    classes: tile.classes()
                        + if open == Some(date) { " open" } else { "" }
                        + if decided == Some(date) { " decision" } else { "" },
                    mine: tile.mine.map(|mine| mine.letter().to_string()).unwrap_or_default(),
                    tab_stop: tab_stop.map(|tab_stop| if tab_stop == index { "0" } else { "-1" }),
                    inside: inside(date, *tile, board, language),
                };
                dates.days().zip(tiles).enumerate().map(cell).collect::<Vec<_>>()
            })
        })
    };
    let first = untrack(cells);
    let html = calendar_html(&dates, tabbable.is_some(), language, &|CandidateDay { date, index }| {
        let address =
            view.with_untracked(|view| url_code.with_value(|code| view.with_day(Some(date)).address(code)));
        first.get(index).map(|cell| cell.html(index, &address)).unwrap_or_default()
    });
    let place = NodeRef::<Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |shown: Option<Vec<Cell>>| {
        let shown = shown.unwrap_or_else(|| first.clone());
        let cells = cells();
        if let Some(place) = place.get() {
            for (index, (cell, shown)) in
                cells.iter().zip(&shown).enumerate().filter(|(_, (cell, shown))| cell != shown)
            {
                cell.write(&place, index, shown);
            }
        }
        cells
    });
    view! { <div class="contents" node_ref=place inner_html=html></div> }
}

/// What the cell of a day shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    classes: String,
    /// The letter of the viewer's own availability; empty without one.
    mine: String,
    /// The value of `tabindex`, in a grid.
    tab_stop: Option<&'static str>,
    /// What is in its tile, as HTML.
    inside: String,
}

impl Cell {
    /// The cell as HTML. In a grid it can be focused, otherwise it is a link to its day.
    fn html(&self, index: usize, address: &str) -> String {
        let mine = if self.mine.is_empty() { String::new() } else { [" data-mine=", &self.mine].concat() };
        let (attributes, link) = match self.tab_stop {
            Some(tab_stop) => ([" role=gridcell tabindex=", tab_stop].concat(), String::new()),
            None => (String::new(), [" data-view href=\"", address, "#day\""].concat()),
        };
        [
            "<td class=\"",
            &self.classes,
            "\" data-index=",
            &index.to_string(),
            &mine,
            &attributes,
            // Without an address it is no link.
            "><a class=tile",
            &link,
            ">",
            &self.inside,
            "</a></td>",
        ]
        .concat()
    }

    /// Writes what differs from what is shown in the day's cell.
    #[cfg(feature = "hydrate")]
    fn write(&self, place: &Element, index: usize, shown: &Self) {
        let find = |selector: &str| {
            let selector = ["[data-index='", &index.to_string(), "']", selector].concat();
            place.query_selector(&selector).ok().flatten()
        };
        let (Some(cell), Some(tile)) = (find(""), find(" .tile")) else { return };
        cell.set_class_name(&self.classes);
        // They fail only for an invalid name.
        let _ = if self.mine.is_empty() {
            cell.remove_attribute("data-mine")
        } else {
            cell.set_attribute("data-mine", &self.mine)
        };
        if let Some(tab_stop) = self.tab_stop {
            let _ = cell.set_attribute("tabindex", tab_stop);
        }
        if self.inside != shown.inside {
            tile.unchecked_into::<Element>().set_inner_html(&self.inside);
        }
    }
}

/// What is in the tile of a day: a label for those who listen, and what is seen.
fn inside(date: NaiveDate, tile: DayTile, board: &Board, language: Language) -> String {
    // One person's days have no counts.
    let cannot = if tile.of > 0 { cannot(board, date, language) } else { String::new() };
    let stop = if cannot.is_empty() { "" } else { ". " };
    let is_decided = board.decision.as_ref().is_some_and(|decision| decision.date == date);
    let (point, decided) = if is_decided { (". ", language.live().decision()) } else { ("", "") };
    let label = [&day_label(language, date, tile), point, decided, stop, &cannot].concat();
    ["<span class=sr-only>", &label, "</span>", &face(date, tile)].concat()
}

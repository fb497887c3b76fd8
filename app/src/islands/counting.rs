//! Leaving people out of the count by the boxes in the list of people.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::browser::document::find_all;
use super::browser::window::on_event;
use super::forms::replace_address;
use super::live_board::LiveBoard;
use crate::domain::ParticipantId;

/// Counts the people who are ticked, at once, and writes them into the page's address.
pub(super) fn follow(live: LiveBoard) {
    on_event("change", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.matches("input[name=people]").unwrap_or(false)) {
            live.only.set(ticked_people());
            replace_address(&live.address());
        }
    });
}

/// The participants who are ticked; empty if all of them are.
fn ticked_people() -> Vec<ParticipantId> {
    let boxes = |state| find_all(&["input[name=people]", state].concat());
    if boxes(":not(:checked)").next().is_none() {
        return Vec::new();
    }
    let ids = boxes(":checked").filter_map(|input| input.get_attribute("value")?.parse().ok());
    let ids: Vec<_> = ids.map(ParticipantId).collect();
    // Nobody has this id: the page says that nobody is chosen.
    if ids.is_empty() { vec![ParticipantId(0)] } else { ids }
}

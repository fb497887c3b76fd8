//! What the viewer chose to see: links and boxes that change the view without loading the page.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::browser::document::{find, find_all};
use super::browser::window::on_event;
use super::forms::replace_address;
use super::live_board::LiveBoard;
use crate::components::View;
use crate::domain::ParticipantId;

/// Follows links to other views of the meeting, the boxes in the list of people, and Back.
pub(super) fn follow(live: LiveBoard) {
    on_event("change", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.matches("input[name=people]").unwrap_or(false)) {
            live.view.update(|view| view.only = ticked_people());
            replace_address(&live.address());
        }
    });
    on_event("click", move |event| {
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = link.and_then(|target| target.closest("a[data-view]").ok()?);
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        // A new tab or window is the browser's business.
        if event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|click| click.ctrl_key() || click.meta_key() || click.shift_key())
        {
            return;
        }
        event.prevent_default();
        let chosen = View::parse(link.search().trim_start_matches('?'));
        let is_other = live.view.with_untracked(|view| view.person != chosen.person);
        live.show(chosen);
        // On a phone the list of people is far below the days.
        if let Some(days) = find("#days").filter(|_| is_other) {
            days.scroll_into_view();
        }
    });
    on_event("popstate", move |_| {
        let query = window().location().search().unwrap_or_default();
        live.view.set(View::parse(query.trim_start_matches('?')));
    });
    on_event("keydown", move |event| {
        let key = event.dyn_ref::<leptos::web_sys::KeyboardEvent>().map(leptos::web_sys::KeyboardEvent::key);
        if key.as_deref() == Some("Escape") {
            live.show(live.view.with_untracked(|view| view.with_day(None)));
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

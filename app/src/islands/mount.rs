//! Starting the islands in the browser.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use leptos::leptos_dom::helpers::document;
use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, HtmlFormElement};

use super::browser::document::{elements, find, mark_hydrated, set_text};
use super::browser::{clock, lifecycle, window};
use super::comments::send_form;
use super::drafts;
use super::forms::replace_form_address;
use super::meeting_props::MeetingProps;
use super::meeting_view::Parts;
use super::viewers_day::show_todays_presets;
use super::{filter, other_tabs, share, views};
use crate::domain::{Location, Note, Title};
use crate::texts::Language;
use crate::texts::html::{isolated, linked, linked_text};

/// What can have the focus in a part of the page.
const FOCUSABLE: &str = "a, button, input:not([type=hidden]), textarea, summary";

/// What the viewer can open and close in a part of the page.
const OPENABLE: &str = "details";

/// Shows the sentence that parts of the page do not work.
pub fn say_that_it_failed() {
    if let Some(root) = document().document_element() {
        // It fails only for an invalid attribute name.
        let _ = root.set_attribute("data-failed", "");
    }
}

/// A piece of the start.
type Step = Box<dyn FnOnce()>;

thread_local! {
    /// The pieces that are left; `None` before the first.
    static STEPS: RefCell<Option<VecDeque<Step>>> = const { RefCell::new(None) };
}

/// Does the next piece of the start of what lives in the page, and returns whether one is left. In between the browser
/// can answer the viewer.
pub fn start() -> bool {
    if STEPS.with_borrow(Option::is_none) {
        let steps = first_steps();
        STEPS.set(Some(steps));
    }
    let step = STEPS.with_borrow_mut(|steps| steps.as_mut()?.pop_front());
    if let Some(step) = step {
        step();
    }
    STEPS.with_borrow(|steps| steps.as_ref().is_some_and(|steps| !steps.is_empty()))
}

/// What there is to start.
fn first_steps() -> VecDeque<Step> {
    show_todays_presets();
    share::show_buttons();
    filter::follow();
    let texts = find("[data-texts]").and_then(|element| element.get_attribute("data-texts"));
    let steps = Rc::new(RefCell::new(VecDeque::new()));
    if let (Some(props), Some(texts)) = (MeetingProps::from_document(), texts) {
        // The parts are put into the document by themselves; this one stays empty.
        if let Ok(detached) = document().create_element("div") {
            let language = Language::from_page(texts);
            let today = clock::today().unwrap_or_default();
            let place = Rc::clone(&steps);
            let start = move || {
                place.replace(steps_of_meeting(props, language.in_year(today.year()), today));
            };
            leptos::mount::mount_to(detached.unchecked_into::<HtmlElement>(), start).forget();
        }
    }
    let mut steps: VecDeque<Step> = steps.take();
    steps.push_back(Box::new(mark_hydrated));
    steps
}

/// Builds the parts of a meeting's page one after the other, then puts all in their places. The days come last: what is
/// chosen in the form meanwhile is not lost.
fn steps_of_meeting(props: MeetingProps, language: Language, today: NaiveDate) -> VecDeque<Step> {
    let dates = props.board.dates;
    let parts = Parts::new(props, language, today);
    let owner = Owner::current().unwrap_or_default();
    let built: Rc<RefCell<Vec<Step>>> = Rc::default();
    let step = |build: Box<dyn FnOnce() -> Step>| -> Step {
        let (owner, built) = (owner.clone(), Rc::clone(&built));
        Box::new(move || {
            let put_in_place = owner.with(build);
            built.borrow_mut().push(put_in_place);
        })
    };
    let mut steps: VecDeque<Step> = [
        step(Box::new(move || build("status", parts.status()))),
        step(Box::new(move || build("decision", parts.decision(Some(clock::utc_offset))))),
        step(Box::new(move || build("timeline", parts.timeline(clock::utc_offset)))),
    ]
    .into();
    if dates.is_some() {
        steps.push_back(step(Box::new(move || build("results", parts.results()))));
    }
    // What an effect of the days does, such as moving the focus, needs them in their place.
    steps.push_back(Box::new(move || {
        owner.with(|| {
            let days = dates.map(|dates| build("days", parts.days(dates, None)));
            // If one of them cannot be built, the document stays as it is.
            for put_in_place in built.take().into_iter().chain(days) {
                put_in_place();
            }
            follow(parts, language);
        });
    }));
    steps
}

/// Begins to follow what the viewer and others do.
fn follow(parts: Parts, language: Language) {
    let live = parts.live;
    drafts::keep(live.url_code());
    other_tabs::follow(live);
    window::on_event("submit", move |event| submit_comment(&event, parts));
    live.edits.update(|edits| edits.answers_form = replace_form_address(&live.address()));
    views::follow(live);
    lifecycle::track();
    window::follow_zoom();
    live.take_over_stored_edits();
    super::connection::listen(live, parts.connected, parts.away, parts.late);
    live.reveal_day();
    Effect::new(move |_| {
        let (all, answered) = live.shown.with(|board| {
            let answered = board.participants.iter().filter(|one| one.answered);
            (board.participants.len(), answered.count())
        });
        if all > 0 {
            let text = language.live().answered_of(&answered.to_string(), &all.to_string());
            set_text("[data-live='answered']", &text);
        }
    });
    Effect::new(move |before: Option<(Title, Location, Note)>| {
        let heading =
            live.server_board.with(|board| (board.title.clone(), board.location.clone(), board.note.clone()));
        // What did not change keeps its nodes: a link in it may have the focus.
        if before.is_some_and(|before| before != heading) {
            write_heading(&heading, language);
        }
        heading
    });
}

/// Builds a part of the page. The result puts it into the document, in the place of what the server rendered.
fn build(name: &str, view: impl IntoView + 'static) -> Step {
    let mut state = view.into_view().build();
    let place = find(&["[data-part='", name, "']"].concat());
    Box::new(move || {
        let Some(place) = place else { return };
        let focused = index_of_focus(&place);
        let open = elements(&place, OPENABLE).map(|details| details.has_attribute("open"));
        let open = open.collect::<Vec<_>>();
        place.set_text_content(None);
        state.mount(&place, None);
        for (details, _) in elements(&place, OPENABLE).zip(open).filter(|(_, open)| *open) {
            // It fails only for an invalid attribute name.
            let _ = details.set_attribute("open", "");
        }
        let focused = focused.and_then(|index| elements(&place, FOCUSABLE).nth(index));
        if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // It fails only for an element that cannot have the focus.
            let _ = element.focus();
        }
        // It lives as long as the page.
        std::mem::forget(state);
    })
}

/// The index of the element that has the focus among those of a part that can have it.
fn index_of_focus(place: &Element) -> Option<usize> {
    let focused = document().active_element()?;
    elements(place, FOCUSABLE).position(|element| element.is_same_node(Some(&focused)))
}

/// Sends the forms of comments without leaving the page.
fn submit_comment(event: &Event, parts: Parts) {
    let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form.filter(|form| form.closest("#timeline").is_ok_and(|timeline| timeline.is_some()))
    else {
        return;
    };
    event.prevent_default();
    leptos::task::spawn_local(send_form(form, parts.live, parts.comment_problem));
}

/// Writes title, location and note where the server wrote them.
fn write_heading((title, location, note): &(Title, Location, Note), language: Language) {
    let title = language.title(title);
    set_text("[data-live='title']", title);
    set_text("title", &format!("{} – Meetifyr", isolated(title)));
    if let Some(element) = find("[data-live='location']") {
        element.set_inner_html(&linked(location.as_str()));
    }
    if let Some(element) = find("[data-live='note']") {
        element.set_inner_html(&linked_text(note.as_str()));
    }
}

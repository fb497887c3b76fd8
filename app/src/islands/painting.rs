//! Marks days in the grid by tap, drag of mouse or finger, and keyboard.

use chrono::{Datelike, NaiveDate};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use super::browser::document::{attribute_near, days_between, find, focus_day, index_of};
use super::browser::window::is_zoomed;
use super::keys::destination;
use super::live_board::LiveBoard;
use crate::domain::{Availability, DateRange, Mark, Stroke};

/// How far a finger has to move sideways, in pixels, until it paints, or up and down until it scrolls.
const FINGER_SLACK: i32 = 10;

/// Handles the pointer and keyboard events of the grid.
#[derive(Clone, Copy)]
pub(super) struct Painter {
    live: LiveBoard,
    dates: DateRange,
    /// What a tap does: it marks with this availability, or without one opens the day.
    brush: RwSignal<Option<Availability>>,
    /// The index of the day that is the grid's only tab stop.
    pub(super) tabbable: RwSignal<usize>,
    gesture: StoredValue<Gesture>,
}

/// The state of an unfinished gesture.
#[derive(Default)]
struct Gesture {
    /// Where a finger went down, until it moves or goes up.
    finger: Option<(i32, i32)>,
    /// The stroke while the mouse button, or a finger that moved sideways, is down.
    stroke: Option<Painted>,
    /// Whether the next click event ends such a stroke and is not a tap.
    painted: bool,
    /// The mark that Shift with an arrow key extends to further days.
    carried: Option<Mark>,
}

/// A stroke that is being painted.
struct Painted {
    stroke: Stroke,
    /// What it makes of the days.
    mark: Mark,
    /// Where the pointer was last.
    at: (i32, i32),
}

impl Painter {
    pub(super) fn new(live: LiveBoard, dates: DateRange, brush: RwSignal<Option<Availability>>) -> Self {
        Self { live, dates, brush, tabbable: RwSignal::new(0), gesture: StoredValue::new(Gesture::default()) }
    }

    /// The mark that `brush` makes on a day: a day that already has this availability becomes free.
    fn toggling_mark(self, index: usize, brush: Availability) -> Mark {
        if self.live.my_day(index) == Some(brush) { Mark::Free } else { brush.into() }
    }

    /// The brush, if days can be marked now: not while one person's days are shown.
    fn brush(self) -> Option<Availability> {
        self.brush.get_untracked().filter(|_| !self.live.shows_person())
    }

    /// Pointer down: a mouse begins a stroke. A finger or a pen may be about to scroll, so it paints only when it
    /// moves sideways. A second finger zooms, and so does nothing here; while the page is zoomed a finger pans.
    pub(super) fn press(self, event: &ev::PointerEvent) {
        let at = (event.client_x(), event.client_y());
        self.gesture.update_value(|gesture| gesture.painted = false);
        if !event.is_primary() {
            self.gesture.update_value(|gesture| gesture.finger = None);
            self.cancel();
        } else if event.pointer_type() != "mouse" {
            self.gesture.update_value(|gesture| gesture.finger = (!is_zoomed()).then_some(at));
        } else if event.button() == 0 {
            self.begin(event, at);
        }
    }

    /// Begins a stroke at the day at a point of the window.
    fn begin(self, event: &ev::PointerEvent, at: (i32, i32)) {
        let (Some(index), Some(brush)) = (days_between(at, at).next(), self.brush()) else { return };
        let mark = self.toggling_mark(index, brush);
        let mut stroke = Stroke::untouched(self.dates.len());
        stroke.set(index, mark);
        self.live.paint(stroke.clone());
        self.gesture.update_value(|gesture| {
            gesture.painted = true;
            gesture.stroke = Some(Painted { stroke, mark, at });
        });
        self.tabbable.set(index);
        // The events of this pointer come here until the button is released, also outside the window.
        if let Some(grid) = event.current_target().and_then(|grid| grid.dyn_into::<Element>().ok()) {
            // It fails only for a pointer that is gone.
            let _ = grid.set_pointer_capture(event.pointer_id());
        }
    }

    /// Pointer move. A finger that moves sideways begins a stroke. While a stroke is painted, the days between the
    /// place where the pointer was and the place where it is are marked: a quick pointer tells only some of the places
    /// that it passes.
    pub(super) fn drag(self, event: &ev::PointerEvent) {
        let to = (event.client_x(), event.client_y());
        if let Some(from) = self.gesture.with_value(|gesture| gesture.finger) {
            let (sideways, along) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
            if sideways.max(along) < FINGER_SLACK {
                return;
            }
            self.gesture.update_value(|gesture| gesture.finger = None);
            if sideways > along {
                self.begin(event, from);
            }
        }
        if self.gesture.with_value(|gesture| gesture.stroke.is_none()) {
            return;
        }
        // The button may have been released where the page received no event.
        if event.buttons() == 0 {
            return self.release();
        }
        self.gesture.update_value(|gesture| {
            let Some(Painted { stroke, mark, at }) = &mut gesture.stroke else { return };
            for index in days_between(*at, to) {
                stroke.set(index, *mark);
            }
            *at = to;
            self.live.paint(stroke.clone());
        });
    }

    /// Pointer up, anywhere in the window: the stroke is finished and saved.
    pub(super) fn release(self) {
        if self.gesture.try_update_value(|gesture| gesture.stroke.take()).flatten().is_some() {
            self.live.finish_painting();
        }
    }

    /// Pointer cancel: the stroke is discarded, because the browser scrolls or zooms.
    pub(super) fn cancel(self) {
        self.gesture.update_value(|gesture| gesture.finger = None);
        if self.gesture.try_update_value(|gesture| gesture.stroke.take()).flatten().is_some() {
            self.live.forget_painting();
        }
    }

    /// A click event: a tap, or a click by assistive technology; on a weekday or the edge of a week it marks their
    /// days.
    pub(super) fn tap(self, event: &ev::MouseEvent) {
        self.gesture.update_value(|gesture| gesture.finger = None);
        if self.gesture.try_update_value(|gesture| std::mem::take(&mut gesture.painted)) == Some(true) {
            return;
        }
        if let Some(index) = index_of(event) {
            self.tabbable.set(index);
            self.toggle(index, self.brush.get_untracked());
        } else if let Some(weekday) = attribute_near(event, "data-weekday") {
            self.toggle_all(|day| day.weekday().num_days_from_monday().to_string() == weekday);
        } else if let Some(first) =
            attribute_near(event, "data-week").and_then(|index| self.dates.days().nth(index.parse().ok()?))
        {
            let left = 7 - self.column(first);
            self.toggle_all(|day| {
                (0..left).contains(&(day - first).num_days()) && day.month() == first.month()
            });
        }
    }

    /// The column of a day in the calendar.
    fn column(self, day: NaiveDate) -> i64 {
        day.weekday().days_since(self.live.language.week()[0]).into()
    }

    /// Key down: Space or Enter does what the brush says, S stars, I opens the day, arrows and similar keys move the
    /// focus; with Shift they extend the last mark. A question mark opens the list of these keys.
    pub(super) fn key_down(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(index) = index_of(event) else { return };
        let key = event.key();
        match key.as_str() {
            " " | "Enter" | "s" | "S" | "ㄴ" if event.repeat() => {}
            " " | "Enter" => self.toggle(index, self.brush.get_untracked()),
            "s" | "S" | "ㄴ" => self.toggle(index, Some(Availability::Starred)),
            "i" | "I" | "ㅑ" => self.live.open_day(index),
            "?" => show_keys(),
            _ => {
                let mirrored = match key.as_str() {
                    "ArrowLeft" if is_mirrored() => "ArrowRight",
                    "ArrowRight" if is_mirrored() => "ArrowLeft",
                    key => key,
                };
                let first = self.live.language.week()[0];
                let Some(there) = destination(&self.dates, first, index, mirrored) else { return };
                if event.shift_key() && !self.live.shows_person() {
                    self.extend_mark(index, there);
                } else {
                    self.gesture.update_value(|gesture| gesture.carried = None);
                }
                self.tabbable.set(there);
                focus_day(there);
                // The panel follows.
                if self.live.view.with_untracked(|view| view.day.is_some()) {
                    self.live.open_day(there);
                }
            }
        }
        event.prevent_default();
    }

    /// Marks a day, or opens it if there is no brush or it is another person's.
    fn toggle(self, index: usize, brush: Option<Availability>) {
        let Some(brush) = brush.filter(|_| !self.live.shows_person()) else {
            return self.live.open_day(index);
        };
        let mark = self.toggling_mark(index, brush);
        self.gesture.update_value(|gesture| gesture.carried = Some(mark));
        self.live.mark_day(index, mark);
    }

    /// Marks all days that `belongs` names; if all of them are marked so already, they become free.
    fn toggle_all(self, belongs: impl Fn(NaiveDate) -> bool) {
        let Some(brush) = self.brush() else { return };
        let days = self.dates.days().enumerate().filter(|(_, day)| belongs(*day));
        let days: Vec<_> = days.map(|(index, _)| index).collect();
        let is_done = days.iter().all(|index| self.live.my_day(*index) == Some(brush));
        let mut stroke = Stroke::untouched(self.dates.len());
        for index in days {
            stroke.set(index, if is_done { Mark::Free } else { brush.into() });
        }
        self.live.mark(stroke);
    }

    /// Marks the days at both ends of a move and all days between them with the mark that Shift extends.
    fn extend_mark(self, from: usize, to: usize) {
        let mark = self.gesture.with_value(|gesture| gesture.carried);
        let Some(mark) = mark.or_else(|| self.brush().map(Into::into)) else { return };
        self.gesture.update_value(|gesture| gesture.carried = Some(mark));
        let mut stroke = Stroke::untouched(self.dates.len());
        for index in from.min(to)..=from.max(to) {
            stroke.set(index, mark);
        }
        self.live.mark(stroke);
    }
}

/// Whether the letters of the page run from right to left, and so its weeks.
fn is_mirrored() -> bool {
    find("[dir=rtl]").is_some_and(|element| element.tag_name() == "HTML")
}

/// Opens the list of keys, and leads to it.
fn show_keys() {
    if let Some(keys) = find("#keys") {
        // It fails only for an invalid attribute name.
        let _ = keys.set_attribute("open", "");
        if let Some(summary) =
            find("#keys summary").and_then(|summary| summary.dyn_into::<HtmlElement>().ok())
        {
            // It fails only for an element that cannot have the focus, which a summary can.
            let _ = summary.focus();
        }
    }
}

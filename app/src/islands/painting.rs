//! Marks days in the grid by tap, mouse drag and keyboard.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::browser::document::{days_between, focus_day, index_of};
use super::keys::destination;
use super::live_board::LiveBoard;
use crate::components::availability_word;
use crate::domain::{Availability, DateRange, Mark, Stroke};

/// Handles the pointer and keyboard events of the grid.
#[derive(Clone, Copy)]
pub(super) struct Painter {
    live: LiveBoard,
    dates: DateRange,
    brush: RwSignal<Availability>,
    /// The index of the day that is the grid's only tab stop.
    pub(super) tabbable: RwSignal<usize>,
    gesture: StoredValue<Gesture>,
}

/// The state of an unfinished gesture.
#[derive(Default)]
struct Gesture {
    /// The stroke while the mouse button is down.
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
    pub(super) fn new(live: LiveBoard, dates: DateRange, brush: RwSignal<Availability>) -> Self {
        Self { live, dates, brush, tabbable: RwSignal::new(0), gesture: StoredValue::new(Gesture::default()) }
    }

    /// The mark that `brush` makes on a day: a day that already has this availability becomes free.
    fn toggling_mark(self, index: usize, brush: Availability) -> Mark {
        if self.live.my_day(index) == Some(brush) { Mark::Free } else { brush.into() }
    }

    /// Pointer down: a mouse begins a stroke. A finger or a pen may be about to scroll, so it can only tap.
    pub(super) fn press(self, event: &ev::PointerEvent) {
        if event.pointer_type() != "mouse" || event.button() != 0 {
            self.gesture.update_value(|gesture| gesture.painted = false);
            return;
        }
        let Some(index) = index_of(event) else { return };
        let mark = self.toggling_mark(index, self.brush.get_untracked());
        let mut stroke = Stroke::untouched(self.dates.len());
        stroke.set(index, mark);
        self.live.paint(stroke.clone());
        let at = (event.client_x(), event.client_y());
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

    /// Pointer move while a stroke is painted: marks the days between the place where the pointer was and the
    /// place where it is. A quick mouse skips days: it tells only some of the places that it passes.
    pub(super) fn drag(self, event: &ev::PointerEvent) {
        if self.gesture.with_value(|gesture| gesture.stroke.is_none()) {
            return;
        }
        // The button may have been released where the page received no event.
        if event.buttons() == 0 {
            return self.release();
        }
        self.gesture.update_value(|gesture| {
            let Some(Painted { stroke, mark, at }) = &mut gesture.stroke else { return };
            let to = (event.client_x(), event.client_y());
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

    /// Pointer cancel: the stroke is discarded.
    pub(super) fn cancel(self) {
        if self.gesture.try_update_value(|gesture| gesture.stroke.take()).flatten().is_some() {
            self.live.forget_painting();
        }
    }

    /// A click event: a tap, or a click by assistive technology.
    pub(super) fn tap(self, event: &ev::MouseEvent) {
        if self.gesture.try_update_value(|gesture| std::mem::take(&mut gesture.painted)) == Some(true) {
            return;
        }
        if let Some(index) = index_of(event) {
            self.tabbable.set(index);
            self.mark(index, self.toggling_mark(index, self.brush.get_untracked()));
        }
    }

    /// Key down: Space or Enter toggles busy, S stars, arrows and similar keys move the focus; with Shift
    /// they extend the last mark.
    pub(super) fn key_down(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(index) = index_of(event) else { return };
        let key = event.key();
        match key.as_str() {
            " " | "Enter" | "s" | "S" | "ㄴ" if event.repeat() => {}
            " " | "Enter" => self.toggle(index, Availability::Busy),
            "s" | "S" | "ㄴ" => self.toggle(index, Availability::Starred),
            _ => {
                let Some(there) = destination(&self.dates, index, &key) else { return };
                if event.shift_key() {
                    self.extend_mark(index, there);
                } else {
                    self.gesture.update_value(|gesture| gesture.carried = None);
                }
                self.tabbable.set(there);
                focus_day(there);
            }
        }
        event.prevent_default();
    }

    fn toggle(self, index: usize, with: Availability) {
        let mark = self.toggling_mark(index, with);
        self.gesture.update_value(|gesture| gesture.carried = Some(mark));
        self.mark(index, mark);
    }

    /// Marks one day, and announces it to screen readers.
    fn mark(self, index: usize, mark: Mark) {
        self.live.mark_day(index, mark);
        if let (Some(date), Some(now)) = (self.dates.days().nth(index), self.live.my_day(index)) {
            let language = self.live.language;
            self.live.announcement.set([&language.day(date), availability_word(language, now)].join(": "));
        }
    }

    /// Marks the days at both ends of a move and all days between them with the mark that Shift extends.
    fn extend_mark(self, from: usize, to: usize) {
        let mark = self
            .gesture
            .with_value(|gesture| gesture.carried)
            .unwrap_or_else(|| self.brush.get_untracked().into());
        self.gesture.update_value(|gesture| gesture.carried = Some(mark));
        let mut stroke = Stroke::untouched(self.dates.len());
        for index in from.min(to)..=from.max(to) {
            stroke.set(index, mark);
        }
        self.live.mark(stroke);
    }
}

//! Marks days in the grid by tap, mouse drag and keyboard.

use leptos::ev;
use leptos::prelude::*;

use super::browser::document::{focus_day, place_of};
use super::keys::destination;
use super::live_board::LiveBoard;
use crate::components::word;
use crate::domain::{Availability, DateRange, Mark, Stroke};

/// Handles the pointer and keyboard events of the grid.
#[derive(Clone, Copy)]
pub(super) struct Painter {
    live: LiveBoard,
    dates: DateRange,
    brush: RwSignal<Availability>,
    /// The index of the day that is the grid's only tab stop.
    pub(super) tabbable: RwSignal<usize>,
    hand: StoredValue<Hand>,
}

/// The state of an unfinished gesture.
#[derive(Default)]
struct Hand {
    /// The stroke while the mouse button is down, and the mark that it paints.
    stroke: Option<(Stroke, Mark)>,
    /// Whether the next click event ends such a stroke and is not a tap.
    painted: bool,
    /// The mark that Shift with an arrow key extends to further days.
    carried: Option<Mark>,
}

impl Painter {
    pub(super) fn new(live: LiveBoard, dates: DateRange, brush: RwSignal<Availability>) -> Self {
        Self { live, dates, brush, tabbable: RwSignal::new(0), hand: StoredValue::new(Hand::default()) }
    }

    /// The mark that `brush` makes on a day: a day that already has this availability becomes free.
    fn toggled(self, place: usize, brush: Availability) -> Mark {
        if self.live.my_day(place) == Some(brush) { Mark::Free } else { brush.into() }
    }

    /// Pointer down: a mouse begins a stroke. A finger or a pen may be about to scroll, so it can only tap.
    pub(super) fn press(self, event: &ev::PointerEvent) {
        if event.pointer_type() != "mouse" || event.button() != 0 {
            self.hand.update_value(|hand| hand.painted = false);
            return;
        }
        let Some(place) = place_of(event) else { return };
        let mark = self.toggled(place, self.brush.get_untracked());
        let mut stroke = Stroke::untouched(self.dates.len());
        stroke.set(place, mark);
        self.live.paint(stroke.clone());
        self.hand.update_value(|hand| {
            hand.painted = true;
            hand.stroke = Some((stroke, mark));
        });
        self.tabbable.set(place);
    }

    /// Pointer move while a stroke is painted.
    pub(super) fn drag(self, event: &ev::PointerEvent) {
        // The button may have been released where the page received no event.
        if event.buttons() == 0 {
            return self.release();
        }
        let Some(place) = place_of(event) else { return };
        self.hand.update_value(|hand| {
            if let Some((stroke, mark)) = &mut hand.stroke {
                stroke.set(place, *mark);
                self.live.paint(stroke.clone());
            }
        });
    }

    /// Pointer up, anywhere in the window: the stroke is finished and saved.
    pub(super) fn release(self) {
        if self.hand.try_update_value(|hand| hand.stroke.take()).flatten().is_some() {
            self.live.finish_painting();
        }
    }

    /// Pointer cancel: the stroke is discarded.
    pub(super) fn cancel(self) {
        if self.hand.try_update_value(|hand| hand.stroke.take()).flatten().is_some() {
            self.live.forget_painting();
        }
    }

    /// A click event: a tap, or a click by assistive technology.
    pub(super) fn tap(self, event: &ev::MouseEvent) {
        if self.hand.try_update_value(|hand| std::mem::take(&mut hand.painted)) == Some(true) {
            return;
        }
        if let Some(place) = place_of(event) {
            self.tabbable.set(place);
            self.mark(place, self.toggled(place, self.brush.get_untracked()));
        }
    }

    /// Key down: Space or Enter toggles busy, S stars, arrows and similar keys move the focus; with Shift
    /// they extend the last mark.
    pub(super) fn key(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(place) = place_of(event) else { return };
        let key = event.key();
        match key.as_str() {
            " " | "Enter" | "s" | "S" | "ㄴ" if event.repeat() => {}
            " " | "Enter" => self.toggle(place, Availability::Busy),
            "s" | "S" | "ㄴ" => self.toggle(place, Availability::Starred),
            _ => {
                let Some(there) = destination(&self.dates, place, &key) else { return };
                if event.shift_key() {
                    self.carry(place, there);
                } else {
                    self.hand.update_value(|hand| hand.carried = None);
                }
                self.tabbable.set(there);
                focus_day(there);
            }
        }
        event.prevent_default();
    }

    fn toggle(self, place: usize, with: Availability) {
        let mark = self.toggled(place, with);
        self.hand.update_value(|hand| hand.carried = Some(mark));
        self.mark(place, mark);
    }

    /// Marks one day, and announces it to screen readers.
    fn mark(self, place: usize, mark: Mark) {
        self.live.mark_day(place, mark);
        if let (Some(date), Some(now)) = (self.dates.days().nth(place), self.live.my_day(place)) {
            let language = self.live.language;
            self.live.announcement.set([&language.day(date), word(language, now)].join(": "));
        }
    }

    /// Marks the days at both ends of a move and all days between them with the mark that Shift extends.
    fn carry(self, from: usize, to: usize) {
        let mark =
            self.hand.with_value(|hand| hand.carried).unwrap_or_else(|| self.brush.get_untracked().into());
        self.hand.update_value(|hand| hand.carried = Some(mark));
        let mut stroke = Stroke::untouched(self.dates.len());
        for place in from.min(to)..=from.max(to) {
            stroke.set(place, mark);
        }
        self.live.mark(stroke);
    }
}

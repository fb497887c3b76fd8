//! Marking in the grid: by tap, by press and drag, by keyboard.

use leptos::ev;
use leptos::prelude::*;

use super::browser::document::{focus_day, place_of};
use super::keys::destination;
use super::live_board::LiveBoard;
use crate::components::word;
use crate::domain::{Availability, DateRange, Mark, Stroke};

/// What a hand is doing to the grid.
#[derive(Clone, Copy)]
pub(super) struct Painter {
    live: LiveBoard,
    dates: DateRange,
    brush: RwSignal<Availability>,
    /// The grid's one tab stop.
    pub(super) tabbable: RwSignal<usize>,
    hand: StoredValue<Hand>,
}

/// What was begun and is not ended.
#[derive(Default)]
struct Hand {
    /// The stroke of a mouse whose button is down, and what it makes of each day.
    stroke: Option<(Stroke, Mark)>,
    /// Whether the next click is the end of such a stroke, and not a tap.
    painted: bool,
    /// What Shift and an arrow carry along.
    carried: Option<Mark>,
}

impl Painter {
    pub(super) fn new(live: LiveBoard, dates: DateRange, brush: RwSignal<Availability>) -> Self {
        Self { live, dates, brush, tabbable: RwSignal::new(0), hand: StoredValue::new(Hand::default()) }
    }

    /// What `brush` makes of a day: a day that has its mark already becomes free again.
    fn toggled(self, place: usize, brush: Availability) -> Mark {
        if self.live.my_day(place) == Some(brush) { Mark::Free } else { brush.into() }
    }

    /// A mouse presses: a stroke begins. A finger or a pen may be about to scroll, so it only taps.
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

    /// The mouse moves on with its button down.
    pub(super) fn drag(self, event: &ev::PointerEvent) {
        // It may have come up where nobody saw it.
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

    /// The button comes up, wherever the mouse is.
    pub(super) fn release(self) {
        if self.hand.try_update_value(|hand| hand.stroke.take()).flatten().is_some() {
            self.live.finish_painting();
        }
    }

    /// The browser takes the pointer away: the stroke was none.
    pub(super) fn cancel(self) {
        if self.hand.try_update_value(|hand| hand.stroke.take()).flatten().is_some() {
            self.live.forget_painting();
        }
    }

    /// A finger taps, or a helper clicks for somebody.
    pub(super) fn tap(self, event: &ev::MouseEvent) {
        if self.hand.try_update_value(|hand| std::mem::take(&mut hand.painted)) == Some(true) {
            return;
        }
        if let Some(place) = place_of(event) {
            self.tabbable.set(place);
            self.mark(place, self.toggled(place, self.brush.get_untracked()));
        }
    }

    /// Space toggles busy, S stars, arrows and their like move; with Shift they carry the last mark
    /// along.
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

    /// Marks one day, and says so to who cannot see it.
    fn mark(self, place: usize, mark: Mark) {
        self.live.mark_day(place, mark);
        if let (Some(date), Some(now)) = (self.dates.days().nth(place), self.live.my_day(place)) {
            let language = self.live.language();
            self.live.announcement.set([&language.day(date), word(language, now)].join(": "));
        }
    }

    /// Marks both ends of a move, and what lies between them, with the mark that is carried.
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

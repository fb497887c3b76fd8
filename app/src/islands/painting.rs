//! Marking in the grid: by tap, by press and drag, by keyboard.

use leptos::ev;
use leptos::prelude::*;

use super::browser::{focus, place_of};
use super::keys::destination;
use super::live_board::LiveBoard;
use crate::domain::{Availability, DateRange, Mark, Stroke};

/// What a hand is doing to the grid.
#[derive(Clone, Copy)]
pub(super) struct Painter {
    live: LiveBoard,
    dates: StoredValue<DateRange>,
    brush: RwSignal<Availability>,
    /// The grid's one tab stop.
    pub(super) tabbable: RwSignal<usize>,
    /// The stroke of a mouse whose button is down, and what it makes of each day.
    stroke: StoredValue<Option<(Stroke, Mark)>>,
    /// Whether the next click is the end of such a stroke, and not a tap.
    painted: StoredValue<bool>,
    /// What Shift and an arrow carry along.
    carried: StoredValue<Option<Mark>>,
}

impl Painter {
    pub(super) fn new(live: LiveBoard, dates: DateRange, brush: RwSignal<Availability>) -> Self {
        Self {
            live,
            dates: StoredValue::new(dates),
            brush,
            tabbable: RwSignal::new(0),
            stroke: StoredValue::new(None),
            painted: StoredValue::new(false),
            carried: StoredValue::new(None),
        }
    }

    /// What `brush` makes of a day: a day that has its mark already becomes free again.
    fn toggled(self, place: usize, brush: Availability) -> Mark {
        let mine = self.live.shown.with_untracked(|board| mine(board, self.live, place));
        if mine == Some(brush) { Mark::Free } else { brush.into() }
    }

    /// A mouse or a pen presses: a stroke begins. A finger may be about to scroll, so it only taps.
    pub(super) fn press(self, event: &ev::PointerEvent) {
        if event.pointer_type() == "touch" || event.button() != 0 {
            self.painted.set_value(false);
            return;
        }
        let Some(place) = place_of(event) else { return };
        self.painted.set_value(true);
        let mark = self.toggled(place, self.brush.get_untracked());
        let mut stroke = Stroke::untouched(self.dates.with_value(DateRange::len));
        stroke.set(place, mark);
        self.live.paint(stroke.clone());
        self.stroke.set_value(Some((stroke, mark)));
        self.tabbable.set(place);
    }

    /// The mouse moves on with its button down.
    pub(super) fn drag(self, event: &ev::PointerEvent) {
        let Some(place) = place_of(event) else { return };
        self.stroke.update_value(|stroke| {
            if let Some((stroke, mark)) = stroke {
                stroke.set(place, *mark);
                self.live.paint(stroke.clone());
            }
        });
    }

    /// The button comes up, wherever the mouse is.
    pub(super) fn release(self) {
        if self.stroke.try_update_value(Option::take).flatten().is_some() {
            self.live.finish_painting();
        }
    }

    /// A finger taps, or a helper clicks for somebody.
    pub(super) fn tap(self, event: &ev::MouseEvent) {
        if self.painted.try_update_value(std::mem::take) == Some(true) {
            return;
        }
        if let Some(place) = place_of(event) {
            self.tabbable.set(place);
            self.live.mark_day(place, self.toggled(place, self.brush.get_untracked()));
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
            " " | "Enter" => self.toggle(place, Availability::Busy),
            "s" | "S" | "ㄴ" => self.toggle(place, Availability::Starred),
            _ => {
                let Some(there) = self.dates.with_value(|dates| destination(dates, place, &key)) else { return };
                if event.shift_key() {
                    self.carry(place, there);
                } else {
                    self.carried.set_value(None);
                }
                self.tabbable.set(there);
                focus(there);
            }
        }
        event.prevent_default();
    }

    fn toggle(self, place: usize, with: Availability) {
        let mark = self.toggled(place, with);
        self.carried.set_value(Some(mark));
        self.live.mark_day(place, mark);
    }

    /// Marks both ends of a move, and what lies between them, with the mark that is carried.
    fn carry(self, from: usize, to: usize) {
        let mark = self.carried.get_value().unwrap_or_else(|| self.brush.get_untracked().into());
        self.carried.set_value(Some(mark));
        let mut stroke = Stroke::untouched(self.dates.with_value(DateRange::len));
        for place in from.min(to)..=from.max(to) {
            stroke.set(place, mark);
        }
        self.live.mark(stroke);
    }
}

fn mine(board: &crate::domain::Board, live: LiveBoard, place: usize) -> Option<Availability> {
    let mine = board.participants.iter().find(|one| Some(one.id) == live.me())?;
    mine.days.get(place).copied()
}

//! The board with what the viewer has just done to it, and the queue that saves it.

use leptos::prelude::*;

use crate::api::{WireError, mark};
use crate::domain::{Availability, Board, Mark, Marking, ParticipantId, Stroke};

/// Something the viewer did that the server does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    Stroke(Stroke),
    AllDaysWork,
}

/// What is known, and what the viewer did since.
struct State {
    /// What the server said last.
    truth: Board,
    /// What it does not know yet, in order; the first may be under way.
    deeds: Vec<Deed>,
    /// A stroke that is still being painted.
    painted: Option<Stroke>,
}

/// How the saving goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing was done yet.
    Idle,
    /// Something is under way.
    UnderWay,
    /// All is there.
    Saved,
    /// It may be tried again: the server's sentence, empty where it was not reached.
    Failed(String),
    /// The rules say no: its sentence. What was done is undone.
    Refused(String),
}

impl Saving {
    /// Its name, for styles and tests.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::UnderWay => "under-way",
            Self::Saved => "saved",
            Self::Failed(_) => "failed",
            Self::Refused(_) => "refused",
        }
    }
}

/// The board as the viewer sees it: at once what they did, in the background what the server says.
#[derive(Clone, Copy)]
pub(super) struct LiveBoard {
    state: RwSignal<State>,
    /// How the saving goes.
    pub(super) saving: RwSignal<Saving>,
    /// What the server said last, with what the viewer did since on top.
    pub(super) shown: Memo<Board>,
    me: Option<ParticipantId>,
    url_code: StoredValue<String>,
}

impl LiveBoard {
    pub(super) fn new(board: Board, url_code: String, me: Option<ParticipantId>) -> Self {
        let state = RwSignal::new(State { truth: board, deeds: Vec::new(), painted: None });
        Self {
            state,
            saving: RwSignal::new(Saving::Idle),
            shown: Memo::new(move |_| state.with(|state| state.shown(me))),
            me,
            url_code: StoredValue::new(url_code),
        }
    }

    /// Shows a stroke that is still being painted.
    pub(super) fn paint(self, stroke: Stroke) {
        self.state.update(|state| state.painted = Some(stroke));
    }

    /// Forgets a stroke that is still being painted.
    pub(super) fn forget_painting(self) {
        self.state.update(|state| state.painted = None);
    }

    /// The painted stroke is done: it is saved.
    pub(super) fn finish_painting(self) {
        if let Some(stroke) = self.state.try_update(|state| state.painted.take()).flatten() {
            self.mark(stroke);
        }
    }

    /// Marks one day and saves it.
    pub(super) fn mark_day(self, place: usize, with: Mark) {
        let mut stroke = Stroke::untouched(self.state.with_untracked(|state| state.truth.dates.len()));
        stroke.set(place, with);
        self.mark(stroke);
    }

    /// Shows a stroke at once and saves it in the background.
    pub(super) fn mark(self, stroke: Stroke) {
        if !stroke.is_untouched() {
            self.act(Deed::Stroke(stroke));
        }
    }

    /// Makes every day free, keeps the stars, and saves it.
    pub(super) fn all_days_work(self) {
        self.act(Deed::AllDaysWork);
    }

    fn act(self, deed: Deed) {
        let under_way = usize::from(self.saving.get_untracked() == Saving::UnderWay);
        self.state.update(|state| {
            match (state.deeds.get_mut(under_way..).and_then(<[Deed]>::last_mut), deed) {
                // What waits goes along in one request.
                (Some(Deed::Stroke(waiting)), Deed::Stroke(stroke)) => waiting.then(&stroke),
                (_, deed) => state.deeds.push(deed),
            }
        });
        self.save();
    }

    /// Whether the server does not know all yet.
    pub(super) fn has_unsaved(self) -> bool {
        self.state.with_untracked(|state| !state.deeds.is_empty())
    }

    /// What the viewer sees of their own day at a place.
    pub(super) fn my_day(self, place: usize) -> Option<Availability> {
        self.shown.with_untracked(|board| my_days(board, self.me).get(place).copied())
    }

    /// Sends what waits, one request at a time. What fails stays shown and waits for another try.
    pub(super) fn save(self) {
        let (Some(me), false) = (self.me, self.saving.get_untracked() == Saving::UnderWay) else { return };
        let marking = self.state.with_untracked(|state| {
            let marking = |deed: &Deed| match deed {
                Deed::Stroke(stroke) => Marking::Stroke(stroke.text(my_days(&state.truth, self.me))),
                Deed::AllDaysWork => Marking::AllDaysWork,
            };
            state.deeds.first().map(marking)
        });
        let Some(marking) = marking else { return };
        self.saving.set(Saving::UnderWay);
        leptos::task::spawn_local(async move {
            match mark(self.url_code.get_value(), me, marking).await {
                Ok(board) => {
                    self.state.update(|state| state.learn(board));
                    self.saving.set(Saving::Saved);
                    self.save();
                }
                Err(WireError { detail, retry: true }) => self.saving.set(Saving::Failed(detail)),
                Err(WireError { detail, retry: false }) => {
                    self.state.update(|state| state.deeds.clear());
                    self.saving.set(Saving::Refused(detail));
                }
            }
        });
    }
}

impl State {
    /// What the viewer sees.
    fn shown(&self, me: Option<ParticipantId>) -> Board {
        let mut board = self.truth.clone();
        let dates = board.dates;
        if let Some(mine) = board.participants.iter_mut().find(|one| Some(one.id) == me) {
            for deed in &self.deeds {
                mine.answered = true;
                mine.days = match deed {
                    Deed::Stroke(stroke) => stroke.applied_to(&mine.days),
                    Deed::AllDaysWork => Stroke::all_days_work(&dates).applied_to(&mine.days),
                };
            }
            if let Some(stroke) = &self.painted {
                mine.days = stroke.applied_to(&mine.days);
            }
        }
        board
    }

    /// The first deed is known: takes over what the server says, unless something newer is.
    fn learn(&mut self, board: Board) {
        self.deeds.remove(0);
        if board.version >= self.truth.version {
            self.truth = board;
        }
    }
}

fn my_days(board: &Board, me: Option<ParticipantId>) -> &[Availability] {
    let mine = board.participants.iter().find(|one| Some(one.id) == me);
    mine.map_or(&[], |mine| &mine.days)
}

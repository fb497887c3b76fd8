//! The board with what the viewer has just done to it, and the queue that saves it.

use leptos::prelude::*;

use crate::api::{WireError, all_days_work, mark};
use crate::domain::{Board, Mark, ParticipantId, Stroke};

/// Something the viewer did that the server does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    Stroke(Stroke),
    AllDaysWork,
}

impl Deed {
    fn stroke(&self, board: &Board) -> Stroke {
        match self {
            Self::Stroke(stroke) => stroke.clone(),
            Self::AllDaysWork => Stroke::all_days_work(&board.dates),
        }
    }
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
    /// The server said no, or nothing: its sentence, empty in the latter case.
    Failed(String),
}

/// The board as the viewer sees it: at once what they did, in the background what the server says.
#[derive(Clone, Copy)]
pub(super) struct LiveBoard {
    /// What the server said last.
    truth: RwSignal<Board>,
    /// What it does not know yet, in order; the first is under way while `saving` says so.
    deeds: RwSignal<Vec<Deed>>,
    /// A stroke that is still being painted.
    painted: RwSignal<Option<Stroke>>,
    /// How the saving goes.
    pub(super) saving: RwSignal<Saving>,
    /// The truth with the deeds and the painted stroke on top.
    pub(super) shown: Memo<Board>,
    me: Option<ParticipantId>,
    url_code: StoredValue<String>,
}

impl LiveBoard {
    pub(super) fn new(board: Board, url_code: String, me: Option<ParticipantId>) -> Self {
        let truth = RwSignal::new(board);
        let deeds = RwSignal::new(Vec::<Deed>::new());
        let painted = RwSignal::new(None::<Stroke>);
        let shown = Memo::new(move |_| {
            let mut board = truth.get();
            let strokes = deeds.with(|deeds| deeds.iter().map(|deed| deed.stroke(&board)).collect::<Vec<_>>());
            let strokes = strokes.into_iter().chain(painted.get());
            if let Some(mine) = board.participants.iter_mut().find(|one| Some(one.id) == me) {
                for stroke in strokes {
                    mine.answered = true;
                    mine.days = stroke.applied_to(&mine.days);
                }
            }
            board
        });
        let saving = RwSignal::new(Saving::Idle);
        Self { truth, deeds, painted, saving, shown, me, url_code: StoredValue::new(url_code) }
    }

    /// Shows a stroke that is still being painted.
    pub(super) fn paint(self, stroke: Stroke) {
        self.painted.set(Some(stroke));
    }

    /// The painted stroke is done: it is saved.
    pub(super) fn finish_painting(self) {
        if let Some(stroke) = self.painted.try_update(Option::take).flatten() {
            self.mark(stroke);
        }
    }

    /// Marks one day and saves it.
    pub(super) fn mark_day(self, place: usize, with: Mark) {
        let mut stroke = Stroke::untouched(self.truth.with_untracked(|board| board.dates.len()));
        stroke.set(place, with);
        self.mark(stroke);
    }

    /// Shows a stroke at once and saves it in the background.
    pub(super) fn mark(self, stroke: Stroke) {
        if stroke.is_untouched() {
            return;
        }
        let under_way = self.saving.get_untracked() == Saving::UnderWay;
        self.deeds.update(|deeds| {
            let open = if under_way { 1 } else { 0 };
            match deeds.get_mut(open..).and_then(<[Deed]>::last_mut) {
                // What waits goes along in one request.
                Some(Deed::Stroke(waiting)) => waiting.then(&stroke),
                _ => deeds.push(Deed::Stroke(stroke)),
            }
        });
        self.save();
    }

    /// Makes every day free, keeps the stars, and saves it.
    pub(super) fn all_days_work(self) {
        self.deeds.update(|deeds| deeds.push(Deed::AllDaysWork));
        self.save();
    }

    /// Whose days are marked.
    pub(super) fn me(self) -> Option<ParticipantId> {
        self.me
    }

    /// Whether the server does not know all yet.
    pub(super) fn has_unsaved(self) -> bool {
        self.deeds.with_untracked(|deeds| !deeds.is_empty())
    }

    /// Sends what waits, one request at a time. What fails stays shown and waits for another try.
    pub(super) fn save(self) {
        if self.saving.get_untracked() == Saving::UnderWay {
            return;
        }
        let Some(deed) = self.deeds.with_untracked(|deeds| deeds.first().cloned()) else { return };
        self.saving.set(Saving::UnderWay);
        leptos::task::spawn_local(async move {
            match self.send(deed).await {
                Ok(board) => {
                    self.deeds.update(|deeds| drop(deeds.remove(0)));
                    self.learn(board);
                    self.saving.set(Saving::Saved);
                    self.save();
                }
                Err(error) => self.saving.set(Saving::Failed(error.detail)),
            }
        });
    }

    /// Takes over what the server says, unless something newer is known.
    fn learn(self, board: Board) {
        if board.version >= self.truth.with_untracked(|known| known.version) {
            self.truth.set(board);
        }
    }

    async fn send(self, deed: Deed) -> Result<Board, WireError> {
        let Some(ParticipantId(me)) = self.me else { return Err(WireError::unreachable()) };
        let url_code = self.url_code.get_value();
        match deed {
            Deed::AllDaysWork => all_days_work(url_code, me, String::new()).await,
            Deed::Stroke(stroke) => {
                let text = self.truth.with_untracked(|board| {
                    let mine = board.participants.iter().find(|one| one.id.0 == me);
                    mine.map(|mine| stroke.text(&mine.days)).unwrap_or_default()
                });
                mark(url_code, me, text).await
            }
        }
    }
}

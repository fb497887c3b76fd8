//! What the viewer did, on top of what the server knows.

use super::pending_edit::{PendingEdit, Undo};
use crate::domain::{Availability, Board, DateRange, Participant, ParticipantId, Stroke};

/// What the viewer did.
#[derive(Default)]
pub(super) struct LocalEdits {
    /// What the server does not know yet, in order; the first may be under way.
    pub(super) pending: Vec<PendingEdit>,
    /// A stroke that is still being painted.
    pub(super) painted: Option<Stroke>,
    /// Whether the pending edits are stored in the browser.
    pub(super) stored: bool,
    /// Whether the page answers a form of theirs, and says what to mend.
    pub(super) answers_form: bool,
    /// The number of the page's last request: the browser's clock.
    pub(super) attempt: u64,
    /// What was given up of this page's requests and of those of others, for the server to know.
    pub(super) given_up: String,
    /// What takes the viewer's last strokes back, the last at the end.
    pub(super) undo: Vec<Undo>,
    /// The comments that their device wrote.
    pub(super) written: Vec<u64>,
}

impl LocalEdits {
    /// What the viewer sees.
    pub(super) fn shown(&self, truth: &Board, me: Option<ParticipantId>) -> Board {
        let Board { version, title, location, dates, participants, .. } = truth;
        let mut participants = participants.clone();
        let mine = participants.iter_mut().find(|one| Some(one.id) == me);
        if let (Some(mine), Some(dates)) = (mine, dates) {
            self.lay_over(mine, dates);
        }
        Board {
            version: *version,
            title: title.clone(),
            location: location.clone(),
            dates: *dates,
            participants,
            timeline: Vec::new(),
        }
    }

    /// Puts what the viewer did on top of what the server knows.
    fn lay_over(&self, mine: &mut Participant, dates: &DateRange) {
        for edit in &self.pending {
            mine.answered = true;
            mine.days = edit.applied_to(&mine.days, dates);
        }
        if let Some(stroke) = &self.painted {
            mine.days = stroke.applied_to(&mine.days);
        }
    }
}

/// The days of "your days"; none where there are none.
pub(super) fn my_days(board: &Board, me: Option<ParticipantId>) -> &[Availability] {
    let mine = board.participants.iter().find(|one| Some(one.id) == me);
    mine.map_or(&[], |mine| &mine.days)
}

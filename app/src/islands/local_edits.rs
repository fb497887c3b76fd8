//! The viewer's local edits, applied on top of the board that the server sent (optimistic updates).

use super::pending_edit::{PendingEdit, Undo};
use crate::domain::{
    Availability, Board, DateRange, Entry, Location, Note, Participant, ParticipantId, Stroke, Title,
};

/// The viewer's local edits, with the undo history and the attempts to send them.
#[derive(Default)]
pub(super) struct LocalEdits {
    /// The edits that the server does not have yet, in order; the first one may be in flight.
    pub(super) pending: Vec<PendingEdit>,
    /// The stroke that is being painted.
    pub(super) painted: Option<Stroke>,
    /// Whether the pending edits are stored in local storage.
    pub(super) stored: bool,
    /// Whether this page is the response to one of the viewer's forms, with messages on what to fix.
    pub(super) answers_form: bool,
    /// The number of the page's last request, taken from the browser's clock.
    pub(super) attempt: u64,
    /// The requests of this page and of other pages that were given up, to be sent to the server.
    pub(super) given_up: String,
    /// What others marked while an edit was in flight on the same days: whose mark counts depends on the order in
    /// which the server carries them out.
    pub(super) overlapping: Vec<Entry>,
    /// The undo history of the viewer's strokes, the latest last.
    pub(super) undo: Vec<Undo>,
    /// The numbers of the comments that the viewer's device wrote.
    pub(super) written: Vec<u64>,
}

impl LocalEdits {
    /// The board that the viewer sees: `server_board` with the local edits applied, without its texts.
    pub(super) fn displayed(&self, server_board: &Board, me: Option<ParticipantId>) -> Board {
        let mut participants = server_board.participants.clone();
        let mine = participants.iter_mut().find(|one| Some(one.id) == me);
        if let (Some(mine), Some(dates)) = (mine, &server_board.dates) {
            self.apply_to(mine, dates);
        }
        Board {
            participants,
            timeline: Vec::new(),
            title: Title::default(),
            location: Location::default(),
            note: Note::default(),
            decision: server_board.decision.clone(),
            time: server_board.time.clone(),
            ..*server_board
        }
    }

    /// Applies the local edits to the viewer's participant.
    fn apply_to(&self, mine: &mut Participant, dates: &DateRange) {
        for edit in &self.pending {
            mine.answered = true;
            mine.days = edit.applied_to(&mine.days, dates);
        }
        if let Some(stroke) = &self.painted {
            mine.answered = true;
            mine.days = stroke.applied_to(&mine.days);
        }
    }
}

/// The availability of the participant `me`; empty if there is no such participant.
pub(super) fn my_days(board: &Board, me: Option<ParticipantId>) -> &[Availability] {
    let mine = board.participants.iter().find(|one| Some(one.id) == me);
    mine.map_or(&[], |mine| &mine.days)
}

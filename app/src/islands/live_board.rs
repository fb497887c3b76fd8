//! The board with what the viewer has just done to it, and how they do it.

use leptos::prelude::*;

use super::local_edits::{LocalEdits, my_days};
use super::meeting_props::MeetingProps;
use super::pending_edit::PendingEdit;
use super::saving::Saving;
use crate::domain::{Availability, Board, Entry, Mark, ParticipantId, Stroke};
use crate::texts::Language;

/// How many strokes can be undone.
const UNDOABLE: usize = 50;

/// The board as the viewer sees it: at once what they did, in the background what the server says.
///
/// Each kind of signal is code that a visitor downloads, so there are few of them.
#[derive(Clone, Copy)]
pub(super) struct LiveBoard {
    /// What the server said last.
    pub(super) truth: RwSignal<Board>,
    /// What the viewer did.
    pub(super) edits: RwSignal<LocalEdits>,
    /// How the saving goes.
    pub(super) saving: RwSignal<Saving>,
    /// What the server said last, with what the viewer did since on top; without the timeline.
    pub(super) shown: Memo<Board>,
    /// For those who listen: what others did, or the viewer to a day.
    pub(super) announcement: RwSignal<String>,
    /// What became of edits that were lost, in a sentence; empty if none were.
    pub(super) lost: RwSignal<String>,
    /// Whether the page does not fit the meeting any longer and has to be loaded again.
    pub(super) outdated: RwSignal<bool>,
    /// What the page gave.
    pub(super) props: StoredValue<MeetingProps>,
    /// What others did and was not announced yet.
    pub(super) unannounced: StoredValue<Vec<Entry>>,
}

impl LiveBoard {
    pub(super) fn new(props: StoredValue<MeetingProps>) -> Self {
        let (me, board, written) =
            props.with_value(|props| (props.me, props.board.clone(), props.written.clone()));
        let truth = RwSignal::new(board);
        let edits = RwSignal::new(LocalEdits { written, ..LocalEdits::default() });
        Self {
            truth,
            edits,
            saving: RwSignal::new(Saving::Idle),
            shown: Memo::new(move |_| truth.with(|truth| edits.with(|edits| edits.shown(truth, me)))),
            announcement: RwSignal::new(String::new()),
            lost: RwSignal::new(String::new()),
            outdated: RwSignal::new(false),
            props,
            unannounced: StoredValue::new(Vec::new()),
        }
    }

    /// Whose days are "your days".
    pub(super) fn me(self) -> Option<ParticipantId> {
        self.props.with_value(|props| props.me)
    }

    /// The page's language.
    pub(super) fn language(self) -> Language {
        self.props.with_value(|props| props.language)
    }

    /// The meeting's code.
    pub(super) fn url_code(self) -> String {
        self.props.with_value(|props| props.url_code.clone())
    }

    /// The seat that the page is seen from, as its address names it.
    pub(super) fn seat(self) -> String {
        self.props.with_value(|props| props.seat.clone())
    }

    /// The participant who signs the viewer's comments; none if they type a name.
    pub(super) fn signer(self) -> Option<i64> {
        let is_mine = |me: &ParticipantId| self.props.with_value(|props| props.mine.contains(me));
        self.me().filter(is_mine).map(|me| me.0)
    }

    /// Where the page is, however it came there.
    pub(super) fn address(self) -> String {
        self.props.with_value(MeetingProps::address)
    }

    /// The number of the entry that the page knows last.
    pub(super) fn version(self) -> u64 {
        self.truth.with_untracked(|truth| truth.version)
    }

    /// Shows a stroke that is still being painted.
    pub(super) fn paint(self, stroke: Stroke) {
        self.edits.update(|edits| edits.painted = Some(stroke));
    }

    /// Forgets a stroke that is still being painted.
    pub(super) fn forget_painting(self) {
        self.edits.update(|edits| edits.painted = None);
    }

    /// The painted stroke is done: it is saved.
    pub(super) fn finish_painting(self) {
        if let Some(stroke) = self.edits.try_update(|edits| edits.painted.take()).flatten() {
            self.mark(stroke);
        }
    }

    /// Marks one day and saves it.
    pub(super) fn mark_day(self, place: usize, with: Mark) {
        let days = self.truth.with_untracked(|truth| truth.dates.map_or(0, |dates| dates.len()));
        let mut stroke = Stroke::untouched(days);
        stroke.set(place, with);
        self.mark(stroke);
    }

    /// Shows a stroke at once and saves it in the background.
    pub(super) fn mark(self, stroke: Stroke) {
        if !stroke.is_untouched() {
            self.act(PendingEdit::Stroke(stroke));
        }
    }

    /// Makes every day free, keeps the stars, and saves it.
    pub(super) fn all_days_work(self) {
        self.act(PendingEdit::AllDaysWork);
    }

    /// Takes the viewer's last stroke back, by a stroke like any other. One whose days were all marked
    /// again since is passed over.
    pub(super) fn undo(self) {
        while let Some(undo) = self.edits.try_update(|edits| edits.undo.pop()).flatten() {
            let stroke = self.shown.with_untracked(|shown| undo.stroke(my_days(shown, self.me())));
            if !stroke.is_untouched() {
                return self.queue(PendingEdit::Stroke(stroke));
            }
        }
    }

    /// Whether there is something to undo.
    pub(super) fn can_undo(self) -> bool {
        self.edits.with(|edits| !edits.undo.is_empty())
    }

    /// Whether what the viewer did waits for the server.
    pub(super) fn waits(self) -> bool {
        self.edits.with_untracked(|edits| !edits.pending.is_empty())
    }

    /// Whether what the viewer did would be lost with the page.
    pub(super) fn is_lost_with_page(self) -> bool {
        self.waits() && self.edits.with_untracked(|edits| !edits.stored)
    }

    /// Whether what the viewer did to a day was not saved and waits for another try.
    pub(super) fn waits_at(self, place: usize) -> bool {
        let failed = self.saving.with(Saving::has_failed);
        failed && self.edits.with(|edits| edits.pending.iter().any(|edit| edit.touches(place)))
    }

    /// Whether the viewer's device wrote the comment with this number.
    pub(super) fn wrote(self, number: u64) -> bool {
        self.edits.with(|edits| edits.written.contains(&number))
    }

    fn act(self, edit: PendingEdit) {
        let back = self.shown.with_untracked(|shown| {
            let dates = shown.dates?;
            Some(edit.undone(my_days(shown, self.me()), &dates)).filter(|undo| !undo.is_empty())
        });
        self.edits.update(|edits| {
            edits.undo.extend(back);
            if edits.undo.len() > UNDOABLE {
                edits.undo.remove(0);
            }
        });
        self.queue(edit);
    }

    /// What the viewer sees of their own day at a place.
    pub(super) fn my_day(self, place: usize) -> Option<Availability> {
        self.shown.with_untracked(|board| my_days(board, self.me()).get(place).copied())
    }
}

//! The reactive state of a meeting page: the board of the server plus the viewer's local edits.

use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;

use super::browser::document::reveal_day;
use super::forms::{go_back, push_address, replace_address};
use super::local_edits::{LocalEdits, my_days};
use super::meeting_props::MeetingProps;
use super::pending_edit::PendingEdit;
use super::saving::Saving;
use super::server_clock::ServerClock;
use crate::components::{View, availability_word};
use crate::domain::{Availability, Board, Entry, Mark, ParticipantId, Stroke};
use crate::texts::Language;

/// The maximum number of strokes in the undo history.
const MAX_UNDO: usize = 50;

/// The board as the viewer sees it. Their edits show at once (optimistic updates) and are saved in the
/// background.
///
/// Each type of signal adds code to the visitor's download, so there are only a few.
#[derive(Clone, Copy)]
pub(super) struct LiveBoard {
    /// The board as the server sent it last.
    pub(super) server_board: RwSignal<Board>,
    /// The viewer's local edits.
    pub(super) edits: RwSignal<LocalEdits>,
    /// The state of saving.
    pub(super) saving: RwSignal<Saving>,
    /// `server_board` with the local edits applied, without the timeline and other texts.
    pub(super) shown: Memo<Board>,
    /// The sentence for screen readers, as HTML: changes by others, or the viewer's own mark of a day.
    pub(super) announcement: RwSignal<String>,
    /// A sentence about edits that were lost or that others overlap with, as HTML; empty if there is none.
    pub(super) lost: RwSignal<String>,
    /// Whether answering is closed now.
    pub(super) closed: RwSignal<bool>,
    /// The viewer's current day.
    pub(super) today: RwSignal<NaiveDate>,
    /// The server's time.
    pub(super) server_clock: StoredValue<ServerClock>,
    /// Whether the page no longer fits the meeting and has to be reloaded.
    pub(super) outdated: RwSignal<bool>,
    /// The page's language.
    pub(super) language: Language,
    /// The props of the island.
    pub(super) props: StoredValue<MeetingProps>,
    /// What the viewer chose to see.
    pub(super) view: RwSignal<View>,
    /// The changes by others that were not announced yet.
    pub(super) unannounced: StoredValue<Vec<Entry>>,
}

impl LiveBoard {
    pub(super) fn new(props: StoredValue<MeetingProps>, language: Language, today: NaiveDate) -> Self {
        let (me, board, written) =
            props.with_value(|props| (props.me, props.board.clone(), props.written.clone()));
        let closed = RwSignal::new(props.with_value(|props| board.closing.cause(props.at).is_some()));
        let server_board = RwSignal::new(board);
        let edits = RwSignal::new(LocalEdits { written, ..LocalEdits::default() });
        Self {
            server_board,
            edits,
            saving: RwSignal::new(Saving::Idle),
            shown: Memo::new(move |_| {
                server_board.with(|server_board| edits.with(|edits| edits.displayed(server_board, me)))
            }),
            announcement: RwSignal::new(String::new()),
            lost: RwSignal::new(String::new()),
            closed,
            today: RwSignal::new(today),
            server_clock: StoredValue::new(ServerClock::told(props.with_value(|props| props.at))),
            outdated: RwSignal::new(false),
            language,
            view: RwSignal::new(props.with_value(MeetingProps::view)),
            props,
            unannounced: StoredValue::new(Vec::new()),
        }
    }

    /// The server's time, in UTC.
    pub(super) fn now(self) -> NaiveDateTime {
        self.server_clock.with_value(|clock| clock.now())
    }

    /// Whether the viewer may mark and join: while answering is closed only the organizer may.
    pub(super) fn may_answer(self) -> bool {
        let (organizes, now) = self.props.with_value(|props| (props.organizes, self.now()));
        self.server_board.with_untracked(|board| board.closing.takes_answers(now, organizes))
    }

    /// The participant whose days are shown as "your days".
    pub(super) fn me(self) -> Option<ParticipantId> {
        self.props.with_value(|props| props.me)
    }

    /// The url code of the meeting.
    pub(super) fn url_code(self) -> String {
        self.props.with_value(|props| props.url_code.clone())
    }

    /// The value of `?seat=` in the page's address.
    pub(super) fn seat(self) -> String {
        self.view.with_untracked(View::seat_field)
    }

    /// The participant who signs the viewer's comments; `None` if they type a name.
    pub(super) fn signer(self) -> Option<i64> {
        let is_mine = |me: &ParticipantId| self.props.with_value(|props| props.mine.contains(me));
        self.me().filter(is_mine).map(|me| me.0)
    }

    /// The address of the meeting page, even if this page is the response to a form.
    pub(super) fn address(self) -> String {
        self.view.with_untracked(|view| self.address_of(view))
    }

    /// The address of the meeting page with another view.
    pub(super) fn address_of(self, view: &View) -> String {
        self.props.with_value(|props| view.address(&props.url_code))
    }

    /// The number of the newest entry that the page has.
    pub(super) fn version(self) -> u64 {
        self.server_board.with_untracked(|server_board| server_board.version)
    }

    /// Shows a stroke while it is being painted.
    pub(super) fn paint(self, stroke: Stroke) {
        self.edits.update(|edits| edits.painted = Some(stroke));
    }

    /// Discards the stroke that is being painted.
    pub(super) fn forget_painting(self) {
        self.edits.update(|edits| edits.painted = None);
    }

    /// Marks and saves the painted stroke.
    pub(super) fn finish_painting(self) {
        if let Some(stroke) = self.edits.try_update(|edits| edits.painted.take()).flatten() {
            self.mark(stroke);
        }
    }

    /// Marks the day at index `index` and saves it.
    pub(super) fn mark_day(self, index: usize, with: Mark) {
        let days = self
            .server_board
            .with_untracked(|server_board| server_board.dates.map_or(0, |dates| dates.len()));
        let mut stroke = Stroke::untouched(days);
        stroke.set(index, with);
        self.mark(stroke);
    }

    /// Shows a stroke at once and saves it in the background.
    pub(super) fn mark(self, stroke: Stroke) {
        if !stroke.is_untouched() {
            self.perform(PendingEdit::Stroke(stroke));
        }
    }

    /// Makes every day free, keeps the stars, and saves it.
    pub(super) fn all_days_work(self) {
        self.perform(PendingEdit::AllDaysWork);
    }

    /// Undoes the viewer's last stroke by another stroke. A stroke is skipped if all of its days were marked
    /// again since.
    pub(super) fn undo(self) {
        while let Some(undo) = self.edits.try_update(|edits| edits.undo.pop()).flatten() {
            let before = self.my_days();
            let stroke = undo.stroke(&before);
            if !stroke.is_untouched() {
                self.queue(PendingEdit::Stroke(stroke));
                let texts = self.language.live();
                return self.announce_marks(&before, |days| texts.undone(days));
            }
        }
    }

    /// Whether there is something to undo.
    pub(super) fn can_undo(self) -> bool {
        self.edits.with(|edits| !edits.undo.is_empty())
    }

    /// Whether there are pending edits that the server does not have.
    pub(super) fn has_pending_edits(self) -> bool {
        self.edits.with_untracked(|edits| !edits.pending.is_empty())
    }

    /// Whether pending edits would be lost if the page were closed.
    pub(super) fn would_lose_edits(self) -> bool {
        self.has_pending_edits() && self.edits.with_untracked(|edits| !edits.stored)
    }

    /// Whether an edit of the day at index `index` could not be saved and waits for a retry.
    pub(super) fn has_failed_edit_at(self, index: usize) -> bool {
        let failed = self.saving.with(Saving::has_failed);
        failed && self.edits.with(|edits| edits.pending.iter().any(|edit| edit.touches(index)))
    }

    fn perform(self, edit: PendingEdit) {
        let before = self.my_days();
        let dates = self.server_board.with_untracked(|board| board.dates);
        let back = dates.map(|dates| edit.undone(&before, &dates)).filter(|undo| !undo.is_empty());
        self.edits.update(|edits| {
            edits.undo.extend(back);
            if edits.undo.len() > MAX_UNDO {
                edits.undo.remove(0);
            }
        });
        self.queue(edit);
        let texts = self.language.live();
        self.announce_marks(&before, |days| texts.marked_now(days));
    }

    /// Tells screen readers which of the viewer's days are different than `before`: one by name, several by their
    /// number in the sentence `of_several`.
    fn announce_marks(self, before: &[Availability], of_several: impl Fn(&str) -> String) {
        let after = self.my_days();
        let changed = before.iter().zip(&after).enumerate().filter(|(_, (before, after))| before != after);
        let changed: Vec<_> = changed.map(|(index, (_, after))| (index, *after)).collect();
        if changed.is_empty() {
            return;
        }
        let days = self.server_board.with_untracked(|board| board.dates);
        let one = changed.first().filter(|_| changed.len() == 1);
        let one = one.and_then(|(index, after)| Some((days?.days().nth(*index)?, *after)));
        let language = self.language;
        self.announcement.set(if let Some((day, after)) = one {
            [&language.day(day), availability_word(language, after)].join(": ")
        } else {
            let count = |of: Availability| changed.iter().filter(|(_, after)| *after == of).count();
            of_several(&language.day_numbers(Availability::ALL.map(count)))
        });
    }

    /// The viewer's own availability, as displayed.
    fn my_days(self) -> Vec<Availability> {
        self.shown.with_untracked(|shown| my_days(shown, self.me()).to_vec())
    }

    /// The viewer's own availability at index `index`, as displayed.
    pub(super) fn my_day(self, index: usize) -> Option<Availability> {
        self.shown.with_untracked(|board| my_days(board, self.me()).get(index).copied())
    }

    /// Shows another view, and writes it into the page's address. Back leads to the days of everybody, however many
    /// others were shown since.
    pub(super) fn show(self, view: View) {
        let shown = self.view.get_untracked();
        if shown == view {
            return;
        }
        let (was_plain, is_plain) = (shown.is_plain(), view.is_plain());
        let leads_back = is_plain && shown.only == view.only;
        self.view.set(view);
        if was_plain {
            push_address(&self.address());
        } else if !(leads_back && go_back()) {
            replace_address(&self.address());
        }
        self.reveal_day();
    }

    /// Scrolls the day that is open into view, if the panel covers it.
    pub(super) fn reveal_day(self) {
        let day = self.view.with_untracked(|view| view.day);
        let dates = self.server_board.with_untracked(|board| board.dates);
        if let Some(index) = dates.zip(day).and_then(|(dates, day)| dates.position(day)) {
            reveal_day(index);
        }
    }

    /// Opens the panel of a day.
    pub(super) fn open_day(self, index: usize) {
        let dates = self.server_board.with_untracked(|board| board.dates);
        let day = dates.and_then(|dates| dates.days().nth(index));
        self.show(self.view.with_untracked(|view| view.with_day(day)));
    }

    /// Whether the days of one person are shown, and not the viewer's own.
    pub(super) fn shows_person(self) -> bool {
        self.view.with_untracked(|view| view.person.is_some())
    }
}

//! Applies updates from the server to the live board, and announces them to screen readers.

use std::time::Duration;

use leptos::prelude::*;

use super::browser::{clock, lifecycle};
use super::forms;
use super::live_board::LiveBoard;
use super::saving::Saving;
use crate::domain::{Actor, Availability, Entry, Event, ParticipantId};
use crate::live_protocol::{Applied, MeetingUpdate};
use crate::texts::Language;
use crate::texts::html::typed;

/// How long changes by others are collected before they are announced.
const ANNOUNCE_DELAY: Duration = Duration::from_secs(2);

impl LiveBoard {
    /// Applies an update to the board. Returns `false` if entries are missing and the page has to request
    /// them.
    pub(super) fn apply_update(self, update: MeetingUpdate) -> bool {
        let mut applied = Applied::Missed;
        self.server_board.maybe_update(|server_board| {
            applied = update.apply_to(server_board);
            match &applied {
                Applied::New(entries) => !entries.is_empty(),
                Applied::Whole => true,
                Applied::Missed | Applied::Gone => false,
            }
        });
        match applied {
            Applied::New(entries) => {
                for entry in &entries {
                    self.notice_overruled(entry);
                }
                self.announce(entries);
            }
            Applied::Whole => {}
            Applied::Missed => return false,
            Applied::Gone => self.mark_outdated(),
        }
        let fits = self.server_board.with_untracked(|server_board| {
            let me = self.me();
            let seated = me.is_none() || server_board.participants.iter().any(|one| Some(one.id) == me);
            seated && self.props.with_value(|props| props.board.dates == server_board.dates)
        });
        if !fits {
            self.mark_outdated();
        }
        self.check_closing();
        true
    }

    /// Notices that answering was closed or opened, or that the answer-by day is over by now.
    pub(super) fn check_closing(self) {
        let now = self.now();
        let closed = self.server_board.with_untracked(|board| board.closing.cause(now).is_some());
        if closed != self.closed.get_untracked() {
            self.closed.set(closed);
            // What others than the organizer can do on the page is another thing now.
            if !self.props.with_value(|props| props.organizes) {
                self.mark_outdated();
            }
        }
    }

    /// Notices that another day has begun where the viewer is.
    pub(super) fn check_today(self) {
        if let Some(today) = clock::today().filter(|today| *today != self.today.get_untracked()) {
            self.today.set(today);
        }
    }

    /// Handles an update that the rendered page no longer fits. The page reloads at once if nothing would be
    /// lost by that, and the viewer is not in the middle of something; otherwise it offers to reload.
    pub(super) fn mark_outdated(self) {
        let refused = matches!(self.saving.get_untracked(), Saving::Refused(_));
        let refused = refused || self.edits.with_untracked(|edits| edits.answers_form);
        let is_painting = self.edits.with_untracked(|edits| edits.painted.is_some());
        let is_busy = is_painting || forms::has_focused_field() || forms::is_typed_in("body");
        self.outdated.set(true);
        if !refused && !self.has_pending_edits() && !is_busy {
            lifecycle::replace_unless_left(&self.address());
        }
    }

    /// Announces changes by others to screen readers: collected, and in one sentence for any number of
    /// changes.
    fn announce(self, new: Vec<Entry>) {
        let gathering = self.unannounced.with_value(|unannounced| !unannounced.is_empty());
        if new.is_empty() {
            return;
        }
        self.unannounced.update_value(|unannounced| unannounced.extend(new));
        if !gathering {
            let say = move || {
                let mut entries = self.unannounced.try_update_value(std::mem::take).unwrap_or_default();
                // By now the responses to the page's own comments have arrived, so it can tell which comments
                // are its own.
                entries.retain(|entry| !self.was_made_here(entry));
                if entries.is_empty() {
                    return;
                }
                self.announcement.set(summary(&entries, self.language));
            };
            set_timeout(say, ANNOUNCE_DELAY);
        }
    }

    /// Notices that somebody else marked a day on which a mark of the viewer is pending. A mark that waits will
    /// come later, so it counts, and the page says so; of one in flight that is known when its own entry comes.
    fn notice_overruled(self, entry: &Entry) {
        let Event::Marked { participant, .. } = &entry.event else { return };
        if Some(*participant) != self.me() {
            return;
        }
        if self.was_made_here(entry) {
            return self.settle_overlapping();
        }
        let in_flight = usize::from(self.saving.with_untracked(Saving::is_in_flight));
        if self.lead_undo_back_to(entry, in_flight) {
            self.say_overruled(entry);
        } else if in_flight > 0 {
            self.edits.update(|edits| edits.overlapping.push(entry.clone()));
        }
    }

    /// The edit in flight comes after what others marked meanwhile: either its entry has arrived, or it will be
    /// sent again.
    pub(super) fn settle_overlapping(self) {
        let overlapping = self.edits.try_update(|edits| std::mem::take(&mut edits.overlapping));
        for entry in overlapping.unwrap_or_default() {
            if self.lead_undo_back_to(&entry, 0) {
                self.say_overruled(&entry);
            }
        }
    }

    /// Makes undo lead back to what an entry marked on days that the pending edits from index `first` on mark too. Returns
    /// whether there are such days.
    fn lead_undo_back_to(self, entry: &Entry, first: usize) -> bool {
        let Event::Marked { free, busy, starred, .. } = &entry.event else { return false };
        let Some(dates) = self.server_board.with_untracked(|board| board.dates) else { return false };
        let theirs =
            [(free, Availability::Free), (busy, Availability::Busy), (starred, Availability::Starred)];
        let mut overruled = false;
        self.edits.update(|edits| {
            for (days, now) in theirs {
                for index in days.iter().filter_map(|day| dates.position(*day)) {
                    if edits.pending.iter().skip(first).any(|edit| edit.touches(index)) {
                        overruled = true;
                        edits.undo.iter_mut().for_each(|undo| undo.lead_back_to(index, now));
                    }
                }
            }
        });
        overruled
    }

    /// Says that the viewer's mark counts, because it comes after that of an entry.
    fn say_overruled(self, entry: &Entry) {
        let name = match &entry.who {
            Actor::Participant(_, name) => typed(name.as_str()),
            Actor::Organizer => self.language.live().organizer().to_owned(),
            Actor::Guest => self.language.live().guest().to_owned(),
        };
        self.lost.set(self.language.live().overruled(&name));
    }

    /// Whether the viewer made this change, as far as the page can tell.
    fn was_made_here(self, entry: &Entry) -> bool {
        let is_me = |id: &ParticipantId| Some(*id) == self.me();
        let organizes = self.props.with_value(|props| props.organizes);
        match (&entry.who, &entry.event) {
            (Actor::Participant(id, _), _) => is_me(id),
            (_, Event::Commented { .. }) => {
                self.edits.with_untracked(|edits| edits.written.contains(&entry.number))
            }
            (Actor::Organizer, Event::Marked { participant, .. }) => organizes && is_me(participant),
            (Actor::Guest, Event::Marked { participant, .. }) => is_me(participant),
            (Actor::Organizer, _) => organizes,
            (Actor::Guest, _) => false,
        }
    }
}

/// The last entry as a sentence, followed by the number of the other entries.
fn summary(entries: &[Entry], language: Language) -> String {
    let last = entries.last().map(|entry| language.entry_sentence(entry)).unwrap_or_default();
    match entries.len() {
        0 | 1 => last,
        count => [last, language.live().and_more(count - 1)].join(". "),
    }
}

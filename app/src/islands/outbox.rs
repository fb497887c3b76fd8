//! The outbox of a page: the viewer's edits, stored in the browser and sent in the background.

use leptos::prelude::*;

use super::browser::clock::{now_micros, page_id};
use super::live_board::LiveBoard;
use super::local_edits::my_days;
use super::outbox_storage::{self, SavedEdits};
use super::pending_edit::PendingEdit;
use super::saving::Saving;
use crate::api::{AllDaysWork, Mark, WireError, call};
use crate::domain::{DateRange, ParticipantId};
use crate::live_protocol::{Envelope, MeetingUpdate};
use crate::texts::html::escape;

impl LiveBoard {
    /// Shows an edit, stores it in the browser, and sends it.
    pub(super) fn queue(self, edit: PendingEdit) {
        self.drop_edits_taken_over();
        let in_flight = usize::from(self.saving.with_untracked(Saving::is_in_flight));
        self.edits.update(|edits| {
            match (edits.pending.get_mut(in_flight..).and_then(<[PendingEdit]>::last_mut), edit) {
                // Strokes that wait go together in one request.
                (Some(PendingEdit::Stroke(waiting)), PendingEdit::Stroke(stroke)) => waiting.then(&stroke),
                (_, edit) => edits.pending.push(edit),
            }
        });
        self.store();
        self.save();
    }

    /// Takes over the edits of earlier pages that the server may not have. Edits for a participant who is
    /// gone are dropped, and the page says so.
    pub(super) fn take_over_stored_edits(self) {
        let (dates, people) = self.server_board.with_untracked(|server_board| {
            (server_board.dates, server_board.participants.iter().map(|one| one.id).collect::<Vec<_>>())
        });
        let stored = outbox_storage::take(&self.url_code(), self.me(), &people);
        if stored.dropped {
            self.lost.set(self.language.live().dropped().to_owned());
        }
        let Some(dates) = dates else { return };
        self.edits.update(|edits| edits.given_up = stored.given_up);
        for edit in stored.mine.lines().filter_map(|line| PendingEdit::parse(line, &dates)) {
            self.queue(edit);
        }
        for saved in stored.others {
            leptos::task::spawn_local(self.send_for_other(saved, dates));
        }
    }

    /// Sends the edits that were made for another participant. Those that could not be sent stay stored
    /// for another page; of those that are refused the page says so.
    async fn send_for_other(self, saved: SavedEdits, dates: DateRange) {
        for edit in saved.text.lines().filter_map(|line| PendingEdit::parse(line, &dates)) {
            let marks = self
                .server_board
                .with_untracked(|server_board| edit.text(my_days(server_board, Some(saved.participant))));
            // The identifier of the page that stored them: whoever takes them over next gives that up.
            let given_up = saved.given_up.clone();
            match self.send(saved.participant, &edit, marks, saved.page(), given_up).await {
                Ok(response) => self.apply_response(response),
                Err(WireError { retry: true, .. }) => return,
                Err(WireError { detail, .. }) => {
                    let texts = self.language.live();
                    self.lost.set([texts.refused_elsewhere(), &escape(&detail)].join(" "));
                }
            }
        }
        saved.forget();
    }

    /// Stores the edits that the server does not have yet, for the next page.
    fn store(self) {
        let Some(me) = self.me() else { return };
        let text = self.server_board.with_untracked(|server_board| {
            let days = my_days(server_board, Some(me));
            self.edits.with_untracked(|edits| {
                edits.pending.iter().map(|edit| edit.text(days) + "\n").collect::<String>()
            })
        });
        let stored = outbox_storage::save(&self.url_code(), me, &text);
        self.edits.update(|edits| edits.stored = stored);
    }

    /// Drops the edits that another page of this browser took over: that page sends them.
    fn drop_edits_taken_over(self) {
        let stored = self.edits.with_untracked(|edits| edits.stored && !edits.pending.is_empty());
        if stored && self.me().is_some_and(|me| outbox_storage::is_taken_over(&self.url_code(), me)) {
            let in_flight = usize::from(self.saving.with_untracked(Saving::is_in_flight));
            self.edits.update(|edits| edits.pending.truncate(in_flight));
        }
    }

    /// Sends the pending edits, one request at a time. If that fails they stay shown, and are sent again.
    pub(super) fn save(self) {
        let (Some(me), false) = (self.me(), self.saving.with_untracked(Saving::is_in_flight)) else { return };
        self.drop_edits_taken_over();
        let Some(edit) = self.edits.with_untracked(|edits| edits.pending.first().cloned()) else {
            if self.saving.with_untracked(Saving::has_failed) {
                self.saving.set(Saving::Idle);
            }
            return;
        };
        let marks =
            self.server_board.with_untracked(|server_board| edit.text(my_days(server_board, Some(me))));
        self.saving.update(Saving::begin);
        let given_up = self.edits.with_untracked(|edits| edits.given_up.clone());
        leptos::task::spawn_local(async move {
            match self.send(me, &edit, marks, &page_id(), given_up.clone()).await {
                Ok(response) => {
                    self.apply_response(response);
                    self.drop_edits_taken_over();
                    self.edits.update(|edits| {
                        edits.given_up.clear();
                        // What others marked after this edit counts.
                        edits.overlapping.clear();
                        drop(edits.pending.remove(0));
                    });
                    self.store();
                    self.saving.set(Saving::Saved);
                    self.save();
                }
                Err(WireError { detail, retry: true, .. }) => {
                    // The request may still be on its way, and must not be carried out after the next one.
                    let page = page_id();
                    if !given_up.starts_with(&page) {
                        self.edits.update(|edits| edits.given_up = page + " " + &given_up);
                    }
                    self.settle_overlapping();
                    self.saving.set(Saving::Failed(detail));
                }
                Err(WireError { detail, .. }) => {
                    self.edits.update(|edits| {
                        edits.pending.clear();
                        edits.overlapping.clear();
                        edits.undo.clear();
                    });
                    self.store();
                    // While answering is closed the page has no place for the state of saving.
                    if !self.may_answer() {
                        self.lost.set(escape(&detail));
                    }
                    self.saving.set(Saving::Refused(detail));
                }
            }
        });
    }

    /// Sends an edit of a participant's days. `marks` is the edit as text, `page` the identifier of the
    /// page that made it, and `given_up` names the attempts that must not be carried out any more.
    async fn send(
        self,
        participant: ParticipantId,
        edit: &PendingEdit,
        marks: String,
        page: &str,
        given_up: String,
    ) -> Result<Option<Envelope>, WireError> {
        self.edits.update(|edits| edits.attempt = now_micros().max(edits.attempt + 1));
        let attempt = page.to_owned() + "-" + &self.edits.with_untracked(|edits| edits.attempt.to_string());
        let (url_code, participant, after) = (self.url_code(), participant.0, Some(self.version()));
        match edit {
            PendingEdit::Stroke(_) => {
                call(&Mark { url_code, participant, marks, after, attempt, given_up }).await
            }
            PendingEdit::AllDaysWork => {
                let seat = String::new();
                call(&AllDaysWork { url_code, participant, seat, after, attempt, given_up }).await
            }
        }
    }

    /// Applies the response to something that the viewer did. A newer server may use another version of
    /// the protocol: then its page is another too, and the viewer is asked to load it. While servers are
    /// replaced one after another, a page that reloads by itself might go on doing so.
    pub(super) fn apply_response(self, response: Option<Envelope>) {
        match response {
            // Something newer arrived meanwhile.
            Some(Envelope { update: MeetingUpdate::Whole(board), .. }) if board.version < self.version() => {}
            Some(Envelope { update, written, .. }) => {
                let wrote_comment = written.is_some();
                self.edits.update(|edits| edits.written.extend(written));
                self.apply_update(update);
                if wrote_comment {
                    // Its entry may have come before: whose it is, is seen only now.
                    self.server_board.notify();
                }
            }
            None => self.outdated.set(true),
        }
    }
}

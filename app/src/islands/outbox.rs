//! The queue of what the viewer did: kept in the browser, sent in the background.

use leptos::prelude::*;
use leptos::web_sys::UrlSearchParams;

use super::browser::clock::{now_micros, page_id};
use super::live_board::LiveBoard;
use super::local_edits::my_days;
use super::outbox_storage::{self, SavedEdits};
use super::pending_edit::PendingEdit;
use super::post::{PostError, post};
use super::saving::Saving;
use crate::domain::{DateRange, ParticipantId};
use crate::live_protocol::{Envelope, MeetingUpdate};

impl LiveBoard {
    /// Shows what the viewer did, keeps it, and sends it.
    pub(super) fn queue(self, edit: PendingEdit) {
        self.leave_what_was_taken_over();
        let under_way = usize::from(self.saving.with_untracked(Saving::is_under_way));
        self.edits.update(|edits| {
            match (edits.pending.get_mut(under_way..).and_then(<[PendingEdit]>::last_mut), edit) {
                // What waits goes along in one request.
                (Some(PendingEdit::Stroke(waiting)), PendingEdit::Stroke(stroke)) => waiting.then(&stroke),
                (_, edit) => edits.pending.push(edit),
            }
        });
        self.keep();
        self.save();
    }

    /// Takes over what the viewer did on an earlier page and the server may not know. Gives whether
    /// something was dropped because the participant is gone.
    pub(super) fn take_up(self) -> bool {
        let (dates, people) = self.truth.with_untracked(|truth| {
            (truth.dates, truth.participants.iter().map(|one| one.id).collect::<Vec<_>>())
        });
        let kept = outbox_storage::take(&self.url_code(), self.me(), &people);
        let Some(dates) = dates else { return kept.dropped };
        self.edits.update(|edits| edits.given_up = kept.given_up);
        for edit in kept.mine.lines().filter_map(|line| PendingEdit::parse(line, &dates)) {
            self.queue(edit);
        }
        for waiting in kept.others {
            leptos::task::spawn_local(self.send_waiting(waiting, dates));
        }
        kept.dropped
    }

    /// Sends what was done from another seat. What fails stays kept for another page.
    async fn send_waiting(self, waiting: SavedEdits, dates: DateRange) {
        for edit in waiting.text.lines().filter_map(|line| PendingEdit::parse(line, &dates)) {
            let days =
                self.truth.with_untracked(|truth| edit.text(my_days(truth, Some(waiting.participant))));
            // Under the name of the page that kept it: whoever takes it over next gives that up.
            let (page, given_up) = (waiting.page(), &waiting.given_up);
            match self.send(waiting.participant, &edit, &days, page, given_up).await {
                Ok(envelope) => self.apply_response(envelope),
                Err(PostError::Failed(_)) => return,
                Err(PostError::Refused(_)) => {}
            }
        }
        waiting.forget();
    }

    /// Writes down what the server does not know yet, for the next page.
    fn keep(self) {
        let Some(me) = self.me() else { return };
        let text = self.truth.with_untracked(|truth| {
            let days = my_days(truth, Some(me));
            self.edits.with_untracked(|edits| {
                edits.pending.iter().map(|edit| edit.text(days) + "\n").collect::<String>()
            })
        });
        let kept = outbox_storage::save(&self.url_code(), me, &text);
        self.edits.update(|edits| edits.kept = kept);
    }

    /// Forgets what another page of this browser took over: that one sends it.
    fn leave_what_was_taken_over(self) {
        let kept = self.edits.with_untracked(|edits| edits.kept && !edits.pending.is_empty());
        if kept && self.me().is_some_and(|me| outbox_storage::is_taken_over(&self.url_code(), me)) {
            let under_way = usize::from(self.saving.with_untracked(Saving::is_under_way));
            self.edits.update(|edits| edits.pending.truncate(under_way));
        }
    }

    /// Sends what waits, one request at a time. What fails stays shown and waits for another try.
    pub(super) fn save(self) {
        let (Some(me), false) = (self.me(), self.saving.with_untracked(Saving::is_under_way)) else { return };
        self.leave_what_was_taken_over();
        let Some(edit) = self.edits.with_untracked(|edits| edits.pending.first().cloned()) else {
            if self.saving.with_untracked(Saving::has_failed) {
                self.saving.set(Saving::Idle);
            }
            return;
        };
        let days = self.truth.with_untracked(|truth| edit.text(my_days(truth, Some(me))));
        self.saving.update(Saving::begin);
        let given_up = self.edits.with_untracked(|edits| edits.given_up.clone());
        leptos::task::spawn_local(async move {
            match self.send(me, &edit, &days, &page_id(), &given_up).await {
                Ok(envelope) => {
                    self.apply_response(envelope);
                    self.leave_what_was_taken_over();
                    self.edits.update(|edits| {
                        edits.given_up.clear();
                        drop(edits.pending.remove(0));
                    });
                    self.keep();
                    self.saving.set(Saving::Saved);
                    self.save();
                }
                Err(PostError::Failed(detail)) => {
                    // It may still be on its way, and must not come after what is sent next.
                    let page = page_id();
                    if !given_up.starts_with(&page) {
                        self.edits.update(|edits| edits.given_up = page + " " + &given_up);
                    }
                    self.saving.set(Saving::Failed(detail));
                }
                Err(PostError::Refused(detail)) => {
                    self.edits.update(|edits| {
                        edits.pending.clear();
                        edits.undo.clear();
                    });
                    self.keep();
                    self.saving.set(Saving::Refused(detail));
                }
            }
        });
    }

    /// Sends what was done to a participant's days; `text` is what it is as text, `page` the name
    /// of the page that does it, and `given_up` says what of it and of others is not to be carried out any
    /// more.
    async fn send(
        self,
        participant: ParticipantId,
        edit: &PendingEdit,
        text: &str,
        page: &str,
        given_up: &str,
    ) -> Result<Option<Envelope>, PostError> {
        self.edits.update(|edits| edits.attempt = now_micros().max(edits.attempt + 1));
        let number = self.edits.with_untracked(|edits| edits.attempt.to_string());
        let (participant, after) = (participant.0.to_string(), self.version().to_string());
        let fields = UrlSearchParams::new().map_err(|_| PostError::Failed(String::new()))?;
        fields.append("url_code", &self.url_code());
        fields.append("participant", &participant);
        fields.append("marks", text);
        fields.append("after", &after);
        fields.append("attempt", &(page.to_owned() + "-" + &number));
        fields.append("given_up", given_up);
        let all = *edit == PendingEdit::AllDaysWork;
        post(if all { "/api/all_days_work" } else { "/api/mark" }, &fields).await
    }

    /// Takes over what the server answered to something that was done. A newer server may say it in
    /// another form: then its page is another too, which the viewer asks for. While servers are replaced
    /// one after another a page that did so by itself might go on doing so.
    pub(super) fn apply_response(self, envelope: Option<Envelope>) {
        match envelope {
            // It comes after what was heard meanwhile.
            Some(Envelope { update: MeetingUpdate::Whole(board), .. }) if board.version < self.version() => {}
            Some(Envelope { update, written, .. }) => {
                self.edits.update(|edits| edits.written.extend(written));
                self.apply_update(update);
            }
            None => self.outdated.set(true),
        }
    }
}

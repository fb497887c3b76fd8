//! What the page hears of others, and says to those who listen.

use std::time::Duration;

use leptos::prelude::*;

use super::browser::window;
use super::forms;
use super::live_board::LiveBoard;
use super::refresh::refresh;
use super::saving::Saving;
use crate::domain::{Actor, Entry, Event, ParticipantId};
use crate::live_protocol::{Applied, MeetingUpdate};
use crate::texts::Language;

/// How long others' changes are gathered before those who listen hear of them.
const GATHERING: Duration = Duration::from_secs(2);

impl LiveBoard {
    /// Takes over what happened. Gives false where something was missed: the page has to ask for it.
    pub(super) fn apply_update(self, update: MeetingUpdate) -> bool {
        let mut applied = Applied::Missed;
        self.truth.maybe_update(|truth| {
            applied = update.apply_to(truth);
            match &applied {
                Applied::New(entries) => !entries.is_empty(),
                Applied::Whole => true,
                Applied::Missed | Applied::Gone => false,
            }
        });
        match applied {
            Applied::New(entries) => self.announce(entries),
            Applied::Whole => {}
            Applied::Missed => return false,
            Applied::Gone => self.outgrow(),
        }
        let fits = self.truth.with_untracked(|truth| {
            let me = self.me();
            let seated = me.is_none() || truth.participants.iter().any(|one| Some(one.id) == me);
            seated && self.props.with_value(|props| props.board.dates == truth.dates)
        });
        if !fits {
            self.outgrow();
        }
        true
    }

    /// The page does not fit the meeting any longer: it is shown anew at once where nothing is lost by
    /// that, else when the viewer says so.
    fn outgrow(self) {
        let refused = matches!(self.saving.get_untracked(), Saving::Refused(_));
        let refused = refused || self.edits.with_untracked(|edits| edits.answers_form);
        self.outdated.set(true);
        if !refused && !self.waits() && !forms::is_typed_in("body") {
            window::replace_page(&self.address());
        }
    }

    /// Says what others did to those who listen: gathered, and in one sentence, however much it is.
    fn announce(self, new: Vec<Entry>) {
        let gathering = self.unannounced.with_value(|unannounced| !unannounced.is_empty());
        if new.is_empty() {
            return;
        }
        self.unannounced.update_value(|unannounced| unannounced.extend(new));
        if !gathering {
            let say = move || {
                let mut entries = self.unannounced.try_update_value(std::mem::take).unwrap_or_default();
                // The organizer's list of people is the server's.
                if self.props.with_value(|props| props.organizes) && entries.iter().any(changes_people) {
                    refresh("#manage-people .manage", self.address());
                }
                // By now the page knows which comments are its own.
                entries.retain(|entry| !self.did(entry));
                if entries.is_empty() {
                    return;
                }
                self.announcement.set(summary(&entries, self.language()));
            };
            set_timeout(say, GATHERING);
        }
    }

    /// Whether the viewer did this, as far as a page can tell.
    fn did(self, entry: &Entry) -> bool {
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

/// Whether somebody came, went, or is called otherwise.
fn changes_people(entry: &Entry) -> bool {
    matches!(entry.event, Event::Joined { .. } | Event::Renamed { .. } | Event::Removed { .. })
}

/// The last thing that happened, and how much else did.
fn summary(entries: &[Entry], language: Language) -> String {
    let last = entries.last().map(|entry| language.happened(entry)).unwrap_or_default();
    match entries.len() {
        0 | 1 => last,
        count => [last, (language.live().and_more)(count - 1)].join(". "),
    }
}

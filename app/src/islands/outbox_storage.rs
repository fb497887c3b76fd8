//! Local storage for the outbox, so that pending edits survive a reload.
//!
//! One entry for each page and participant: `meetifyr.{url_code}.{participant}.{page}`. Each page has its own
//! key, so that no tab overwrites the entry of another; the next page takes over all of them. Marks are
//! idempotent: those that the server has already have no effect.

use super::browser::{clock, local_storage};
use crate::domain::ParticipantId;

/// The stored edits that a page takes over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StoredEdits {
    /// The edits for the viewer's own participant, a line each, in the order in which the pages were opened.
    pub(super) mine: String,
    /// The edits for other participants of the meeting, whose days the viewer marked from `?seat=`.
    pub(super) others: Vec<SavedEdits>,
    /// The given-up requests of the pages that stored the edits, each with a leading space.
    pub(super) given_up: String,
    /// Whether there were edits for a participant who was removed.
    pub(super) dropped: bool,
}

/// The stored edits of one page for one participant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SavedEdits {
    /// The participant.
    pub(super) participant: ParticipantId,
    /// The edits, a line each.
    pub(super) text: String,
    /// The given-up requests of the page that stored the edits.
    pub(super) given_up: String,
    key: String,
}

impl SavedEdits {
    /// The id of the page that stored the edits.
    pub(super) fn page(&self) -> &str {
        page_of(&self.key)
    }

    /// Deletes the entry after its edits were sent, unless its page has changed it since.
    pub(super) fn forget(&self) {
        if local_storage::read(&self.key).is_none_or(|text| text == self.text) {
            local_storage::write(&self.key, "");
        }
    }
}

fn prefix(url_code: &str) -> String {
    format!("meetifyr.{url_code}.")
}

fn key(url_code: &str, me: ParticipantId) -> String {
    format!("{}{}.{}", prefix(url_code), me.0, clock::page_id())
}

/// Stores the pending edits, or deletes the entry if there are none. Returns whether this succeeded.
pub(super) fn save(url_code: &str, me: ParticipantId, text: &str) -> bool {
    local_storage::write(&key(url_code, me), text)
}

/// Whether this page's entry no longer exists: another page has taken it over and sends it.
pub(super) fn is_taken_over(url_code: &str, me: ParticipantId) -> bool {
    local_storage::read(&key(url_code, me)).is_none()
}

/// Removes and returns the edits for `me`, removes those for anybody not in `people`, and lists the others.
pub(super) fn take(url_code: &str, me: Option<ParticipantId>, people: &[ParticipantId]) -> StoredEdits {
    let prefix = prefix(url_code);
    let mut found = local_storage::entries(&prefix);
    let mut stored = StoredEdits::default();
    // Page ids are the times at which the pages were opened.
    while let Some(oldest) =
        (0..found.len()).min_by_key(|index| page_of(&found[*index].0).parse::<u64>().unwrap_or_default())
    {
        let (key, text) = found.remove(oldest);
        // Gives up the requests that the other page has sent until now; later ones are not affected.
        let given_up = page_of(&key).to_owned() + "-" + &clock::now_micros().to_string();
        let id = key[prefix.len()..].split('.').next().and_then(|id| id.parse().ok()).map(ParticipantId);
        if id.is_some() && id == me {
            stored.mine.push_str(&text);
            stored.mine.push('\n');
            stored.given_up.push(' ');
            stored.given_up.push_str(&given_up);
        } else if let Some(participant) = id.filter(|id| people.contains(id)) {
            stored.others.push(SavedEdits { participant, text, given_up, key });
            continue;
        } else {
            stored.dropped = true;
        }
        local_storage::write(&key, "");
    }
    stored
}

fn page_of(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or_default()
}

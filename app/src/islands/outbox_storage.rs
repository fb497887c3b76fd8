//! What waits for the server, kept in the browser over a reload.
//!
//! A line for each page and participant: `meetifyr.{url_code}.{participant}.{page}`. Each page has a
//! key of its own, so that no tab overwrites what another one keeps; the next page takes all of them
//! over. Marks are idempotent: those that had arrived already do nothing.

use super::browser::{clock, local_storage};
use crate::domain::ParticipantId;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stored {
    /// The lines of the viewer's own participant, in the order in which they were kept.
    pub(super) mine: String,
    /// What waits for other participants of the meeting: it was done from their seats.
    pub(super) others: Vec<SavedEdits>,
    /// What is given up of the pages that kept it, each with a space before it.
    pub(super) given_up: String,
    /// Whether something waited for a participant who is gone.
    pub(super) dropped: bool,
}

/// What waits for a participant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SavedEdits {
    /// Whose days.
    pub(super) participant: ParticipantId,
    /// The lines.
    pub(super) text: String,
    /// What is given up of the page that kept it.
    pub(super) given_up: String,
    key: String,
}

impl SavedEdits {
    /// The page that kept it.
    pub(super) fn page(&self) -> &str {
        page_of(&self.key)
    }

    /// It is sent; what its page kept since stays.
    pub(super) fn forget(&self) {
        if local_storage::entries(&self.key).iter().all(|(_, text)| *text == self.text) {
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

/// Keeps what waits, or forgets what waited where nothing does. Gives whether the browser has it so.
pub(super) fn save(url_code: &str, me: ParticipantId, text: &str) -> bool {
    local_storage::write(&key(url_code, me), text)
}

/// Whether what this page kept is there no longer: another page took it over, and sends it.
pub(super) fn is_taken_over(url_code: &str, me: ParticipantId) -> bool {
    local_storage::entries(&key(url_code, me)).is_empty()
}

/// Takes what waits for `me` out, and what waits for anybody who is not among `people`.
pub(super) fn take(url_code: &str, me: Option<ParticipantId>, people: &[ParticipantId]) -> Stored {
    let prefix = prefix(url_code);
    let mut found = local_storage::entries(&prefix);
    let mut stored = Stored::default();
    // The pages' names are the times at which they began.
    while let Some(oldest) =
        (0..found.len()).min_by_key(|index| page_of(&found[*index].0).parse::<u64>().unwrap_or_default())
    {
        let (key, text) = found.remove(oldest);
        // What the page sends from now on is its own.
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

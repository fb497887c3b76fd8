//! The room of a meeting: reads the meeting's changes and broadcasts them to its viewers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::domain::UrlCode;
use app::live_protocol::{Envelope, MeetingUpdate, encode};
use app::meetings::Meetings;
use axum::body::Bytes;
use tokio::sync::{Notify, broadcast};
use tokio::task::JoinHandle;

/// Changes within this time are sent together.
const BATCH_WINDOW: Duration = Duration::from_millis(100);

/// The pause after changes could not be read.
const RETRY_PAUSE: Duration = Duration::from_secs(2);

/// The version of a deleted meeting: higher than the version of any other.
const DELETED_VERSION: u64 = u64::MAX;

/// How many messages a viewer may fall behind; after that it reads the entries from the database by itself.
const BUFFERED_MESSAGES: usize = 8;

/// An update of a meeting, encoded once for all its viewers.
#[derive(Debug, Clone)]
pub(super) struct Message {
    /// The number of the first entry in the message; 1 if it contains everything; `last + 1` if it contains
    /// nothing but the version.
    first: u64,
    /// The meeting's version after the update.
    pub(super) last: u64,
    /// The encoded update.
    pub(super) bytes: Bytes,
    /// Whether the meeting was deleted.
    pub(super) is_end: bool,
    /// Whether the database was restored to an earlier state: the entries that a viewer knows beyond it are
    /// void.
    pub(super) is_rollback: bool,
}

impl Message {
    /// The message that brings a viewer up to date from the entry `after`; none if there is nothing new.
    pub(super) fn from_update(update: MeetingUpdate, after: u64) -> Option<Self> {
        let (first, last) = match &update {
            MeetingUpdate::Entries(entries) => (entries.first()?.number, entries.last()?.number),
            MeetingUpdate::Whole(board) => (1, board.version),
            MeetingUpdate::Gone => (1, DELETED_VERSION),
        };
        let is_end = update == MeetingUpdate::Gone;
        Some(Self {
            first,
            last,
            bytes: encode(&Envelope::from(update)).into(),
            is_end,
            is_rollback: last < after,
        })
    }

    /// A message with only the meeting's version: a viewer that knows less reads the entries from the
    /// database.
    fn with_version(version: u64) -> Self {
        Self { first: version + 1, last: version, bytes: Bytes::new(), is_end: false, is_rollback: false }
    }

    /// Whether the message continues from the entry `sent` without a gap.
    pub(super) fn follows(&self, sent: u64) -> bool {
        self.first <= sent.saturating_add(1)
    }
}

/// The room of a meeting that has viewers.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) url_code: UrlCode,
    /// The number of the last entry that was broadcast.
    version: AtomicU64,
    /// Notified when there may be something to broadcast.
    changed: Notify,
    messages: broadcast::Sender<Message>,
    broadcaster: Mutex<Option<JoinHandle<()>>>,
}

impl Room {
    /// Opens a room. It broadcasts the meeting's version first, and then every change.
    pub(super) fn open(url_code: UrlCode, meetings: Meetings) -> Arc<Self> {
        let (messages, _) = broadcast::channel(BUFFERED_MESSAGES);
        let version = AtomicU64::new(0);
        let room =
            Self { url_code, version, changed: Notify::new(), messages, broadcaster: Mutex::default() };
        let room = Arc::new(room);
        let broadcaster = tokio::spawn(broadcast_changes(Arc::clone(&room), meetings));
        room.broadcaster.lock().unwrap_or_else(PoisonError::into_inner).replace(broadcaster);
        room
    }

    /// Stops broadcasting, because the last viewer has left.
    pub(super) fn close(&self) {
        if let Some(broadcaster) = self.broadcaster.lock().unwrap_or_else(PoisonError::into_inner).take() {
            broadcaster.abort();
        }
    }

    /// The number of the last entry that was broadcast; none while it is not known yet, or if the meeting was
    /// deleted.
    pub(super) fn version(&self) -> Option<u64> {
        Some(self.version.load(Ordering::SeqCst)).filter(|version| ![0, DELETED_VERSION].contains(version))
    }

    /// Receives everything that is broadcast from now on.
    pub(super) fn subscribe(&self) -> broadcast::Receiver<Message> {
        self.messages.subscribe()
    }

    /// Has the room check whether there is something to broadcast.
    pub(super) fn check_for_changes(&self) {
        self.changed.notify_one();
    }
}

/// Broadcasts changes until the room is closed or the meeting is deleted. Changes that cannot be read now are
/// read when the room is notified again.
async fn broadcast_changes(room: Arc<Room>, meetings: Meetings) {
    let mut fails = false;
    loop {
        let before = room.version().unwrap_or_default();
        match changes_since(&room, &meetings, before).await {
            Ok(Some(message)) => {
                fails = false;
                // In this order: a viewer that subscribes in between reads the entries from the database and
                // receives them once more.
                room.version.store(message.last, Ordering::SeqCst);
                let is_end = message.is_end;
                // Sending fails if all viewers have left in the meantime.
                let _ = room.messages.send(message);
                if is_end {
                    return;
                }
            }
            Ok(None) => fails = false,
            Err(error) => {
                if !std::mem::replace(&mut fails, true) {
                    tracing::error!(?error, url_code = %room.url_code, "changes could not be read");
                }
                tokio::time::sleep(RETRY_PAUSE).await;
            }
        }
        tokio::time::sleep(BATCH_WINDOW).await;
        room.changed.notified().await;
    }
}

/// What happened after entry `after`, as the message to its viewers; `None` if nothing did. A room that knows no
/// version yet only learns it.
async fn changes_since(
    room: &Room,
    meetings: &Meetings,
    after: u64,
) -> app::meetings::Result<Option<Message>> {
    if after > 0 {
        return Ok(Message::from_update(meetings.update_since(&room.url_code, after).await?, after));
    }
    let versions = meetings.versions(std::slice::from_ref(&room.url_code)).await?;
    let Some((_, version)) = versions.first() else {
        return Ok(Message::from_update(MeetingUpdate::Gone, after));
    };
    Ok(Some(Message::with_version(*version)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_came_before_the_room_knew_its_version_reads_what_they_missed() {
        let message = Message::with_version(6);
        assert!(!message.follows(5));
        assert!(message.follows(6) && message.last <= 6);
    }
}

//! Entries of a timeline as few bytes.

use std::sync::Arc;

use crate::domain::{Entry, Event};
use crate::live_protocol::{decode, encode};

/// The newest entries of a meeting's timeline, in order. They are kept in memory for many meetings and shown for few,
/// so they are encoded, in a fifth of the space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTimeline {
    encoded: Arc<[u8]>,
    oldest: Option<u64>,
    first_comment: Option<u64>,
}

impl StoredTimeline {
    /// These entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let is_comment = |entry: &&Entry| matches!(entry.event, Event::Commented { .. });
        Self {
            encoded: encode(&entries).into(),
            oldest: entries.first().map(|entry| entry.number),
            first_comment: entries.iter().find(is_comment).map(|entry| entry.number),
        }
    }

    /// The entries.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        // What was encoded here can be decoded.
        decode(&self.encoded).unwrap_or_default()
    }

    /// The number of the oldest entry; none without entries.
    #[must_use]
    pub fn oldest(&self) -> Option<u64> {
        self.oldest
    }

    /// The number of the oldest entry that is a comment.
    #[must_use]
    pub fn first_comment(&self) -> Option<u64> {
        self.first_comment
    }

    /// How many bytes it takes beside its own size.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.encoded.len()
    }
}

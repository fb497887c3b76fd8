//! What a server tells a page that looks at a meeting, and how both write it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::{Board, Entry};

/// What happened in a meeting since a page last heard of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// These entries of the timeline, in order and without gaps; perhaps none.
    Entries(Vec<Entry>),
    /// So much that the whole board is less.
    Whole(Box<Board>),
    /// The meeting was deleted.
    Gone,
}

/// Writes a value as bytes: compact, and only readable by who knows its type.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // It fails for sequences of unknown length only, which none of ours are.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Reads what [`encode`] wrote; none where it is something else.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

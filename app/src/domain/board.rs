//! What people look at together.

use serde::{Deserialize, Serialize};

use super::{DateRange, Meeting, Participant};

/// The part of a meeting with a range that changes while people look at it; the same for all of
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The number of the newest entry of the timeline.
    pub version: u64,
    /// The candidate days.
    pub dates: DateRange,
    /// Who is in, in joining order.
    pub participants: Vec<Participant>,
}

impl Board {
    /// The board of a meeting; none while it has no range.
    #[must_use]
    pub fn of(meeting: Meeting) -> Option<Self> {
        let Meeting { version, dates, participants, .. } = meeting;
        Some(Self { version, dates: dates?, participants })
    }
}

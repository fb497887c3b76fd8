//! The state of saving the viewer's edits.

/// The state of saving the viewer's edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing was edited yet.
    Idle,
    /// A request is in flight.
    InFlight,
    /// All edits are saved.
    Saved,
    /// The request failed and can be retried: the server's sentence, empty if the server was not reached.
    Failed(String),
    /// The request failed with this sentence and is being retried. The sentence stays until the retry is
    /// done, because without a connection that takes long.
    Again(String),
    /// The rules do not allow the edit: the server's sentence. The edit was rolled back.
    Refused(String),
}

impl Saving {
    /// A request is being sent.
    pub(super) fn begin(&mut self) {
        *self = match std::mem::replace(self, Self::InFlight) {
            Self::Failed(why) => Self::Again(why),
            _ => Self::InFlight,
        };
    }

    /// Whether a request is in flight.
    pub(super) fn is_in_flight(&self) -> bool {
        matches!(self, Self::InFlight | Self::Again(_))
    }

    /// Whether edits wait because they could not be sent.
    pub(super) fn has_failed(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Again(_))
    }

    /// The name of the state, for CSS and tests.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::InFlight => "under-way",
            Self::Saved => "saved",
            Self::Failed(_) | Self::Again(_) => "failed",
            Self::Refused(_) => "refused",
        }
    }
}

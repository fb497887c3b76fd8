//! How the saving of marks goes.

/// How the saving goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing was done yet.
    Idle,
    /// Something is under way.
    InFlight,
    /// All is there.
    Saved,
    /// It may be tried again: the server's sentence, empty where it was not reached.
    Failed(String),
    /// It failed so, and is being tried again. Until it is known what comes of that nothing else is
    /// shown, because without a connection it goes on for long.
    Again(String),
    /// The rules say no: its sentence. What was done is undone.
    Refused(String),
}

impl Saving {
    /// Something is sent.
    pub(super) fn begin(&mut self) {
        *self = match std::mem::replace(self, Self::InFlight) {
            Self::Failed(why) => Self::Again(why),
            _ => Self::InFlight,
        };
    }

    /// Whether something was sent and not answered yet.
    pub(super) fn is_in_flight(&self) -> bool {
        matches!(self, Self::InFlight | Self::Again(_))
    }

    /// Whether there is nothing to worry about.
    pub(super) fn is_fine(&self) -> bool {
        matches!(self, Self::Idle | Self::InFlight | Self::Saved)
    }

    /// Whether what was done waits because it could not be sent.
    pub(super) fn has_failed(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Again(_))
    }

    /// Its name, for styles and tests.
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

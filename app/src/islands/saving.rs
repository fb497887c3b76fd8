//! How the saving of marks goes.

/// How the saving goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing was done yet.
    Idle,
    /// Something is under way.
    UnderWay,
    /// All is there.
    Saved,
    /// It may be tried again: the server's sentence, empty where it was not reached.
    Failed(String),
    /// The rules say no: its sentence. What was done is undone.
    Refused(String),
}

impl Saving {
    /// Its name, for styles and tests.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::UnderWay => "under-way",
            Self::Saved => "saved",
            Self::Failed(_) => "failed",
            Self::Refused(_) => "refused",
        }
    }
}

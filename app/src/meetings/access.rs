//! What the requester may do with a meeting, a participant or a comment.

/// What the asker is to a meeting, or to one participant of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Access {
    /// It was created without a device, so it belongs to everybody with the link.
    pub open: bool,
    /// The asker's device owns it.
    pub own: bool,
}

impl Access {
    /// Whether the asker may change it for what it is, whoever organizes.
    #[must_use]
    pub fn may_change(self) -> bool {
        self.open || self.own
    }
}

//! The access that the requester has to a meeting, a participant or a comment.

/// The requester's access to a meeting, a participant or a comment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Access {
    /// It was created without a device, so anybody with the link may change it.
    pub open: bool,
    /// The requester's device owns it.
    pub own: bool,
}

impl Access {
    /// Whether the requester may change it, not counting the rights of the meeting's organizer.
    #[must_use]
    pub fn may_change(self) -> bool {
        self.open || self.own
    }
}

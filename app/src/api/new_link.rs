//! A link that was just made. It is shown once, because only its hash is stored.

use serde::{Deserialize, Serialize};

use crate::domain::ParticipantId;

/// A link that a form made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLink {
    /// The participant that it is for; `None` for the meeting itself.
    pub participant: Option<ParticipantId>,
    /// Its path on this server.
    pub path: String,
}

/// A link as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLink {
    /// The participant that it is for; `None` for the meeting itself.
    pub participant: Option<ParticipantId>,
    /// Its address.
    pub address: String,
    /// The address as a QR code: an SVG element. It is a part of the page, so that the address of no picture tells it.
    pub qr_code: String,
}

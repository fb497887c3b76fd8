//! What is so only for who looks.

use crate::domain::ParticipantId;
use crate::texts::Language;

/// Who looks at a meeting: the part of a page that others see differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The meeting's code.
    pub url_code: String,
    /// The language of the page.
    pub language: Language,
    /// Whose days are "your days" on this page.
    pub me: Option<ParticipantId>,
    /// The participants of this device.
    pub mine: Vec<ParticipantId>,
    /// Whether the viewer is an organizer.
    pub organizes: bool,
    /// The participants that the viewer may mark, rename and remove, with their names.
    pub changeable: Vec<(ParticipantId, String)>,
    /// The seat that the address asks for, so that forms lead back to it; mostly empty.
    pub seat: String,
}

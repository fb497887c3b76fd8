//! The viewer of a meeting page: what differs from viewer to viewer.

use crate::domain::ParticipantId;
use crate::texts::Language;

/// The viewer of a meeting: the data of a page that is different for other viewers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The meeting's code.
    pub url_code: String,
    /// The language of the page.
    pub language: Language,
    /// The participant whose days are shown as "your days".
    pub me: Option<ParticipantId>,
    /// The participants of the viewer's device.
    pub mine: Vec<ParticipantId>,
    /// Whether the viewer is an organizer.
    pub organizes: bool,
    /// The participants that the viewer may mark, rename and remove, with their names.
    pub changeable: Vec<(ParticipantId, String)>,
    /// The value of `?seat=` in the address, so that forms lead back to it; usually empty.
    pub seat: String,
}

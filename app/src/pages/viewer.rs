//! The viewer of a meeting page: what differs from viewer to viewer.

use crate::domain::ParticipantId;
use crate::meetings::{LinkTarget, MeetingForViewer};
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
    /// Whether the viewer may change the meeting itself: an organizer may, and anybody if it is open.
    pub may_change: bool,
    /// Whether there is something on the page for managing that the viewer may change.
    pub manages: bool,
    /// The participants that the viewer may mark, rename and remove, with their names.
    pub changeable: Vec<(ParticipantId, String)>,
    /// The participants for whom the viewer may make personal links.
    pub linkable: Vec<ParticipantId>,
    /// The value of `?seat=` in the address, so that forms lead back to it; usually empty.
    pub seat: String,
}

impl Viewer {
    /// The viewer of a meeting. "Your days" are those of the participant `seat` if the viewer may change them,
    /// otherwise those of the first participant that the viewer's device owns.
    #[must_use]
    pub fn new(language: Language, found: &MeetingForViewer, seat: &str) -> Self {
        let people = || found.meeting.participants.iter().zip(&found.participants);
        let mine: Vec<_> = people().filter(|(_, access)| access.own).map(|(one, _)| one.id).collect();
        let changeable: Vec<_> = people()
            .filter(|(_, access)| access.may_change() || found.access.own)
            .map(|(one, _)| (one.id, one.name.as_str().to_owned()))
            .collect();
        let may_link = |id, access| LinkTarget::Participant(id).check_change(found.access, access).is_ok();
        let linkable = people().filter(|(one, access)| may_link(one.id, **access)).map(|(one, _)| one.id);
        let chosen = seat.parse().ok().map(ParticipantId);
        let chosen = chosen.filter(|chosen| changeable.iter().any(|(id, _)| id == chosen));
        Self {
            url_code: found.meeting.url_code.to_string(),
            language,
            me: chosen.or(mine.first().copied()),
            mine,
            organizes: found.access.own,
            may_change: found.access.may_change(),
            manages: found.may_manage(),
            linkable: linkable.collect(),
            changeable,
            seat: chosen.map(|id| id.0.to_string()).unwrap_or_default(),
        }
    }
}

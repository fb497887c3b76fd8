//! The props of a meeting's page: its state when the server rendered it. They stand in an attribute of the
//! document, as few bytes, and the browser goes on from them.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::components::View;
use crate::domain::{Board, ParticipantId};

/// A meeting as one viewer sees it when the page is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MeetingProps {
    /// The meeting's code.
    pub url_code: String,
    /// What everybody sees.
    pub board: Board,
    /// Whose days are "your days".
    pub me: Option<ParticipantId>,
    /// The participants of the viewer's device.
    pub mine: Vec<ParticipantId>,
    /// What the viewer chose to see, as the query of the page's address: see [`View`].
    pub view: String,
    /// Whether the viewer is an organizer.
    pub organizes: bool,
    /// The comments that the viewer's device wrote.
    pub written: Vec<u64>,
    /// When the server sent the page, in UTC: the browser's clock may be wrong. It stands in an attribute of its own,
    /// because everything else is the same when the page is sent again.
    #[serde(skip)]
    pub at: NaiveDateTime,
    /// The page shows the entries of the timeline below this number; else the newest.
    pub before: Option<u64>,
}

impl MeetingProps {
    /// What the viewer chose to see when the page was opened.
    #[must_use]
    pub fn view(&self) -> View {
        View::parse(&self.view)
    }

    /// The props of the page in the browser.
    #[cfg(feature = "hydrate")]
    pub(super) fn from_document() -> Option<Self> {
        let text = super::browser::document::find("[data-props]")?.get_attribute("data-props")?;
        // `atob` gives a character for each byte.
        let bytes = leptos::prelude::window().atob(&text).ok()?;
        let bytes: Option<Vec<_>> = bytes.chars().map(|byte| u8::try_from(u32::from(byte)).ok()).collect();
        let sent = leptos::prelude::document().document_element()?.get_attribute("data-at")?.parse().ok()?;
        let at = chrono::DateTime::from_timestamp(sent, 0)?.naive_utc();
        crate::live_protocol::decode(&bytes?).map(|props| Self { at, ..props })
    }

    /// The props as a text for an attribute of the document.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn to_attribute(&self) -> String {
        base64::Engine::encode(&base64::prelude::BASE64_STANDARD, crate::live_protocol::encode(self))
    }
}

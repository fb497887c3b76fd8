//! The props of a meeting page's island, and how they reach it through the document.
//!
//! Islands' properties go through JSON in an attribute; its reader is a sixth of what a visitor
//! would download. So the page gives the one large value through its context, and the browser finds
//! it in the document as few bytes.

use serde::{Deserialize, Serialize};

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
    /// The seat that the page is seen from, where its address names one.
    pub seat: String,
    /// Whether the viewer is an organizer.
    pub organizes: bool,
    /// The comments that the viewer's device wrote.
    pub written: Vec<u64>,
    /// The page shows the entries of the timeline below this number; else the newest.
    pub before: Option<u64>,
    /// How far the server's zone is from UTC, in minutes.
    pub zone: i32,
    /// The form of comments, as the server writes it; empty beside what happened before.
    #[serde(skip)]
    pub comment_form: String,
}

impl MeetingProps {
    /// Where the page is, however it came there.
    pub(super) fn address(&self) -> String {
        let Self { url_code, seat, .. } = self;
        if seat.is_empty() { format!("/m/{url_code}") } else { format!("/m/{url_code}?seat={seat}") }
    }

    /// What the page gives: from its context while it is written, from the document where it came
    /// hydrated.
    pub(super) fn find() -> Option<Self> {
        #[cfg(feature = "hydrate")]
        return from_document().and_then(|bytes| crate::live_protocol::decode(&bytes));
        #[cfg(not(feature = "hydrate"))]
        leptos::prelude::use_context()
    }
}

/// The bytes of the props, from the attribute that [`to_attribute`] wrote.
#[cfg(feature = "hydrate")]
fn from_document() -> Option<Vec<u8>> {
    let text = super::browser::document::find("[data-props]")?.get_attribute("data-props")?;
    // `atob` gives a character for each byte.
    let bytes = leptos::prelude::window().atob(&text).ok()?;
    bytes.chars().map(|byte| u8::try_from(u32::from(byte)).ok()).collect()
}

/// The props as a text for an attribute of the document.
#[cfg(feature = "ssr")]
pub(super) fn to_attribute(props: &MeetingProps) -> String {
    base64::Engine::encode(&base64::prelude::BASE64_STANDARD, crate::live_protocol::encode(props))
}

/// Nothing: in the browser it stands in the document already.
#[cfg(not(feature = "ssr"))]
pub(super) fn to_attribute(_: &MeetingProps) -> &'static str {
    ""
}

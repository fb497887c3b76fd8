//! Who is looking at a page, and what came of the form they sent.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::use_context;

use crate::api::{Refused, WireError};
use crate::meetings::{DeviceHash, Meetings};
use crate::texts::Language;

/// One request of a browser, as the server puts it into the context of pages and server functions.
#[derive(Clone)]
pub struct Visit {
    /// The operations.
    pub meetings: Meetings,
    /// The browser's device; none where it keeps no cookies.
    pub device: Option<DeviceHash>,
    /// The language of the answer.
    pub language: Language,
    /// The idempotency key of the forms on the page that is written.
    pub form_key: String,
    /// Scheme, host and port under which the server is reached, for links to share.
    pub origin: String,
    /// The form that came back with the page, refused.
    pub refused: Option<Refused>,
    /// What a page says of itself beside its text.
    pub status: Slot<u16>,
    /// What a server function says of itself beside its answer.
    pub outcome: Slot<Outcome>,
}

/// How a server function ended, for the wrapper that answers forms.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It is done; this page shows it.
    Done(String),
    /// It was refused, with this status; this page shows the form again.
    Refused {
        /// The path of that page.
        page: String,
        /// The status for programs; people get the page with a status of its own.
        status: u16,
        /// What to say beside which field.
        refused: Refused,
    },
}

/// Something that is filled in while an answer is written and read afterwards.
#[derive(Debug, Clone)]
pub struct Slot<T>(Arc<Mutex<Option<T>>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Slot<T> {
    /// Fills it in.
    pub fn set(&self, value: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }

    /// Takes out what was filled in.
    #[must_use]
    pub fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The visit that this code runs for.
///
/// # Errors
/// Where the server did not provide one, as when routes are only listed.
pub fn visit() -> Result<Visit, WireError> {
    use_context().ok_or_else(WireError::unreachable)
}

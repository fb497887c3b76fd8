//! The request that a page or a server function answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use leptos::prelude::use_context;

use super::{RefusedForm, WireError};
use crate::meetings::{DeviceHash, Meetings};
use crate::texts::Language;

/// One request of a browser, as the server provides it in the context of pages and server functions.
#[derive(Clone)]
pub struct Visit {
    /// The operations.
    pub meetings: Meetings,
    /// The browser's device; none if it keeps no cookies.
    pub device: Option<DeviceHash>,
    /// The language of the response.
    pub language: Language,
    /// The idempotency key for the forms of the page that is rendered.
    pub form_key: String,
    /// Scheme, host and port under which the server is reached, for links to share.
    pub origin: String,
    /// The form that was refused and is shown again.
    pub refused: Option<RefusedForm>,
    /// The status of the page that is rendered.
    pub status: PageStatus,
}

/// The HTTP status of a page, which is known only when the page has read what it shows. leptos has no type
/// for it that does not depend on the web framework.
#[derive(Debug, Clone, Default)]
pub struct PageStatus(Arc<AtomicU16>);

impl PageStatus {
    /// Sets the status.
    pub fn set(&self, status: u16) {
        self.0.store(status, Ordering::Relaxed);
    }

    /// The status that was set.
    #[must_use]
    pub fn get(&self) -> Option<u16> {
        Some(self.0.load(Ordering::Relaxed)).filter(|status| *status != 0)
    }
}

/// The visit of the running request.
///
/// # Errors
/// If the server did not provide one, as when routes are only listed.
pub fn visit() -> Result<Visit, WireError> {
    use_context().ok_or_else(WireError::unreachable)
}

//! The context of one browser request: device, language and operations for pages and server functions.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use leptos::prelude::use_context;

use super::{RefusedForm, ShownLink, WireError};
use crate::meetings::{DeviceHash, Error, MeetingForPage, Meetings};
use crate::texts::Language;

/// One request of a browser, which the server provides as Leptos context for pages and server functions.
#[derive(Clone)]
pub struct Visit {
    /// The operations on meetings.
    pub meetings: Meetings,
    /// The browser's device; `None` if the browser keeps no cookies.
    pub device: Option<DeviceHash>,
    /// The language of the response.
    pub language: Language,
    /// The appearance that the visitor chose.
    pub theme: Theme,
    /// The path and the query of the requested page.
    pub page: String,
    /// The idempotency key for the forms of the rendered page.
    pub form_key: String,
    /// Scheme, host and port of the server's public address, for links to share.
    pub origin: String,
    /// How the host can be reached, as the host wrote it: an address of mail or on the web, or words.
    pub contact: Option<Arc<str>>,
    /// What the page of the meeting shows, or why it cannot be read, if that was tried before the page is rendered.
    pub read: Option<Result<Arc<MeetingForPage>, Arc<Error>>>,
    /// The refused form to show again.
    pub refused: Option<RefusedForm>,
    /// The link that the page shows, because it was just made.
    pub link: Option<ShownLink>,
    /// The HTTP status of the rendered page.
    pub status: PageStatus,
}

/// The appearance of the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Light, whatever the device has.
    Light,
    /// Dark, whatever the device has.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in forms, cookies and `<html data-theme>`; empty for that of the device.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with a name; that of the device if there is none.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// The HTTP status of a page, which is known only after the page has read its data. Leptos has no type for
/// this that does not depend on the web framework.
#[derive(Debug, Clone, Default)]
pub struct PageStatus(Arc<AtomicU16>);

impl PageStatus {
    /// Sets the status.
    pub fn set(&self, status: u16) {
        self.0.store(status, Ordering::Relaxed);
    }

    /// The status, if it was set.
    #[must_use]
    pub fn get(&self) -> Option<u16> {
        Some(self.0.load(Ordering::Relaxed)).filter(|status| *status != 0)
    }
}

/// The [`Visit`] of the current request.
///
/// # Errors
/// If the server did not provide one, for example while the routes are listed.
pub fn visit() -> Result<Visit, WireError> {
    use_context().ok_or_else(WireError::unreachable)
}

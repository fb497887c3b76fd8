//! How much may be in progress at once, in total and per address: load is shed before memory or file
//! descriptors run out.

use std::net::IpAddr;

use axum::http::Extensions;

use super::capacity::{Capacity, Holder, Permit};
use crate::visitor_address::VisitorAddress;

/// The most requests in progress; one address may have a fifth of them.
const MAX_REQUESTS: usize = 1_000;

/// The most bytes of request bodies that are being received; small bodies do not count.
const MAX_BYTES_OF_BODIES: usize = 32 * 1024 * 1024;

/// The most bytes of responses that are complete but not sent yet. Large responses have a budget of their
/// own, so that clients that do not read them leave room for pages.
const MAX_BYTES_OF_SMALL_RESPONSES: usize = 24 * 1024 * 1024;
const MAX_BYTES_OF_LARGE_RESPONSES: usize = 24 * 1024 * 1024;

/// A response of at least `LARGE_RESPONSE` bytes is large; one of at most `UNCOUNTED_RESPONSE` bytes is not counted.
const LARGE_RESPONSE: usize = 512 * 1024;
const UNCOUNTED_RESPONSE: usize = 8 * 1024;

/// The most files that are being sent at once: each takes a file descriptor. One address may have a fifth
/// of them.
pub const MAX_FILES: usize = 200;

/// The capacities for what is in progress.
#[derive(Debug, Clone)]
pub struct Load {
    requests: Capacity,
    bodies: Capacity,
    small_responses: Capacity,
    large_responses: Capacity,
    files: Capacity,
}

impl Load {
    /// Limits in total and, if `by_address`, per address.
    #[must_use]
    pub fn new(by_address: bool) -> Self {
        let capacity = |most: usize, part| Capacity::new(most, if by_address { most / part } else { most });
        Self {
            requests: capacity(MAX_REQUESTS, 5),
            bodies: capacity(MAX_BYTES_OF_BODIES, 4),
            small_responses: capacity(MAX_BYTES_OF_SMALL_RESPONSES, 4),
            large_responses: capacity(MAX_BYTES_OF_LARGE_RESPONSES, 4),
            files: capacity(MAX_FILES, 5),
        }
    }

    /// Takes a permit for a request.
    pub(crate) fn take_request(&self, extensions: &Extensions) -> Option<Permit> {
        self.requests.take(holder(extensions), 1)
    }

    /// Takes a permit for receiving a request body of this many bytes.
    pub(crate) fn take_body(&self, extensions: &Extensions, bytes: usize) -> Option<Permit> {
        self.bodies.take(holder(extensions), bytes)
    }

    /// Whether a response of this many bytes needs a permit.
    pub(crate) fn response_needs_permit(bytes: usize) -> bool {
        bytes > UNCOUNTED_RESPONSE
    }

    /// Takes a permit for a response of this many bytes that waits to be sent.
    pub(crate) fn take_response(&self, holder: Holder, bytes: usize) -> Option<Permit> {
        let budget = if bytes >= LARGE_RESPONSE { &self.large_responses } else { &self.small_responses };
        budget.take(holder, bytes)
    }

    /// Takes a permit for sending a file.
    pub(crate) fn take_file(&self, extensions: &Extensions) -> Option<Permit> {
        self.files.take(holder(extensions), 1)
    }
}

/// The holder of a request's permits: the visitor who sent it.
pub(crate) fn holder(extensions: &Extensions) -> Holder {
    let address = extensions.get::<VisitorAddress>().map(|VisitorAddress(address)| *address);
    Holder::Address(address.unwrap_or(IpAddr::from([127, 0, 0, 1])))
}

//! Limits on what clients may use: connections, requests and bytes at once, and requests over time.
//!
//! This module only counts; `web` and `listener` take the permits and respond to clients that exceed a limit.

pub(crate) mod capacity;
pub(crate) mod held_body;
pub(crate) mod load;
pub(crate) mod rate_limits;

use crate::visitor_address::AddressRules;

pub use load::{Load, MAX_FILES};
pub use rate_limits::RateLimits;

/// All limits on requests, and how a visitor's address is found.
#[derive(Debug, Clone)]
pub struct RequestLimits {
    /// How a visitor's address is found.
    pub addresses: AddressRules,
    /// How many requests an address or a device may send over time; unlimited if this is none.
    pub rates: Option<RateLimits>,
    /// How much may be in progress at once.
    pub load: Load,
}

impl RequestLimits {
    /// All limits except those by address or device, for load tests.
    #[must_use]
    pub fn without_limits_by_address(addresses: AddressRules) -> Self {
        Self { addresses, rates: None, load: Load::new(false) }
    }

    /// All limits.
    #[must_use]
    pub fn with_limits(addresses: AddressRules) -> Self {
        Self { addresses, rates: Some(RateLimits::default()), load: Load::new(true) }
    }
}

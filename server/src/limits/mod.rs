//! Limits on what clients may use: connections, requests and bytes at once, and requests over time.
//!
//! Here they are only counted; `web` and `listener` ask, and answer whoever is over a limit.

pub(crate) mod capacity;
pub(crate) mod held_body;
pub(crate) mod load;
pub(crate) mod rate_limits;

use crate::visitor_address::AddressRules;

pub use load::{FILES, Load};
pub use rate_limits::RateLimits;

/// All limits on requests, and how a visitor's address is found.
#[derive(Debug, Clone)]
pub struct RequestLimits {
    /// How a visitor's address is found.
    pub addresses: AddressRules,
    /// How often somebody may ask; without it, as often as they like.
    pub rates: Option<RateLimits>,
    /// How much may be in progress at once.
    pub load: Load,
}

impl RequestLimits {
    /// Without limits by address or device, as load tests need it.
    #[must_use]
    pub fn without_limits_by_address(addresses: AddressRules) -> Self {
        Self { addresses, rates: None, load: Load::new(false) }
    }

    /// With all limits.
    #[must_use]
    pub fn with_limits(addresses: AddressRules) -> Self {
        Self { addresses, rates: Some(RateLimits::default()), load: Load::new(true) }
    }
}

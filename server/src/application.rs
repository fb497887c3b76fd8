//! Puts the parts of the server together. The program and the tests do it here, and nowhere else.

use std::sync::Arc;

use app::meetings::{Clock, HostLimits, Meetings, UrlCodes};
use axum::Router;

use crate::byte_cache::CacheBudget;
use crate::limits::RequestLimits;
use crate::live::{self, Hub, ViewerLimits};
use crate::random::RandomLinkTokens;
use crate::store::SqlStore;
use crate::visitor_address::AddressRules;
use crate::web::{self, Site};

/// The parts of a server that others use: the operations, the viewers, and the routes.
pub struct Application {
    /// The operations on the store.
    pub meetings: Meetings,
    /// All viewers of meetings.
    pub hub: Hub,
    /// All routes.
    pub router: Router,
}

/// All limits of a server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The limits on meetings that the host sets.
    pub host: HostLimits,
    /// The limits on viewers.
    pub viewers: ViewerLimits,
    /// The limits on requests.
    pub requests: RequestLimits,
    /// What all caches together may take.
    pub cache: CacheBudget,
}

/// The defaults of the settings, but no limits by address, for tests: all their requests come from one.
impl Default for Limits {
    fn default() -> Self {
        Self {
            host: HostLimits::default(),
            viewers: ViewerLimits::default(),
            requests: RequestLimits::without_limits_by_address(AddressRules::default()),
            cache: CacheBudget::of_megabytes(16),
        }
    }
}

impl Application {
    /// Builds a server on an open store. Clock and url codes are adapters, so that tests can stop the one and
    /// choose the others.
    #[must_use]
    pub fn build(
        store: SqlStore,
        clock: Arc<dyn Clock>,
        codes: Arc<dyn UrlCodes>,
        site: &Site,
        limits: Limits,
    ) -> Self {
        let hub = Hub::new(limits.viewers);
        let (link_tokens, live) = (Arc::new(RandomLinkTokens), Arc::new(hub.clone()));
        let meetings = Meetings::new(Arc::new(store.clone()), clock, codes, link_tokens, live, limits.host);
        let live = live::router(hub.clone(), meetings.clone(), site.public_url().cloned());
        let router = web::router(meetings.clone(), store, site, live, &limits.requests, limits.cache);
        Self { meetings, hub, router }
    }
}

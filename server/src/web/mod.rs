//! The router: what answers which address, and what every answer carries.

pub(crate) mod device_cookie;
mod forms;
mod headers;
mod health;
mod host;
mod language;
pub(crate) mod load;
mod own_task;
mod pages;
pub(crate) mod rate_limits;
mod site;
mod visitor;

use app::meetings::Meetings;
use axum::extract::FromRef;
use axum::routing::{get, post};
use axum::{Extension, Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::public_url::PublicUrl;
use crate::store::SqlStore;
use crate::visitor_address::AddressRules;
use crate::{request_body, rest, visitor_address};
use device_cookie::DeviceCookies;

pub use load::{FILES, Load};
pub use rate_limits::RateLimits;
pub use site::{NoSite, Site};

/// What the handlers share.
#[derive(Clone, FromRef)]
pub(crate) struct Shared {
    meetings: Meetings,
    store: SqlStore,
    site: Site,
    cookies: DeviceCookies,
}

/// How much may be asked for, and by whom.
#[derive(Debug, Clone)]
pub struct Guards {
    /// Whom to believe where visitors come from.
    pub addresses: AddressRules,
    /// How often somebody may ask; none for as often as they like.
    pub rates: Option<RateLimits>,
    /// How much may be under way.
    pub load: Load,
}

impl Guards {
    /// Without limits on what one address asks for, as load tests need it.
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

/// Everything that the server answers; `live` are the routes of live views.
pub fn router(meetings: Meetings, store: SqlStore, site: &Site, live: Router, guards: &Guards) -> Router {
    // Pages spawn what they wait for. It fails only where that was said before, as in tests.
    let _ = any_spawner::Executor::init_tokio();
    let cookies = DeviceCookies { is_https: site.public_url().is_some_and(PublicUrl::is_https) };
    let shared = Shared { meetings, store, site: site.clone(), cookies };
    let pages = Router::new()
        .route("/api/{*operation}", post(forms::answer).get(forms::go_back))
        .fallback(pages::page)
        // The last is the outermost. A form from another site comes without the visitor's cookie: it
        // is refused before it could be given another one. Who asks is known before anything is
        // written, and a page is compressed when it is whole.
        .layer(middleware::from_fn(own_task::run))
        .layer(middleware::from_fn_with_state(guards.load.clone(), load::limit_answers))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(shared.clone(), visitor::meet))
        .layer(same_site(site.public_url()));
    let files = Router::new()
        .nest_service("/pkg", site.files())
        .route_service("/favicon.svg", site.icon())
        .layer(middleware::from_fn_with_state(guards.load.clone(), load::limit_files));
    let rest = rest::router(shared.meetings.clone(), same_site(site.public_url()), guards.load.clone());
    Router::new()
        .merge(pages)
        .merge(files)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(shared)
        .merge(rest)
        .merge(live)
        // From the outside: all answers have their headers; a panic is an answer too; a request without a
        // host goes no further; who asks is known before they are counted; a body is there before the
        // request takes a place among those that are under way.
        .layer(middleware::from_fn_with_state(guards.load.clone(), load::limit_requests))
        .layer(middleware::from_fn_with_state(guards.load.clone(), request_body::receive))
        .layer(middleware::from_fn_with_state(guards.rates.clone(), rate_limits::check_rate))
        .layer(Extension(cookies))
        .layer(middleware::from_fn_with_state(guards.addresses.clone(), visitor_address::find))
        .layer(middleware::from_fn(host::check))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(headers::harden))
}

/// What is answered on connections that are too many: that they are, and whether the server is alive.
pub fn refusing() -> Router {
    Router::new().route("/healthz", get(health::alive)).fallback(async || load::busy(""))
}

/// Refuses what pages of other sites send. The address under which people reach the server is its own, also
/// where a proxy asks for another one.
fn same_site(public_url: Option<&PublicUrl>) -> CsrfLayer {
    let layer = CsrfLayer::new();
    match public_url {
        Some(url) => layer.add_trusted_origin(url.origin()).expect("a public URL is an origin"),
        None => layer,
    }
}

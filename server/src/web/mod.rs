//! The router: what answers which address, and what every answer carries.

mod forms;
mod headers;
mod health;
mod host;
mod language;
mod limit_rate;
mod pages;
mod render_task;
mod shed_load;
mod site;
mod visitor;

use app::meetings::Meetings;
use axum::extract::FromRef;
use axum::routing::{get, post};
use axum::{Extension, Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::device_cookie::DeviceCookies;
use crate::limits::RequestLimits;
use crate::public_url::PublicUrl;
use crate::store::SqlStore;
use crate::{rest, visitor_address};

pub use site::{NoSite, Site};

/// What the handlers share.
#[derive(Clone, FromRef)]
pub(crate) struct Shared {
    meetings: Meetings,
    store: SqlStore,
    site: Site,
    cookies: DeviceCookies,
}

/// Everything that the server answers; `live` are the routes of live views.
pub fn router(
    meetings: Meetings,
    store: SqlStore,
    site: &Site,
    live: Router,
    request_limits: &RequestLimits,
) -> Router {
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
        .layer(middleware::from_fn(render_task::run))
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_responses))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(shared.clone(), visitor::meet))
        .layer(same_site(site.public_url()));
    let files = Router::new()
        .nest_service("/pkg", site.files())
        .route_service("/favicon.svg", site.icon())
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_files));
    let rest = rest::router(shared.meetings.clone())
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_responses))
        .layer(CompressionLayer::new())
        .layer(same_site(site.public_url()).with_rejection_response(|_| rest::foreign_site()));
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
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_requests))
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::receive_body))
        .layer(middleware::from_fn_with_state(request_limits.rates.clone(), limit_rate::limit_rate))
        .layer(Extension(cookies))
        .layer(middleware::from_fn_with_state(request_limits.addresses.clone(), visitor_address::find))
        .layer(middleware::from_fn(host::check))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(headers::harden))
}

/// What is answered on connections that are too many: that they are, and whether the server is alive.
pub fn refusing() -> Router {
    Router::new().route("/healthz", get(health::alive)).fallback(async || shed_load::busy(""))
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

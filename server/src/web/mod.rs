//! The router: what answers which address, and what every answer carries.

pub(crate) mod device_cookie;
mod forms;
mod headers;
mod health;
mod language;
mod pages;
mod site;
mod visitor;

use app::meetings::Meetings;
use axum::Router;
use axum::extract::FromRef;
use axum::middleware;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::rest;
use crate::store::SqlStore;

pub use site::Site;

/// What the handlers share.
#[derive(Clone, FromRef)]
pub(crate) struct Shared {
    meetings: Meetings,
    store: SqlStore,
    site: Site,
}

/// Everything that the server answers; `live` are the routes of live views.
pub fn router(meetings: Meetings, store: SqlStore, site: &Site, live: Router) -> Router {
    // Pages spawn what they wait for. It fails only where that was said before, as in tests.
    let _ = any_spawner::Executor::init_tokio();
    let shared = Shared { meetings, store, site: site.clone() };
    let pages = Router::new()
        .route("/api/{*operation}", post(forms::answer).get(forms::go_back))
        .fallback(pages::page)
        // The last is the outermost. A form from another site comes without the visitor's cookie: it
        // is refused before it could be given another one. Who asks is known before anything is
        // written, and a page is compressed when it is whole.
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(shared.clone(), visitor::meet))
        .layer(CsrfLayer::new());
    let rest = rest::router(shared.meetings.clone());
    Router::new()
        .merge(pages)
        .nest_service("/pkg", site.files())
        .route_service("/favicon.svg", site.icon())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(shared)
        .merge(rest)
        .merge(live)
        .layer(middleware::from_fn(headers::harden))
        .layer(CatchPanicLayer::new())
}

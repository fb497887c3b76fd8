//! The router: all routes, and the middleware around them.

#[cfg(feature = "bench")]
mod baselines;
mod cached_pages;
mod exports;
mod form_pages;
mod forms;
mod headers;
mod health;
mod host;
mod language;
mod limit_rate;
mod pages;
mod preferences;
mod render_task;
mod request_log;
mod shed_load;
mod site;
mod visitor;

use std::convert::Infallible;
use std::time::Duration;

use app::meetings::Meetings;
use axum::body::Body;
use axum::extract::{FromRef, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router, middleware};
use tower::{Layer, ServiceExt, service_fn};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::byte_cache::CacheBudget;
use crate::device_cookie::DeviceCookies;
use crate::limits::RequestLimits;
use crate::public_url::PublicUrl;
use crate::store::SqlStore;
use crate::{rest, visitor_address};

use cached_pages::CachedPages;
use exports::Cards;
pub use site::{NoSite, Site};

/// Time limit for a response. Everything that takes long has a shorter limit of its own; this is for what nobody
/// thought of.
const RESPONSE_TIMEOUT: Duration = Duration::from_mins(1);

/// How well pages are compressed: a tenth better than by default, for a millisecond of one core.
const PAGE_QUALITY: CompressionLevel = CompressionLevel::Precise(5);

/// What the handlers share.
#[derive(Clone, FromRef)]
pub(crate) struct Shared {
    meetings: Meetings,
    store: SqlStore,
    site: Site,
    cookies: DeviceCookies,
    cards: Cards,
    cached_pages: CachedPages,
}

/// The whole router; `live` are the routes of live views.
pub fn router(
    meetings: Meetings,
    store: SqlStore,
    site: &Site,
    live: Router,
    request_limits: &RequestLimits,
    cache: CacheBudget,
) -> Router {
    // Rendering a page spawns futures. Setting the executor fails only if it was set before, as in tests.
    let _ = any_spawner::Executor::init_tokio();
    let cookies = DeviceCookies { is_https: site.public_url().is_some_and(PublicUrl::is_https) };
    let shared = Shared {
        meetings,
        store,
        site: site.clone(),
        cookies,
        cards: Cards::new(),
        cached_pages: CachedPages::new(cache.pages()),
    };
    let pages = Router::new()
        .route("/api/{*operation}", post(forms::handle).get(forms::redirect_to_page))
        .route(preferences::PATH, post(preferences::change))
        .merge(exports::routes())
        .fallback(pages::serve)
        // The last layer is the outermost. A form from another site comes without the visitor's cookie, and must
        // not be given a new one. The visitor is known before anything is rendered, and a page is compressed
        // when it is complete.
        .layer(middleware::from_fn(render_task::respond))
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_responses))
        .layer(CompressionLayer::new().quality(PAGE_QUALITY))
        .layer(middleware::from_fn_with_state(shared.clone(), visitor::identify_visitor))
        .layer(middleware::from_fn_with_state(same_site(site.public_url()), mark_foreign));
    let files = Router::new()
        .merge(site.routes())
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_files));
    let rest = rest::router(shared.meetings.clone(), cache.bodies())
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_responses))
        .layer(CompressionLayer::new())
        .layer(same_site(site.public_url()).with_rejection_response(|_| rest::foreign_site()));
    let router = Router::new()
        .merge(pages)
        .merge(files)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready));
    #[cfg(feature = "bench")]
    let router = router.merge(baselines::routes());
    let router = router
        .with_state(shared)
        .merge(rest)
        .merge(live)
        // From the outside in: all responses get the headers, also one that took too long; a panic becomes a
        // response too; a request without a valid host goes no further; the visitor's address is known before
        // requests are counted; a body is received before its request takes one of the permits for requests in
        // progress.
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::limit_requests))
        .layer(middleware::from_fn_with_state(request_limits.load.clone(), shed_load::receive_body))
        .layer(middleware::from_fn_with_state(request_limits.rates.clone(), limit_rate::limit_rate))
        .layer(Extension(cookies))
        .layer(middleware::from_fn_with_state(
            request_limits.addresses.clone(),
            visitor_address::insert_visitor_address,
        ))
        .layer(middleware::from_fn(host::check))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, RESPONSE_TIMEOUT))
        .layer(middleware::from_fn(headers::set_security_headers));
    request_log::log_requests(router)
}

/// The router for connections beyond the limits: says that there are too many, and whether the server is
/// alive.
pub fn refusing() -> Router {
    Router::new().route("/healthz", get(health::alive)).fallback(async || shed_load::busy(""))
}

/// Marks the request of a form on a page of another site.
#[derive(Debug, Clone, Copy)]
struct FromAnotherSite;

/// Marks requests that `csrf` refuses. They are refused by the handler of forms, which shows what was typed.
async fn mark_foreign(State(csrf): State<CsrfLayer>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let head = Request::from_parts(parts.clone(), Body::empty());
    let Ok(verdict) = csrf.layer(service_fn(accept)).oneshot(head).await;
    if verdict.status() == StatusCode::FORBIDDEN {
        parts.extensions.insert(FromAnotherSite);
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Accepts every request.
async fn accept(_: Request) -> Result<Response, Infallible> {
    Ok(Response::new(Body::empty()))
}

/// Refuses requests from pages of other sites. The public URL counts as this site, even if a proxy forwards
/// another host.
fn same_site(public_url: Option<&PublicUrl>) -> CsrfLayer {
    let layer = CsrfLayer::new();
    match public_url {
        Some(url) => layer.add_trusted_origin(url.origin()).expect("a public URL is an origin"),
        None => layer,
    }
}

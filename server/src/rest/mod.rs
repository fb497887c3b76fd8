//! The HTTP API: what people do on the pages, for programs.
//!
//! Its paths, bodies and responses are those of the Python service that Meetifyr replaces. A handler reads
//! the request, calls one operation of `meetings`, and writes the response; it contains no rules.

mod cached_bodies;
mod caller;
mod comments;
mod decision;
mod description;
mod device_links;
mod devices;
mod fields;
mod links;
mod meeting_body;
mod meetings;
mod parameters;
mod participant_dates;
mod participants;
mod problem;
mod responses;
mod settings;
mod timeline;
mod uuid_ids;
mod valid_body;

use app::meetings::Meetings;
use axum::extract::FromRef;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use tower::Layer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::limits::rate_limits::RateLimitExceeded;
use cached_bodies::CachedBodies;
use problem::Problem;

/// The prefixes under which the same routes are served: ours, and that of the Python service, so that its
/// clients keep working.
const PREFIXES: [&str; 2] = ["/v1", "/v1/mysql"];

/// The prefix of the Python service on `EdgeDB`, with UUIDs in the place of numbers.
const UUID_PREFIX: &str = "/v1/edgedb";

/// What the handlers share.
#[derive(Clone, FromRef)]
struct Shared {
    meetings: Meetings,
    bodies: CachedBodies,
}

/// The API under its prefixes, with its description and documentation. It accepts a browser's cookie too, so
/// requests from pages of other sites have to be refused by a layer around it. `cache_bytes` is how much memory its
/// answers may take.
pub(crate) fn router(meetings: Meetings, cache_bytes: u64) -> Router {
    let (routes, mut description) = routes();
    links::add_links(&mut description);
    let api = routes
        .fallback(async || Problem::NoSuchRoute)
        .method_not_allowed_fallback(async || Problem::WrongMethod)
        .layer(SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .with_state(Shared { meetings, bodies: CachedBodies::new(cache_bytes) });
    PREFIXES
        .into_iter()
        .fold(Router::new(), |router, prefix| router.nest(prefix, api.clone()))
        // A layer around the routes, because it changes the path by which they are found.
        .nest_service(UUID_PREFIX, middleware::from_fn(uuid_ids::translate).layer(api))
        .merge(description::router(description))
}

/// The part of a path after a prefix of the API; none for other paths.
pub(crate) fn path_below_prefix(path: &str) -> Option<&str> {
    // The longer prefixes begin with the shortest one, so they are tried first.
    let below = |prefix: &str| path.strip_prefix(prefix).filter(|rest| rest.starts_with('/'));
    std::iter::once(UUID_PREFIX).chain(PREFIXES.into_iter().rev()).find_map(below)
}

/// The response to a request that exceeds a rate limit.
pub(crate) fn rate_limit_exceeded(rate_limit_exceeded: RateLimitExceeded) -> Response {
    Problem::RateLimitExceeded(rate_limit_exceeded).into_response()
}

/// The response if too much is in progress.
pub(crate) fn busy() -> Response {
    Problem::Busy.into_response()
}

/// The response to a request from a page of another site.
pub(crate) fn foreign_site() -> Response {
    Problem::ForeignSite.into_response()
}

pub(crate) use caller::device_of;

/// All routes, each with its part of the description.
fn routes() -> (Router<Shared>, OpenApi) {
    OpenApiRouter::with_openapi(description::without_routes())
        .routes(routes!(devices::create))
        .routes(routes!(meetings::create))
        .routes(routes!(meetings::read, meetings::delete))
        .routes(routes!(meetings::again))
        .routes(routes!(meetings::reserved_names))
        .routes(routes!(meetings::set_date_range))
        .routes(routes!(meetings::set_title))
        .routes(routes!(meetings::set_location))
        .routes(routes!(settings::set_note))
        .routes(routes!(settings::set_time))
        .routes(routes!(settings::set_closing))
        .routes(routes!(decision::set, decision::withdraw))
        .routes(routes!(device_links::create, device_links::list))
        .routes(routes!(device_links::revoke))
        .routes(routes!(device_links::claim))
        .routes(routes!(participants::create))
        .routes(routes!(participants::rename, participants::delete))
        .routes(routes!(participant_dates::on))
        .routes(routes!(participant_dates::off))
        .routes(routes!(participant_dates::star))
        .routes(routes!(participant_dates::unstar))
        .routes(routes!(timeline::read))
        .routes(routes!(comments::create))
        .routes(routes!(comments::delete))
        .split_for_parts()
}

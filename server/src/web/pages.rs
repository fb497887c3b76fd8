//! Renders pages as responses.

use app::api::Visit;
use app::pages::shell;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use leptos::prelude::{IntoView, provide_context};

use super::Shared;
use super::headers::Nonce;
use super::visitor::{NO_STORE, Visitor};
use crate::limits::rate_limits::RateLimitExceeded;

/// The page for the requested path, or the one that says there is none.
pub(super) async fn serve(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    rate_limit_exceeded: Option<Extension<RateLimitExceeded>>,
    request: Request,
) -> Response {
    let mut visit = visitor.visit(&shared);
    if rate_limit_exceeded.is_some() {
        // The status is set by the middleware that found the limit exceeded.
        return render_document(&shared, visit, request, app::pages::rate_limited).await;
    }
    match shared.cached_pages.respond(&shared, &mut visit, request).await {
        Ok(response) => response,
        Err(request) => render(&shared, visit, request).await,
    }
}

/// Renders the page for a visit, with the status that the page sets, if any.
pub(super) async fn render(shared: &Shared, visit: Visit, request: Request) -> Response<Body> {
    render_document(shared, visit, request, shell).await
}

/// Renders a document for a visit.
pub(super) async fn render_document<V: IntoView + 'static>(
    shared: &Shared,
    visit: Visit,
    request: Request,
    written: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response<Body> {
    let status = visit.status.clone();
    let has_secret = request.uri().path().starts_with("/claim/");
    let nonce = request.extensions().get::<Nonce>().cloned();
    let assets = shared.site.assets();
    let context = move || {
        provide_context(visit.clone());
        if let Some(assets) = &assets {
            provide_context(assets.clone());
        }
        if let Some(Nonce(nonce)) = &nonce {
            provide_context(leptos::nonce::Nonce::from_value(nonce.as_str()));
        }
    };
    let mut response = leptos_axum::render_app_async_with_context(context, written)(request).await;
    if let Some(status) = status.get().and_then(|status| StatusCode::from_u16(status).ok()) {
        *response.status_mut() = status;
    }
    if has_secret {
        response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    }
    response
}

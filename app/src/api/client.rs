//! Sends the call of a server function from the browser.

use std::pin::Pin;

use leptos::web_sys::UrlSearchParams;

use super::WireError;
use crate::live_protocol::{Envelope, decode};

/// How long a response is waited for.
#[cfg(feature = "hydrate")]
const RESPONSE_LIMIT: std::time::Duration = std::time::Duration::from_secs(10);

/// The response to a call, once it has arrived; its update is none if a newer server answered. One type
/// for all server functions: each further type of future would be code that a visitor downloads.
pub type Response = Pin<Box<dyn Future<Output = Result<Option<Envelope>, WireError>>>>;

/// Posts the fields of a form to the path of a server function.
pub(super) fn call(path: &'static str, fields: Option<UrlSearchParams>) -> Response {
    Box::pin(async move {
        let fields = fields.ok_or_else(WireError::unreachable)?;
        send(path, &fields).await.map(|bytes| decode(&bytes))
    })
}

/// Reads a value of the live protocol from the server.
///
/// # Errors
/// The server cannot be reached, or answers with an error.
#[cfg(feature = "hydrate")]
pub(crate) async fn read(path: &str) -> Result<Vec<u8>, WireError> {
    exchange(path, &leptos::web_sys::RequestInit::new()).await
}

#[cfg(feature = "hydrate")]
async fn send(path: &str, fields: &UrlSearchParams) -> Result<Vec<u8>, WireError> {
    let request = leptos::web_sys::RequestInit::new();
    request.set_method("POST");
    request.set_body(fields);
    exchange(path, &request).await
}

#[cfg(feature = "hydrate")]
async fn exchange(path: &str, request: &leptos::web_sys::RequestInit) -> Result<Vec<u8>, WireError> {
    use leptos::prelude::{set_timeout, window};
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use leptos::web_sys::{self, AbortController};
    use wasm_bindgen_futures::JsFuture;

    let unreachable = |_: JsValue| WireError::unreachable();
    // Nobody reports that a connection is dead: calls are idempotent, and are sent again.
    let controller = AbortController::new().map_err(unreachable)?;
    request.set_signal(Some(&controller.signal()));
    set_timeout(move || controller.abort(), RESPONSE_LIMIT);
    let sent = window().fetch_with_str_and_init(path, request);
    let response: web_sys::Response = JsFuture::from(sent).await.map_err(unreachable)?.unchecked_into();
    if response.ok() {
        let buffer = JsFuture::from(response.array_buffer().map_err(unreachable)?).await;
        let bytes = js_sys::Uint8Array::new(&buffer.map_err(unreachable)?).to_vec();
        // What begins like a text comes from elsewhere: a network wants a login, or is closed.
        let is_ours = bytes.first().is_some_and(|version| *version < b'\t');
        return if is_ours { Ok(bytes) } else { Err(WireError::unreachable()) };
    }
    let detail = async {
        let json = JsFuture::from(response.json().ok()?).await.ok()?;
        js_sys::Reflect::get(&json, &"detail".into()).ok()?.as_string()
    };
    let detail = detail.await.unwrap_or_default();
    // Proxies and restarts answer too, and pass; only a sentence of the rules is final.
    let retry = response.status() >= 500 || response.status() == 429 || detail.is_empty();
    Err(WireError::new(detail, retry))
}

/// On the server pages are rendered without calling anybody.
#[cfg(not(feature = "hydrate"))]
async fn send(_: &str, _: &UrlSearchParams) -> Result<Vec<u8>, WireError> {
    std::future::ready(Err(WireError::unreachable())).await
}

//! Sends the forms that the page without JavaScript has, and reads the short answer for programs.

use leptos::web_sys::UrlSearchParams;

use crate::live_protocol::Envelope;
#[cfg(feature = "hydrate")]
use crate::live_protocol::decode;

/// Why nothing came of it.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser is refused"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PostError {
    /// It may be tried again: the server's sentence, empty where it was not reached.
    Failed(String),
    /// The rules say no: the server's sentence.
    Refused(String),
}

/// How long an answer is waited for.
#[cfg(feature = "hydrate")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// Sends fields to the address of an operation and reads its answer. It is done also where there is
/// nothing: then the answer has a form that this page cannot read.
///
/// # Errors
/// [`PostError`].
#[cfg(feature = "hydrate")]
pub(super) async fn post(address: &str, fields: &UrlSearchParams) -> Result<Option<Envelope>, PostError> {
    use leptos::prelude::{set_timeout, window};
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use leptos::web_sys::{AbortController, RequestInit, Response};
    use wasm_bindgen_futures::JsFuture;

    let unreachable = |_: JsValue| PostError::Failed(String::new());
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(fields);
    // Of a connection that is dead nobody tells: what was sent is idempotent, and sent again.
    let controller = AbortController::new().map_err(unreachable)?;
    request.set_signal(Some(&controller.signal()));
    set_timeout(move || controller.abort(), PATIENCE);
    let sent = window().fetch_with_str_and_init(address, &request);
    let response: Response = JsFuture::from(sent).await.map_err(unreachable)?.unchecked_into();
    if response.ok() {
        let buffer = JsFuture::from(response.array_buffer().map_err(unreachable)?).await;
        let bytes = js_sys::Uint8Array::new(&buffer.map_err(unreachable)?).to_vec();
        // What begins like a text is not ours: a network wants a login, or says that it is closed.
        if bytes.first().is_none_or(|form| *form >= b'\t') {
            return Err(PostError::Failed(String::new()));
        }
        return Ok(decode(&bytes));
    }
    let detail = async {
        let json = JsFuture::from(response.json().ok()?).await.ok()?;
        js_sys::Reflect::get(&json, &"detail".into()).ok()?.as_string()
    };
    let detail = detail.await.unwrap_or_default();
    // Beyond what the rules say there are proxies and restarts, which pass.
    if response.status() < 500 && response.status() != 429 && !detail.is_empty() {
        Err(PostError::Refused(detail))
    } else {
        Err(PostError::Failed(detail))
    }
}

/// Pages are written without asking anybody.
#[cfg(not(feature = "hydrate"))]
pub(super) async fn post(_: &str, _: &UrlSearchParams) -> Result<Option<Envelope>, PostError> {
    std::future::ready(Err(PostError::Failed(String::new()))).await
}

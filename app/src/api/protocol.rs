//! How pages call server functions, with and without JavaScript.
//!
//! Arguments travel as the fields of a form, because the forms of the pages send them so: a page that was
//! opened before a new version of the server goes on working as long as the names stay. On the server the
//! result travels, with the page that shows it, as one encoded value to the wrapper that answers forms
//! (`server/src/web/forms.rs`). Islands call a server function by its struct of arguments, see [`call`].
//! leptos's own protocol would bring `serde_qs` and `gloo-net` into the browser, and its futures are larger:
//! docs/ARCHITECTURE.md has the figures.

use std::marker::PhantomData;

use http::Method;
use leptos::server_fn::codec::{Encoding, FromReq, PostUrl};
use leptos::server_fn::response::TryRes;
use leptos::server_fn::{self, Protocol, ServerFn};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::NewLink;
pub use super::client::Response;
use super::form_fields::form_fields;
use super::{WireError, client};
use crate::live_protocol::{self, Envelope};

/// What a server function returns if it did what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done<T> {
    /// The result.
    pub value: T,
    /// The page that shows the result, for forms.
    pub page: String,
    /// The link that the page shows, once.
    #[cfg(feature = "ssr")]
    pub link: Option<NewLink>,
    /// Whether the browser forgets its device.
    #[cfg(feature = "ssr")]
    pub forgets: bool,
}

/// [`Done`] on its way from a server function to the wrapper that answers forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodedDone {
    /// The page that shows the result.
    pub page: String,
    /// The media type of the result.
    pub content_type: String,
    /// The result, as programs read it.
    pub value: Vec<u8>,
    /// The link that the page shows, once. It stands in no address, so the page answers the form itself.
    #[cfg(feature = "ssr")]
    pub link: Option<NewLink>,
    /// Whether the browser forgets its device.
    #[cfg(feature = "ssr")]
    pub forgets: bool,
}

impl<T> Done<T> {
    /// A result, and the page that shows it.
    pub fn new(value: T, page: impl Into<String>) -> Self {
        Self {
            value,
            page: page.into(),
            #[cfg(feature = "ssr")]
            link: None,
            #[cfg(feature = "ssr")]
            forgets: false,
        }
    }

    /// The same result, after which the browser forgets its device.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn forgetting(self) -> Self {
        Self { forgets: true, ..self }
    }

    /// The same result, of which the page shows a link.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn showing(self, link: NewLink) -> Self {
        Self { link: Some(link), ..self }
    }
}

/// How a result is encoded for programs.
pub trait ResultFormat: Send + Sync + 'static {
    /// Its media type.
    const CONTENT_TYPE: &'static str;
    /// Encodes it.
    fn encode<T: Serialize>(value: &T) -> Vec<u8>;
}

/// The format of the live protocol: few bytes, and little code in the browser.
pub struct Compact;

impl ResultFormat for Compact {
    const CONTENT_TYPE: &'static str = "application/octet-stream";

    fn encode<T: Serialize>(value: &T) -> Vec<u8> {
        live_protocol::encode(value)
    }
}

/// JSON, for server functions that only forms and programs call.
#[cfg(feature = "ssr")]
pub struct Json;

#[cfg(feature = "ssr")]
impl ResultFormat for Json {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode<T: Serialize>(value: &T) -> Vec<u8> {
        // Numbers, texts and nothing can always be encoded.
        leptos::serde_json::to_vec(value).unwrap_or_default()
    }
}

/// The protocol of all server functions: form fields in, [`Done`] or [`WireError`] out.
pub struct FormProtocol<F>(PhantomData<F>);

impl<F, Input, T, Client, Server> Protocol<Input, Done<T>, Client, Server, WireError> for FormProtocol<F>
where
    F: ResultFormat,
    Input: Serialize + DeserializeOwned + Send,
    T: Serialize + DeserializeOwned + Send,
    Client: server_fn::client::Client<WireError>,
    Server: server_fn::server::Server<WireError>,
{
    const METHOD: Method = PostUrl::METHOD;

    async fn run_server<R, Fut>(request: Server::Request, server_fn: R) -> Result<Server::Response, WireError>
    where
        R: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Done<T>, WireError>> + Send,
    {
        let input = <Input as FromReq<PostUrl, _, _>>::from_req(request).await?;
        let done = server_fn(input).await?;
        let done = EncodedDone {
            content_type: F::CONTENT_TYPE.to_owned(),
            value: F::encode(&done.value),
            page: done.page,
            #[cfg(feature = "ssr")]
            link: done.link,
            #[cfg(feature = "ssr")]
            forgets: done.forgets,
        };
        Server::Response::try_from_bytes(Compact::CONTENT_TYPE, live_protocol::encode(&done).into())
    }

    /// Nobody calls it: islands use [`call`].
    async fn run_client(_: &str, _: Input) -> Result<Done<T>, WireError> {
        Err(WireError::unreachable())
    }
}

/// Calls a server function from an island. The arguments are the struct that `#[server]` generates from the
/// function: `call(&Mark { url_code, .. })` calls `mark`. The value is none if a newer server answered.
///
/// # Errors
/// [`WireError`], also if the server was not reached or what answered is not this server.
pub fn call<F>(arguments: &F) -> Response
where
    F: ServerFn<Output = Done<Envelope>, Error = WireError> + Serialize,
{
    client::call(F::PATH, form_fields(arguments))
}

//! The error type that server functions send to the browser.

use leptos::prelude::FromServerFnError;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::ServerFnErrorErr;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::FormRefusal;

/// The error of all server functions. Programs receive its `detail` and `retry` as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireError {
    /// What to do about it, in the visitor's language. It is empty if the server was not reached or could not
    /// parse the request; the page then shows its own sentence.
    pub detail: String,
    /// Whether the same request may succeed later.
    pub retry: bool,
    /// The refused form, for the wrapper that responds to forms; it stays on the server.
    #[cfg(feature = "ssr")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Box<FormRefusal>>,
}

impl WireError {
    /// An error with a sentence for people.
    #[must_use]
    pub fn new(detail: String, retry: bool) -> Self {
        Self {
            detail,
            retry,
            #[cfg(feature = "ssr")]
            refusal: None,
        }
    }

    /// The server was not reached.
    #[must_use]
    pub fn unreachable() -> Self {
        Self::new(String::new(), true)
    }
}

impl FromServerFnError for WireError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // A retry of the same request cannot succeed. `detail` stays empty, because a page that is older
            // than the server keeps its pending edits and drops them only for a refusal with a sentence.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::new(String::new(), false),
            _ => Self::unreachable(),
        }
    }
}

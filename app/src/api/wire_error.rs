//! Why a server function did not do what it should.

use leptos::prelude::FromServerFnError;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::ServerFnErrorErr;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::FormRefusal;

/// The error of all server functions. Programs get its `detail` and `retry` as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireError {
    /// What to do about it, in the visitor's language; empty if the server was not reached or did not
    /// understand, which the page says in its own words.
    pub detail: String,
    /// Whether the same request may succeed later.
    pub retry: bool,
    /// What the wrapper that answers forms needs to know; it stays on the server.
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
            // The same request will not be understood later either. Without a sentence: a page that is older
            // than the server keeps what waits to be sent, and gives it up only for a sentence of the rules.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::new(String::new(), false),
            _ => Self::unreachable(),
        }
    }
}

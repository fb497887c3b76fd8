//! What a server function says to a program when it did not do it.

use leptos::prelude::FromServerFnError;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::ServerFnErrorErr;
use serde::{Deserialize, Serialize};

/// A sentence in the visitor's language; empty where the server was not reached or not understood,
/// which the page says in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireError {
    /// What to do about it.
    pub detail: String,
    /// Whether the same request may be answered otherwise later.
    pub retry: bool,
}

impl WireError {
    /// The server was not reached.
    #[must_use]
    pub fn unreachable() -> Self {
        Self { detail: String::new(), retry: true }
    }
}

impl FromServerFnError for WireError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // The same request is not understood later either. It says no more: a page that is older than
            // the server keeps what waits, and only a sentence of the rules makes it give that up.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self { detail: String::new(), retry: false }
            }
            _ => Self::unreachable(),
        }
    }
}

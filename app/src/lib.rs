//! What server and browser share: rules, server functions, components, islands and texts; and, on the server only,
//! the operations and the pages.

// A view is one type, nested as deeply as the page.
#![recursion_limit = "256"]

pub mod api;
pub mod components;
pub mod domain;
pub mod islands;
pub mod live_protocol;
#[cfg(feature = "ssr")]
pub mod meetings;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod texts;

//! The server, with everything that does input and output: the database, HTTP, settings, time, randomness.

// A page's view is a single type, nested as deeply as the page.
#![recursion_limit = "256"]

pub mod application;
pub mod byte_cache;
pub mod clock;
mod device_cookie;
mod encoding;
pub mod lifecycle;
pub mod limits;
pub mod listener;
pub mod live;
pub mod logging;
pub mod public_url;
pub mod random;
mod request_body;
mod rest;
pub mod settings;
pub mod store;
pub mod visitor_address;
pub mod web;

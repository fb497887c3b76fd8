//! HTTP tests against the router, in process.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod bad_input;
mod browser;
mod caching;
mod comments;
mod deciding;
mod devices;
#[path = "../support/fixed_clock.rs"]
mod fixed_clock;
mod forms;
mod links;
mod live;
mod pages;
mod preferences;
mod program;
mod request_log;
mod rest;
mod security;

//! Everything with input and output: the database, HTTP, the settings, time and randomness.

// A view is one type, nested as deeply as the page.
#![recursion_limit = "256"]

pub mod chance;
pub mod clock;
pub mod lifecycle;
pub mod live;
mod rest;
pub mod settings;
pub mod store;
pub mod telemetry;
pub mod web;

//! The HTTP API.

mod conversation;
mod description;
mod devices;
mod once;
mod refusals;
mod unreadable;

//! Tests of the HTTP API.

mod conversation;
mod description;
mod devices;
mod idempotency;
mod refusals;
mod unreadable;
mod uuid_ids;

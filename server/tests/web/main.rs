//! What the server answers, asked in process.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bad_input;
mod browser;
mod forms;
mod pages;
mod program;
mod rest;
mod security;

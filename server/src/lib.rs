//! Everything with input and output: the database, HTTP, the settings, time and randomness.

pub mod chance;
pub mod clock;
pub mod store;

//! What server and browser share: the rules, the operations on them, and the pages.

pub mod domain;
#[cfg(feature = "ssr")]
pub mod meetings;

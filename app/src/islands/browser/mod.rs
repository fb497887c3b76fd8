//! The adapters for the browser. On the server none of their functions is called.

pub(super) mod clock;
pub(super) mod document;
pub(super) mod lifecycle;
pub(super) mod local_storage;
pub(super) mod window;

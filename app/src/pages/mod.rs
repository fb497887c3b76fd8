//! What people see, complete in the first answer. Pages are written on the server only; what is
//! alive in them are the islands.

mod app;

mod fields;
mod home;
mod join_card;
mod meeting;
mod message;
mod not_found;
mod organizer_card;
mod range_card;
mod shell;
mod too_large;

pub use app::App;
use message::Message;
pub use shell::{Assets, shell};

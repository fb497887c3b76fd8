//! The pages, which are complete in the first response. They are rendered on the server only; their
//! interactive parts are the islands.

mod app;
mod ask_for_cookie;
mod choose_days;
mod comment_form;
mod date_choice;
mod fields;
mod home;
mod join_card;
mod manage_people;
mod meeting;
mod meeting_view;
mod message;
mod not_found;
mod organizer_card;
mod parts;
mod range_card;
mod shell;
mod viewer;

use message::Message;
pub use shell::{Assets, ask_for_cookie, rate_limited, shell, too_large, too_slow};

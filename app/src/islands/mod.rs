//! What is alive in the browser.

mod browser;
mod date_choice;
mod keys;
mod live_board;
mod meeting_view;
mod my_days;
mod painting;

pub use date_choice::{DateChoice, DateFields};
pub use meeting_view::MeetingView;

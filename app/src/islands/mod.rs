//! What is alive in the browser.

mod browser;
mod keys;
mod live_board;
mod meeting_view;
mod my_days;
mod painting;
mod viewers_day;

pub use meeting_view::MeetingView;
pub use viewers_day::ViewersDay;

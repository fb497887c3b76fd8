//! What is alive in the browser.

mod browser;
mod comments;
#[cfg(feature = "hydrate")]
mod connection;
mod deeds;
mod forms;
mod hearing;
mod kept;
mod keys;
mod live_board;
mod meeting_props;
mod meeting_view;
mod my_days;
mod news_bar;
mod own;
mod painting;
mod post;
mod saving;
mod sending;
mod viewers_day;

pub use meeting_props::MeetingProps;
pub use meeting_view::MeetingView;
pub use viewers_day::ViewersDay;

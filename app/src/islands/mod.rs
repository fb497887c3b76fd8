//! The islands: the parts of the pages that run in the browser.

mod apply_updates;
mod browser;
mod comment_form;
mod comments;
#[cfg(feature = "hydrate")]
mod connection;
mod forms;
mod keys;
mod live_board;
mod local_edits;
mod meeting_props;
mod meeting_view;
mod my_days;
mod outbox;
mod outbox_storage;
mod page_language;
mod painting;
mod pending_edit;
mod refresh;
mod saving;
mod status_bar;
mod viewers_day;

pub use meeting_props::MeetingProps;
pub use meeting_view::MeetingView;
pub use viewers_day::ViewersDay;

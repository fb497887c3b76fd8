//! The islands: the parts of the pages that run in the browser.

#![cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "what the parts do is called in the browser only")
)]

mod apply_updates;
mod browser;
mod comment_form;
mod comments;
#[cfg(feature = "hydrate")]
mod connection;
mod drafts;
#[cfg(feature = "hydrate")]
mod filter;
mod forms;
mod keys;
mod live_board;
mod local_edits;
mod meeting_props;
mod meeting_view;
#[cfg(feature = "hydrate")]
mod mount;
mod my_days;
#[cfg(feature = "hydrate")]
mod other_tabs;
mod outbox;
mod outbox_storage;
mod painting;
mod pending_edit;
mod saving;
mod server_clock;
#[cfg(feature = "hydrate")]
mod share;
mod status_bar;
#[cfg(feature = "hydrate")]
mod viewers_day;
#[cfg(feature = "hydrate")]
mod views;

pub use meeting_props::MeetingProps;
pub use meeting_view::Parts;
#[cfg(feature = "hydrate")]
pub use mount::{say_that_it_failed, start};

//! The pages, which are complete in the first response. They are rendered on the server only; their
//! interactive parts are the islands.

mod again_card;
mod app;
mod ask_for_cookie;
mod calendar;
mod choose_days;
mod claim;
mod closing_card;
mod comment_form;
mod date_choice;
mod decide_card;
mod delete_card;
mod describe_card;
mod device;
mod fields;
mod home;
mod join_card;
mod link_preview;
mod links;
mod manage;
mod manage_people;
mod meeting;
mod meeting_view;
mod message;
mod not_found;
mod parts;
mod preferences;
mod privacy;
mod range_card;
mod shell;
mod table;
mod time_card;
mod viewer;
mod web_calendars;

pub use link_preview::LinkPreviewTexts;
use message::Message;
pub use preferences::PREFERENCES_PATH;
pub use shell::{Assets, ask_for_cookie, rate_limited, shell, too_large, too_slow};

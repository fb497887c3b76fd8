//! The rules of the product as types and functions.
//!
//! Nothing here depends on pages, databases, the clock or randomness: the current day is passed as an
//! argument. A value that exists is valid.

#![warn(missing_docs)]

mod availability;
mod best_days;
mod board;
mod comment;
mod date_range;
mod details;
mod expiry;
mod format;
mod grapheme;
mod marking;
mod meeting;
#[cfg(feature = "ssr")]
mod name_key;
mod participant_name;
mod preset;
mod stroke;
mod text;
mod timeline;
mod today;
mod url_code;
mod weekdays;

pub use availability::{Availability, Mark};
pub use best_days::{BEST_DAYS, BestDay, DayCount, best_days, count_days};
pub use board::{Board, ENTRIES_WITH_BOARD, Missed};
pub use comment::{CommentText, MAX_COMMENT_CHARS, may_remove_comment};
pub use date_range::{DateRange, DateRangeError, MAX_DAYS};
pub use details::{Location, Title};
pub use expiry::{Retention, expires_on};
pub use grapheme::first_grapheme;
pub use marking::Marking;
pub use meeting::{Meeting, Participant, ParticipantDateId, ParticipantId};
#[cfg(feature = "ssr")]
pub use name_key::NameKey;
pub use participant_name::ParticipantName;
pub use preset::Preset;
pub use stroke::{Stroke, StrokeError};
pub use text::{MAX_CHARS, TextError};
pub use timeline::{Actor, Entry, Event, merged_for_display};
pub use today::{Today, TodayError};
pub use url_code::{UrlCode, UrlCodeError};
pub use weekdays::{Weekdays, WeekdaysError};

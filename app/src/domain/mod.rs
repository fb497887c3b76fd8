//! The rules of the product as types and functions.
//!
//! Nothing here depends on pages, databases, the clock or randomness: the current day is passed as an
//! argument. A value that exists is valid.

#![warn(missing_docs)]

mod availability;
mod best_days;
mod board;
mod closing;
mod comment;
mod counted;
mod date_range;
mod decision;
mod details;
mod expiry;
mod format;
mod grapheme;
#[cfg(feature = "ssr")]
mod instants;
mod marking;
mod meeting;
mod meeting_time;
#[cfg(feature = "ssr")]
mod name_key;
mod note;
mod participant_name;
mod preset;
mod stroke;
mod text;
mod timeline;
mod today;
mod url_code;
mod weekdays;

pub use availability::{Availability, Mark};
pub use best_days::{BestDay, DayCount, Ranking, best_days, count_days};
pub use board::{Board, ENTRIES_WITH_BOARD, Missed};
pub use closing::{AnswerBy, ClosedBy, Closing};
pub use comment::{CommentText, MAX_COMMENT_CHARS, may_remove_comment};
pub use counted::{counted, parse_people};
pub use date_range::{DateRange, DateRangeError, MAX_DAYS, is_supported};
pub use decision::{DecidedDay, Decision};
pub use details::{Location, Title};
pub use expiry::{Retention, expires_on};
pub use grapheme::first_grapheme;
#[cfg(feature = "ssr")]
pub use instants::{SkippedTime, day_at, end_of, minutes_from_utc, start_on};
pub use marking::Marking;
pub use meeting::{Meeting, Participant, ParticipantDateId, ParticipantId};
pub use meeting_time::{Duration, MAX_DURATION, MeetingTime, TimeError, TimeOfDay, ZoneName};
#[cfg(feature = "ssr")]
pub use name_key::NameKey;
pub use note::{MAX_NOTE_CHARS, Note};
pub use participant_name::ParticipantName;
pub use preset::Preset;
pub use stroke::{Stroke, StrokeError};
pub use text::{MAX_CHARS, TextError};
pub use timeline::{Actor, Entry, Event, merged_for_display};
pub use today::{Today, TodayError};
pub use url_code::{UrlCode, UrlCodeError};
pub use weekdays::{Weekdays, WeekdaysError};

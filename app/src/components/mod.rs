//! Components that the islands consist of, one per file. They are compiled for the browser too, so they are
//! small.

mod best_days;
mod brushes;
mod calendar;
mod counted_days;
mod day;
mod day_panel;
mod day_tile;
mod decision_card;
mod dynamic;
mod live_html;
mod months;
mod names;
mod people;
mod timeline;
mod view;

pub use best_days::{BestDays, BestLine};
pub use brushes::Brushes;
pub use calendar::{CandidateDay, calendar_html};
pub use counted_days::CountedDays;
pub use day::{availability_word, day_label, face};
pub use day_panel::DayPanel;
pub use day_tile::{DayTile, Shown, day_tiles};
pub use decision_card::{DecisionCard, UtcOffset};
pub use dynamic::{Flag, Text, flag, text};
pub use live_html::LiveHtml;
pub use people::People;
pub use timeline::{TimelineView, timeline_html};
pub use view::View;

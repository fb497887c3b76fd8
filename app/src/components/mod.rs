//! Components that the islands consist of, one per file. They are compiled for the browser too, so they are
//! small.

mod best_days;
mod brushes;
mod calendar;
mod counted_days;
mod day;
mod day_tile;
mod decision_card;
mod months;
mod people;
mod timeline;

pub use best_days::BestDays;
pub use brushes::Brushes;
pub use calendar::{Calendar, CandidateDay};
pub use counted_days::CountedDays;
pub use day::{Day, Face, availability_word, day_label};
pub use day_tile::{DayTile, day_tiles};
pub use decision_card::{DecisionCard, UtcOffset};
pub use people::People;
pub use timeline::{Timeline, TimelineView};

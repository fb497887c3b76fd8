//! What pages and islands are made of, one component a file.

mod best_days;
mod brushes;
mod calendar;
mod day;
mod hidden;
mod legend;
mod look;
mod months;
mod name_form;
mod people;
mod problem_text;

pub use best_days::BestDays;
pub use brushes::Brushes;
pub use calendar::{Calendar, DayMode};
pub use hidden::MeetingFields;
pub use legend::Legend;
pub use look::{Look, looks};
pub use name_form::NameForm;
pub use people::People;
pub use problem_text::ProblemText;

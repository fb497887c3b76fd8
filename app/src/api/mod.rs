//! Server functions, one operation each: parse what was typed, run the operation, say what came of
//! it in a small error. Their addresses are fixed, so that a page that was opened before a new
//! version of the server keeps working.

mod all_days_work;
mod answer;
mod choose_days;
mod comment;
mod create;
mod dates;
mod delete;
mod describe;
mod form;
mod join;
mod mark;
mod problem;
mod refused;
mod remove;
mod remove_comment;
mod rename;
mod set_dates;
mod wire_error;

pub use all_days_work::{AllDaysWork, all_days_work};
pub use choose_days::{ChooseDays, choose_days};
pub use comment::{Comment, comment};
pub use create::{Create, create};
pub(crate) use dates::SELECT_DATES;
pub use delete::{Delete, delete};
pub use describe::{Describe, describe};
pub use form::Form;
pub use join::{Join, join};
pub use mark::{Mark, mark};
pub use refused::Refused;
pub use remove::{Remove, remove};
pub use remove_comment::{RemoveComment, remove_comment};
pub use rename::{Rename, rename};
pub use set_dates::{SetDates, set_dates};
pub use wire_error::WireError;

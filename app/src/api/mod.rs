//! Server functions, one operation each: parse what was typed, run the operation, say what came of
//! it in a small error. Their addresses are fixed, so that a page that was opened before a new
//! version of the server keeps working.

mod all_days_work;
#[cfg(feature = "ssr")]
mod answer;
mod choose_days;
mod create;
#[cfg(feature = "ssr")]
mod dates;
mod delete;
mod describe;
#[cfg(feature = "ssr")]
mod form;
mod join;
mod mark;
#[cfg(feature = "ssr")]
mod problem;
#[cfg(feature = "ssr")]
mod refused;
mod remove;
mod rename;
mod set_dates;
mod wire_error;

pub use all_days_work::{AllDaysWork, all_days_work};
pub use choose_days::{ChooseDays, choose_days};
pub use create::{Create, create};
#[cfg(feature = "ssr")]
pub(crate) use dates::SELECT_DATES;
pub use delete::{Delete, delete};
pub use describe::{Describe, describe};
#[cfg(feature = "ssr")]
pub use form::Form;
pub use join::{Join, join};
pub use mark::{Mark, mark};
#[cfg(feature = "ssr")]
pub use refused::Refused;
pub use remove::{Remove, remove};
pub use rename::{Rename, rename};
pub use set_dates::{SetDates, set_dates};
pub use wire_error::WireError;

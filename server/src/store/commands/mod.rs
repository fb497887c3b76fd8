//! The commands that change meetings, one per file.

mod attempts;
mod comment;
mod create;
mod decide;
mod delete;
mod describe;
mod devices;
mod idempotency_keys;
mod join;
mod links;
mod mark;
mod mark_date;
mod participant;
mod remove;
mod rename;
mod reserved_names;
mod set_closing;
mod set_dates;
mod set_time;

pub(super) use comment::{AddComment, RemoveComment};
pub(super) use create::create;
pub(super) use decide::{Decide, WithdrawDecision};
pub(super) use delete::Delete;
pub(super) use describe::Describe;
pub(super) use devices::{HideMeeting, forget};
pub(super) use join::Join;
pub(super) use links::{ClaimLink, MakeLink, RevokeLink};
pub(super) use mark::MarkDays;
pub(super) use mark_date::MarkDate;
pub(super) use remove::Remove;
pub(super) use rename::Rename;
pub(super) use set_closing::SetClosing;
pub(super) use set_dates::SetDates;
pub(super) use set_time::SetTime;

//! The operations: who may, in which order, what happened.
//!
//! Pages and HTTP API are two doors to these. What touches the outside world stands behind the
//! ports [`Store`], [`Clock`] and [`UrlCodes`].

#![warn(missing_docs)]

mod device;
mod error;
mod event;
mod once;
mod operations;
mod participant_head;
mod ports;
mod standing;
pub mod takeover;

pub use device::{Device, DeviceError, DeviceHash};
pub use error::{Error, Refusal, Result, StoreError};
pub use event::{Actor, Entry, Event};
pub use once::Once;
pub use operations::{Meetings, Rules};
pub use participant_head::{Marked, ParticipantHead};
pub use ports::{Ask, Clock, NewMeeting, Numbered, Seen, Store, Summary, UrlCodes};
pub use standing::{Head, Standing};

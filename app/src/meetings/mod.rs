//! The operations: who may, in which order, what happened.
//!
//! Pages and HTTP API are two doors to these. What touches the outside world stands behind the
//! ports [`Store`], [`Clock`], [`UrlCodes`] and [`Live`].

#![warn(missing_docs)]

mod attempt;
mod device;
mod error;
mod idempotency_key;
mod operations;
mod participant_head;
mod ports;
mod reading;
mod standing;
pub mod takeover;

pub use attempt::Attempt;
pub use device::{Device, DeviceError, DeviceHash};
pub use error::{Error, Refusal, Result, StoreError};
pub use idempotency_key::IdempotencyKey;
pub use operations::{Meetings, Rules};
pub use participant_head::{Marked, ParticipantHead};
pub use ports::{
    Clock, Live, NewComment, NewMeeting, Numbered, RequestContext, Said, Seen, Signature, Since, Store,
    Summary, UrlCodes,
};
pub use reading::AT_A_TIME;
pub use standing::{Head, Standing};

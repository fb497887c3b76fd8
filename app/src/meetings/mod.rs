//! The operations on meetings: permission checks, changes and reads.
//!
//! The pages and the HTTP API both call these. All access to the outside world goes through the ports
//! [`Store`], [`Clock`], [`UrlCodes`], [`LinkTokens`] and [`Live`].

#![warn(missing_docs)]

mod access;
mod attempt;
mod changes;
mod creating;
mod date_ids;
mod device;
mod error;
mod idempotency_key;
mod link_operations;
mod links;
mod locked_meeting;
mod locked_participant;
mod operations;
mod ports;
mod reading;
mod secret;
mod stored_timeline;
pub mod takeover;

pub use access::Access;
pub use attempt::Attempt;
pub use changes::{ClosingChange, Description, Patch, TimeChange};
pub use date_ids::DateIds;
pub use device::{Device, DeviceError, DeviceHash};
pub use error::{Error, Refusal, Result, StoreError};
pub use idempotency_key::IdempotencyKey;
pub use links::{
    Link, LinkId, LinkTarget, LinkToken, LinkTokenHash, MAX_LINKS, OpenedLink, PERSONAL_LINK_LIFETIME,
};
pub use locked_meeting::LockedMeeting;
pub use locked_participant::{LockedParticipant, Marked};
pub use operations::{HostLimits, Meetings};
pub use ports::{
    Clock, EntriesSince, EntryForViewer, LinkTokens, Live, MeetingForPage, MeetingForViewer,
    MeetingWithDateIds, NewComment, NewMeeting, NewName, RequestContext, Signature, Store, Summary, UrlCodes,
};
pub use reading::MAX_ENTRIES_PER_READ;
pub use stored_timeline::StoredTimeline;

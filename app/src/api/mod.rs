//! Server functions, one operation per file: each parses the input, runs the operation, and returns its
//! result or a small error. Their paths are fixed, so that a page that was opened before a new version of the
//! server keeps working. The browser contains the client half of those that islands call.

mod all_days_work;
pub(crate) mod client;
mod comment;
mod form_fields;
mod mark;
mod protocol;
mod remove_comment;
mod wire_error;

#[cfg(feature = "ssr")]
mod again;
#[cfg(feature = "ssr")]
mod choose_days;
#[cfg(feature = "ssr")]
mod claim;
#[cfg(feature = "ssr")]
mod create;
#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
mod decide;
#[cfg(feature = "ssr")]
mod delete;
#[cfg(feature = "ssr")]
mod describe;
#[cfg(feature = "ssr")]
mod forget_device;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod hide_meeting;
#[cfg(feature = "ssr")]
mod join;
#[cfg(feature = "ssr")]
mod make_link;
#[cfg(feature = "ssr")]
mod new_link;
#[cfg(feature = "ssr")]
mod problem;
#[cfg(feature = "ssr")]
mod refused_form;
#[cfg(feature = "ssr")]
mod remove;
#[cfg(feature = "ssr")]
mod rename;
#[cfg(feature = "ssr")]
mod respond;
#[cfg(feature = "ssr")]
mod revoke_link;
#[cfg(feature = "ssr")]
mod set_closing;
#[cfg(feature = "ssr")]
mod set_dates;
#[cfg(feature = "ssr")]
mod set_time;
#[cfg(feature = "ssr")]
mod visit;
#[cfg(feature = "ssr")]
mod withdraw_decision;

pub use all_days_work::{AllDaysWork, all_days_work};
pub use comment::{Comment, comment};
pub use mark::{Mark, mark};
pub use protocol::{Compact, Done, FormProtocol, ResultFormat, call};
#[cfg(feature = "ssr")]
pub use protocol::{EncodedDone, Json};
pub use remove_comment::{RemoveComment, remove_comment};
pub use wire_error::WireError;

#[cfg(feature = "ssr")]
pub use self::{
    again::{Again, again},
    choose_days::{ChooseDays, choose_days},
    claim::{Claim, claim},
    create::{Create, create},
    decide::{Decide, decide},
    delete::{Delete, delete},
    describe::{Describe, describe},
    forget_device::{ForgetDevice, forget_device},
    form::Form,
    hide_meeting::{HideMeeting, hide_meeting},
    join::{Join, join},
    make_link::{MakeLink, make_link},
    new_link::{NewLink, ShownLink},
    refused_form::{FormRefusal, RefusedForm},
    remove::{Remove, remove},
    rename::{Rename, rename},
    revoke_link::{RevokeLink, revoke_link},
    set_closing::{SetClosing, set_closing},
    set_dates::{SetDates, set_dates},
    set_time::{SetTime, set_time},
    visit::{PageStatus, Theme, Visit, visit},
    withdraw_decision::{WithdrawDecision, withdraw_decision},
};
#[cfg(feature = "ssr")]
pub(crate) use dates::SELECT_DATES;

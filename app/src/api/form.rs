//! The identifiers of the forms on the pages.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::{ParticipantId, UrlCode};
use crate::meetings::LinkToken;

/// A form of a page. Its `Display` text is the prefix of the ids of its elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Creates a meeting.
    Create,
    /// Sets the range.
    SetDates,
    /// Adds a participant.
    Join,
    /// Marks the viewer's days, or says that all of them work.
    Days,
    /// Changes title and location.
    Describe,
    /// Sets the time of day.
    Time,
    /// Closes or opens answering.
    Closing,
    /// Decides on a day, or takes the decision back.
    Decide,
    /// Deletes the meeting.
    Delete,
    /// Renames this participant.
    Rename(ParticipantId),
    /// Removes this participant.
    Remove(ParticipantId),
    /// Creates a meeting like this one.
    Again,
    /// Makes an organizer link.
    OrganizerLink,
    /// Makes a link for this participant.
    PersonalLink(ParticipantId),
    /// Revokes a link.
    RevokeLink,
    /// Claims what a link is for.
    Claim,
    /// Leaves a meeting out of the list of this browser's meetings, or puts it back.
    HideMeeting,
    /// Forgets this browser.
    ForgetDevice,
    /// Adds a comment.
    Comment,
    /// Removes the comment with this number.
    RemoveComment(u64),
}

impl Form {
    /// The form that is sent to this server function; `number` is that of its participant or comment.
    #[must_use]
    pub fn for_operation(operation: &str, number: Option<u64>) -> Option<Self> {
        let participant = || Some(ParticipantId(number?.try_into().ok()?));
        match operation {
            "create" => Some(Self::Create),
            "set_dates" => Some(Self::SetDates),
            "join" => Some(Self::Join),
            "choose_days" | "all_days_work" | "mark" => Some(Self::Days),
            "describe" => Some(Self::Describe),
            "set_time" => Some(Self::Time),
            "set_closing" => Some(Self::Closing),
            "decide" | "withdraw_decision" => Some(Self::Decide),
            "delete" => Some(Self::Delete),
            "rename" => participant().map(Self::Rename),
            "remove" => participant().map(Self::Remove),
            "again" => Some(Self::Again),
            "make_link" => Some(participant().map_or(Self::OrganizerLink, Self::PersonalLink)),
            "revoke_link" => Some(Self::RevokeLink),
            "claim" => Some(Self::Claim),
            "hide_meeting" => Some(Self::HideMeeting),
            "forget_device" => Some(Self::ForgetDevice),
            "comment" => Some(Self::Comment),
            "remove_comment" => number.map(Self::RemoveComment),
            _ => None,
        }
    }
}

impl Form {
    /// The path of the page that contains the form: that of the meeting, with the participant of `?seat=` (whose days
    /// are "your days") if it had one, or that on which the meeting is managed.
    #[must_use]
    pub fn page(self, url_code: &str, seat: &str) -> String {
        // Text that is not a url code must not become a part of an address.
        let code = UrlCode::parse(url_code).map_or_else(|_| "-".to_owned(), |code| code.to_string());
        match (self, seat.parse::<i64>()) {
            // The page of a link is known by its token only.
            (Self::Create | Self::Claim | Self::HideMeeting, _) => "/".to_owned(),
            (Self::ForgetDevice, _) => "/device".to_owned(),
            (
                Self::Describe
                | Self::Time
                | Self::Closing
                | Self::Decide
                | Self::Delete
                | Self::Rename(_)
                | Self::Remove(_)
                | Self::Again
                | Self::OrganizerLink
                | Self::PersonalLink(_)
                | Self::RevokeLink,
                _,
            ) => format!("/m/{code}/manage"),
            (_, Ok(id)) => format!("/m/{code}?seat={id}"),
            (_, Err(_)) => format!("/m/{code}"),
        }
    }

    /// The path of the page on which a link is claimed.
    #[must_use]
    pub fn claim_page(token: &str) -> String {
        // Text that is not a token must not become a part of an address.
        LinkToken::parse(token)
            .map_or_else(|_| "/claim/-".to_owned(), |token| format!("/claim/{}", token.text()))
    }

    /// The path to which a form of the page for managing leads when it succeeded. The page says that it did, and the
    /// sentence gets the focus: browsers move none in an address with a fragment.
    #[must_use]
    pub fn saved(self, url_code: &UrlCode) -> String {
        format!("/m/{url_code}/manage?saved={self}")
    }
}

impl fmt::Display for Form {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create => to.write_str("create"),
            Self::SetDates => to.write_str("set_dates"),
            Self::Join => to.write_str("join"),
            Self::Days => to.write_str("days"),
            Self::Describe => to.write_str("describe"),
            Self::Time => to.write_str("time"),
            Self::Closing => to.write_str("closing"),
            Self::Decide => to.write_str("decide"),
            Self::Delete => to.write_str("delete"),
            Self::Rename(id) => write!(to, "rename-{}", id.0),
            Self::Remove(id) => write!(to, "remove-{}", id.0),
            Self::Again => to.write_str("again"),
            Self::OrganizerLink => to.write_str("organizers"),
            Self::PersonalLink(id) => write!(to, "link-{}", id.0),
            Self::RevokeLink => to.write_str("revoke_link"),
            Self::Claim => to.write_str("claim"),
            Self::HideMeeting => to.write_str("hide_meeting"),
            Self::ForgetDevice => to.write_str("forget"),
            Self::Comment => to.write_str("comment"),
            Self::RemoveComment(number) => write!(to, "remove_comment-{number}"),
        }
    }
}

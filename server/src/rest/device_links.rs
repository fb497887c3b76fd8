//! Endpoints for personal and organizer links.

use app::domain::{ParticipantId, UrlCode};
use app::meetings::{Error, Link, LinkId, LinkTarget, LinkToken, Meetings, Patch};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::fields::Fields;
use super::parameters::InPath;
use super::problem::Problem;
use super::responses::responses;
use super::valid_body::{FromFields, ValidBody};

/// What a new link is for.
pub(super) struct NewLink(LinkTarget);

/// What a new link is for.
#[derive(ToSchema)]
#[schema(as = NewLink)]
#[expect(dead_code, reason = "it only describes the field that is read")]
struct NewLinkFields {
    /// The participant; null for the meeting: who claims it becomes an organizer.
    #[schema(required = true, example = json!(null))]
    participant_id: Option<i64>,
}

/// A link that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatedLink {
    /// The secret, which nobody can read again.
    #[schema(example = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    token: String,
    /// The path of the page on which people claim it.
    #[schema(example = "/claim/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    path: String,
}

/// A link of a meeting.
#[derive(Serialize, ToSchema)]
pub(super) struct LinkBody {
    /// The number, by which it is revoked.
    #[schema(example = 3)]
    id: i64,
    /// The participant that it is for; null if it is for the meeting.
    participant_id: Option<i64>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// Until when it works; null if it works until it is revoked.
    works_until: Option<DateTime<Utc>>,
    /// When it was used for the last time.
    claimed_at: Option<DateTime<Utc>>,
    /// How many devices came by it.
    #[schema(example = 1)]
    devices: u32,
}

/// The token of a link that is claimed.
#[derive(ToSchema)]
pub(super) struct ClaimedLink {
    /// The secret.
    #[schema(example = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    token: String,
}

/// What a link gave to the device.
#[derive(Serialize, ToSchema)]
pub(super) struct Claimed {
    /// The meeting's code.
    #[schema(example = "Uk0lX4bQ9Zr")]
    url_code: String,
    /// The participant; null if the device organizes the meeting now.
    participant_id: Option<i64>,
}

impl FromFields for NewLink {
    fn read(fields: &mut Fields) -> Option<Self> {
        let whole = |_: &serde_json::Value| Ok(());
        // A field that got lost must not make an organizer: the meeting is meant by null only.
        if matches!(fields.change("participant_id", whole)?, Patch::Clear) {
            return Some(Self(LinkTarget::Meeting));
        }
        fields.number("participant_id").map(|id| Self(LinkTarget::Participant(ParticipantId(id))))
    }
}

impl FromFields for ClaimedLink {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.text("token", |text| Ok(text.to_owned())).map(|token| Self { token })
    }
}

impl LinkBody {
    fn new(link: &Link) -> Self {
        let utc = |at: NaiveDateTime| at.and_utc();
        Self {
            id: link.id.0,
            participant_id: participant(link.target),
            created_at: utc(link.created_at),
            works_until: link.works_until().map(utc),
            claimed_at: link.claimed_at.map(utc),
            devices: link.devices,
        }
    }
}

fn participant(target: LinkTarget) -> Option<i64> {
    target.participant().map(|id| id.0)
}

responses!(Create: BadAddress, InvalidBody, NoMeeting, NoParticipant, NotOrganizer, NotTheirDevice, TooManyLinks,
    MalformedDevice, TooLarge, Failed);

/// Make a link for another device
///
/// A personal link gives a participant to the one device that claims it within seven days, and replaces an earlier
/// one that nobody has used. An organizer link makes every device that claims it an organizer, until it is revoked.
#[utoipa::path(post, path = "/meetings/{url_code}/links", tag = "links", operation_id = "create_link",
    params(InPath<UrlCode>), request_body = NewLinkFields,
    responses((status = 200, body = CreatedLink, description = "The link"), Create))]
pub(super) async fn create(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    ValidBody(NewLink(target)): ValidBody<NewLink>,
) -> Result<Json<CreatedLink>, Problem> {
    let token = meetings.make_link(url_code, caller.0, target).await?.text();
    Ok(Json(CreatedLink { path: format!("/claim/{token}"), token }))
}

responses!(List: BadAddress, NoMeeting, MalformedDevice, Failed);

/// List the links that this device may revoke
#[utoipa::path(get, path = "/meetings/{url_code}/links", tag = "links", operation_id = "list_links",
    params(InPath<UrlCode>),
    responses((status = 200, body = Vec<LinkBody>, description = "The links, oldest first"), List))]
pub(super) async fn list(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
) -> Result<Json<Vec<LinkBody>>, Problem> {
    let found = meetings.read(&url_code, caller.0.as_ref()).await?;
    Ok(Json(meetings.links(&found).await?.iter().map(LinkBody::new).collect()))
}

responses!(Revoke: BadAddress, NoMeeting, NoLink, NotOrganizer, NotTheirDevice, MalformedDevice, Failed);

/// Revoke a link
///
/// The devices that came by it lose what it gave them.
#[utoipa::path(delete, path = "/meetings/{url_code}/links/{link_id}", tag = "links", operation_id = "revoke_link",
    params(InPath<UrlCode>, InPath<LinkId>),
    responses((status = 204, description = "Revoked"), Revoke))]
pub(super) async fn revoke(
    State(meetings): State<Meetings>,
    caller: Caller,
    InPath(url_code): InPath<UrlCode>,
    InPath(link): InPath<LinkId>,
) -> Result<StatusCode, Problem> {
    meetings.revoke_link(url_code, caller.0, link).await?;
    Ok(StatusCode::NO_CONTENT)
}

responses!(Claim: InvalidBody, NoLink, LinkUsed, LinkExpired, NoDevice, MalformedDevice, TooLarge, Failed);

/// Claim a link
///
/// A device that has already what the link is for does not use it up.
#[utoipa::path(post, path = "/links/claim", tag = "links", operation_id = "claim_link",
    request_body = ClaimedLink,
    responses((status = 200, body = Claimed, description = "What the device has now"), Claim))]
pub(super) async fn claim(
    State(meetings): State<Meetings>,
    caller: Caller,
    ValidBody(ClaimedLink { token }): ValidBody<ClaimedLink>,
) -> Result<Json<Claimed>, Problem> {
    let token = LinkToken::parse(&token).map_err(Error::from)?;
    let (url_code, target) = meetings.claim(&token, caller.0).await?;
    Ok(Json(Claimed { url_code: url_code.to_string(), participant_id: participant(target) }))
}

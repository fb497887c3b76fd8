//! Server function: revokes a link.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, FormProtocol, Json, WireError};
use super::{
    Form,
    respond::{answer, url_code as code_of},
};
use crate::meetings::LinkId;

/// Revokes a personal or an organizer link, and takes what it gave from the devices that came by it.
///
/// # Errors
/// See `Meetings::revoke_link`.
#[server(prefix = "/api", endpoint = "revoke_link", protocol = FormProtocol<Json>)]
pub async fn revoke_link(
    url_code: String,
    link: i64,
    #[server(default)] seat: String,
) -> Result<Done<()>, WireError> {
    let visit = visit()?;
    let page = Form::RevokeLink.page(&url_code, &seat);
    answer(&visit, Form::RevokeLink, &page, async {
        let code = code_of(&url_code)?;
        visit.meetings.revoke_link(code.clone(), visit.device, LinkId(link)).await?;
        // Who revoked the link by which this browser came has nothing more to manage.
        let found = visit.meetings.read(&code, visit.device.as_ref()).await?;
        let page = if found.may_manage() { page.clone() } else { format!("/m/{code}") };
        Ok(Done::new((), page))
    })
    .await
}

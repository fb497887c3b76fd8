//! The operations on personal and organizer links.

use super::{
    DeviceHash, Link, LinkId, LinkTarget, LinkToken, MeetingForViewer, Meetings, OpenedLink, Refusal, Result,
};
use crate::domain::UrlCode;

impl Meetings {
    /// Makes a link for another device. Returns its token, which nobody can read again.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::ParticipantNotFound`], [`Refusal::NotOrganizer`],
    /// [`Refusal::NotTheirDevice`], [`Refusal::TooManyLinks`]; errors of the store.
    pub async fn make_link(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        target: LinkTarget,
    ) -> Result<LinkToken> {
        let token = self.link_tokens.next();
        self.store.make_link(&self.context(url_code, device), target, token.hash()).await?;
        Ok(token)
    }

    /// Reads the links of a meeting that its viewer may revoke, oldest first.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn links(&self, found: &MeetingForViewer) -> Result<Vec<Link>> {
        let links = self.store.links(&found.meeting.url_code).await?;
        let may_change = |link: &Link| {
            let people = || found.meeting.participants.iter().zip(&found.participants);
            let access = link.target.participant().and_then(|id| people().find(|(one, _)| one.id == id));
            let access = access.map(|(_, access)| *access).unwrap_or_default();
            link.target.check_change(found.access, access).is_ok()
        };
        Ok(links.into_iter().filter(may_change).collect())
    }

    /// Reads what the link with this token is for. Nothing is claimed: robots open links too.
    ///
    /// # Errors
    /// [`Refusal::LinkNotFound`]; errors of the store.
    pub async fn opened_link(&self, token: &LinkToken, device: Option<&DeviceHash>) -> Result<OpenedLink> {
        let found = self.store.opened_link(token.hash(), device).await?;
        found.ok_or_else(|| Refusal::LinkNotFound.into())
    }

    /// Gives the device what the link with this token is for, unless it has that already.
    ///
    /// # Errors
    /// [`Refusal::LinkNotFound`], [`Refusal::LinkUsed`], [`Refusal::LinkExpired`], [`Refusal::NoDevice`]; errors of
    /// the store.
    pub async fn claim(
        &self,
        token: &LinkToken,
        device: Option<DeviceHash>,
    ) -> Result<(UrlCode, LinkTarget)> {
        // The link names the meeting whose lock decides; what is read here decides nothing.
        let url_code = self.opened_link(token, device.as_ref()).await?.url_code;
        let target = self.store.claim(&self.context(url_code.clone(), device), token.hash()).await?;
        Ok((url_code, target))
    }

    /// Revokes a link, and takes what it gave from the devices that came by it.
    ///
    /// # Errors
    /// [`Refusal::MeetingNotFound`], [`Refusal::LinkNotFound`], [`Refusal::NotOrganizer`],
    /// [`Refusal::NotTheirDevice`]; errors of the store.
    pub async fn revoke_link(
        &self,
        url_code: UrlCode,
        device: Option<DeviceHash>,
        link: LinkId,
    ) -> Result<()> {
        self.store.revoke_link(&self.context(url_code, device), link).await
    }
}

//! Personal and organizer links, by which another device gets what the device that made the link has.

use chrono::{NaiveDateTime, TimeDelta};

use super::secret::Secret;
use super::{Access, Refusal};
use crate::domain::{ParticipantId, ParticipantName, Title, UrlCode};

/// How long a personal link can be used. An organizer link can be used until it is revoked.
pub const PERSONAL_LINK_LIFETIME: TimeDelta = TimeDelta::days(7);

/// The maximum number of links that a participant has, and of organizer links that a meeting has.
pub const MAX_LINKS: u32 = 20;

/// The 256-bit secret in a link. Whoever has it may claim what the link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkToken(Secret);

/// What the database stores of a link's token: its SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkTokenHash([u8; 32]);

/// The number of a link, by which it is revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkId(pub i64);

/// What a link gives to the device that claims it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTarget {
    /// The meeting: the device becomes one of its organizers.
    Meeting,
    /// This participant, whom the device can mark and rename then.
    Participant(ParticipantId),
}

/// A link of a meeting, as its page for managing lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The number.
    pub id: LinkId,
    /// What it is for.
    pub target: LinkTarget,
    /// When it was made, in UTC.
    pub created_at: NaiveDateTime,
    /// When it was used, if it works only once.
    pub claimed_at: Option<NaiveDateTime>,
    /// How many devices came by it.
    pub devices: u32,
}

/// A link that somebody opened, before they claim it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedLink {
    /// The link.
    pub link: Link,
    /// The meeting.
    pub url_code: UrlCode,
    /// Its title.
    pub title: Title,
    /// The name of the participant that it is for.
    pub name: Option<ParticipantName>,
    /// Whether the device that opened it has already what it is for.
    pub own: bool,
}

impl LinkToken {
    /// The token of these bits.
    #[must_use]
    pub fn new(bits: [u8; 32]) -> Self {
        Self(Secret::new(bits))
    }

    /// Parses the text that [`Self::text`] returned.
    ///
    /// # Errors
    /// [`Refusal::LinkNotFound`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        Secret::parse(text).map(Self).ok_or(Refusal::LinkNotFound)
    }

    /// The token as 43 characters of URL-safe base64, for the link.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// The hash, which may be stored.
    #[must_use]
    pub fn hash(&self) -> LinkTokenHash {
        LinkTokenHash(self.0.hash())
    }
}

impl LinkTokenHash {
    /// The 32 bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl LinkTarget {
    /// The participant; `None` for the meeting itself.
    #[must_use]
    pub fn participant(self) -> Option<ParticipantId> {
        match self {
            Self::Meeting => None,
            Self::Participant(id) => Some(id),
        }
    }

    /// Checks that somebody with this access to the meeting, and to the participant of a personal link, may make and
    /// revoke such links. What is open belongs to everybody and is taken over by nobody.
    ///
    /// # Errors
    /// [`Refusal::NotOrganizer`], [`Refusal::NotTheirDevice`].
    pub fn check_change(self, meeting: Access, participant: Access) -> Result<(), Refusal> {
        match self {
            Self::Meeting if meeting.own => Ok(()),
            Self::Meeting => Err(Refusal::NotOrganizer),
            Self::Participant(_) if !participant.open && (participant.own || meeting.own) => Ok(()),
            Self::Participant(_) => Err(Refusal::NotTheirDevice),
        }
    }
}

impl Link {
    /// The moment, in UTC, from which on the link does not work any more; `None` if it works until it is revoked.
    #[must_use]
    pub fn works_until(&self) -> Option<NaiveDateTime> {
        self.target.participant().map(|_| self.created_at + PERSONAL_LINK_LIFETIME)
    }

    /// Checks that the link can be claimed at `at`.
    ///
    /// # Errors
    /// [`Refusal::LinkUsed`], [`Refusal::LinkExpired`].
    pub fn check_claim(&self, at: NaiveDateTime) -> Result<(), Refusal> {
        if self.target.participant().is_some() && self.claimed_at.is_some() {
            return Err(Refusal::LinkUsed);
        }
        if self.works_until().is_some_and(|until| until <= at) { Err(Refusal::LinkExpired) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Access = Access { open: true, own: false };
    const OWN: Access = Access { open: false, own: true };
    const OTHERS: Access = Access { open: false, own: false };

    #[test]
    fn the_organizer_makes_all_links_and_others_their_own() {
        let (meeting, kit) = (LinkTarget::Meeting, LinkTarget::Participant(ParticipantId(7)));
        assert_eq!(meeting.check_change(OWN, OTHERS), Ok(()));
        assert_eq!(meeting.check_change(OTHERS, OWN), Err(Refusal::NotOrganizer));
        for (organizer, participant) in [(OWN, OTHERS), (OTHERS, OWN), (OPEN, OWN)] {
            assert_eq!(kit.check_change(organizer, participant), Ok(()));
        }
        assert_eq!(kit.check_change(OTHERS, OTHERS), Err(Refusal::NotTheirDevice));
    }

    #[test]
    fn what_is_open_is_taken_over_by_nobody() {
        assert_eq!(LinkTarget::Meeting.check_change(OPEN, OTHERS), Err(Refusal::NotOrganizer));
        let kit = LinkTarget::Participant(ParticipantId(7));
        assert_eq!(kit.check_change(OWN, OPEN), Err(Refusal::NotTheirDevice));
    }

    #[test]
    fn a_personal_link_works_once_within_seven_days_and_an_organizer_link_until_it_is_revoked() {
        let created_at: NaiveDateTime = "2026-11-24T09:00:00".parse().unwrap();
        let day = |days| created_at + TimeDelta::days(days);
        let personal = Link {
            id: LinkId(1),
            target: LinkTarget::Participant(ParticipantId(7)),
            created_at,
            claimed_at: None,
            devices: 0,
        };
        assert_eq!(personal.check_claim(day(7) - TimeDelta::seconds(1)), Ok(()));
        assert_eq!(personal.check_claim(day(7)), Err(Refusal::LinkExpired));
        let used = Link { claimed_at: Some(day(1)), ..personal.clone() };
        assert_eq!(used.check_claim(day(2)), Err(Refusal::LinkUsed));
        let organizer = Link { target: LinkTarget::Meeting, ..used };
        assert_eq!((organizer.check_claim(day(80)), organizer.works_until()), (Ok(()), None));
    }

    #[test]
    fn what_is_no_token_belongs_to_no_link() {
        assert_eq!(LinkToken::parse("abc"), Err(Refusal::LinkNotFound));
        let token = LinkToken::new([7; 32]);
        assert_eq!(LinkToken::parse(&token.text()), Ok(token));
    }
}

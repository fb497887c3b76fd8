//! Makes, claims and revokes links. None of it is in the timeline, because it changes nothing that others see.

use app::meetings::{
    Access, LinkId, LinkTarget, LinkTokenHash, LockedMeeting, MAX_LINKS, Refusal, RequestContext,
};
use async_trait::async_trait;

use super::participant::find_participant;
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::link_rows::{LinkRow, link_columns};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::rows::CountRow;

pub(in crate::store) struct MakeLink {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) target: LinkTarget,
    pub(in crate::store) token: LinkTokenHash,
}

pub(in crate::store) struct ClaimLink {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) token: LinkTokenHash,
}

pub(in crate::store) struct RevokeLink {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) link: LinkId,
}

/// The devices that came by a link, in a statement.
macro_rules! by_link {
    () => {
        "(SELECT device_hash FROM link_devices WHERE link_id = ?)"
    };
}

/// Checks that the client may make and revoke links for this.
async fn check_change(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    target: LinkTarget,
) -> Result<(), DatabaseError> {
    let participant = match target {
        LinkTarget::Meeting => Access::default(),
        LinkTarget::Participant(id) => find_participant(tx, meeting, context, id).await?.access,
    };
    Ok(target.check_change(meeting.access, participant)?)
}

#[async_trait]
impl Change for MakeLink {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        check_change(tx, meeting, &self.context, self.target).await?;
        let code = Value::Text(meeting.url_code.as_str());
        let participant = self.target.participant().map(|id| id.0);
        let (count, of) = match participant {
            Some(id) => {
                let sql = "DELETE FROM links WHERE participant_id = ? AND claimed_at IS NULL";
                tx.execute(sql, &[Value::Int(id)]).await?;
                ("SELECT COUNT(*) AS count FROM links WHERE participant_id = ?", Value::Int(id))
            }
            None => {
                ("SELECT COUNT(*) AS count FROM links WHERE meeting_id = ? AND participant_id IS NULL", code)
            }
        };
        let count: Option<CountRow> = tx.row(count, &[of]).await?;
        if count.is_some_and(|row| row.count >= i64::from(MAX_LINKS)) {
            return Err(Refusal::TooManyLinks(MAX_LINKS).into());
        }
        let sql = "INSERT INTO links (created_at, meeting_id, participant_id, made_by, token_hash) \
            VALUES (?, ?, ?, ?, ?)";
        let values = [
            Value::Time(self.context.at),
            code,
            Value::OptionalInt(participant),
            Value::device_or_nobody(self.context.device.as_ref()),
            Value::Bytes(self.token.as_bytes()),
        ];
        tx.execute(sql, &values).await?;
        Ok(ChangeOutcome::OnlyNoted(()))
    }
}

#[async_trait]
impl Change for ClaimLink {
    type Answer = LinkTarget;

    async fn apply(
        &self,
        tx: &mut Tx,
        meeting: &LockedMeeting,
    ) -> Result<ChangeOutcome<LinkTarget>, DatabaseError> {
        let device = self.context.device.ok_or(Refusal::NoDevice)?;
        let sql =
            concat!("SELECT ", link_columns!(), " FROM links l WHERE l.token_hash = ? AND l.meeting_id = ?");
        let values = [Value::Bytes(self.token.as_bytes()), Value::Text(meeting.url_code.as_str())];
        let row: Option<LinkRow> = tx.row(sql, &values).await?;
        let link = row.ok_or(Refusal::LinkNotFound)?.link();
        let (is_own, insert, of) = match link.target {
            LinkTarget::Meeting => {
                let sql =
                    "INSERT INTO meeting_devices (device_hash, created_at, meeting_id) VALUES (?, ?, ?)";
                (meeting.access.own, sql, values[1])
            }
            LinkTarget::Participant(id) => {
                let sql = "INSERT INTO participant_devices (device_hash, created_at, participant_id) VALUES (?, ?, ?)";
                (find_participant(tx, meeting, &self.context, id).await?.access.own, sql, id.into())
            }
        };
        // Who opens the link twice has it already; that does not use it up.
        if is_own {
            return Ok(ChangeOutcome::Unchanged(link.target));
        }
        link.check_claim(self.context.at)?;
        let (device, now) = (Value::Bytes(device.as_bytes()), Value::Time(self.context.at));
        tx.execute(insert, &[device, now, of]).await?;
        tx.execute("UPDATE links SET claimed_at = ? WHERE id = ?", &[now, Value::Int(link.id.0)]).await?;
        let sql = "INSERT INTO link_devices (link_id, device_hash) VALUES (?, ?)";
        tx.execute(sql, &[Value::Int(link.id.0), device]).await?;
        Ok(ChangeOutcome::OnlyNoted(link.target))
    }
}

#[async_trait]
impl Change for RevokeLink {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let (code, id) = (Value::Text(meeting.url_code.as_str()), Value::Int(self.link.0));
        let sql = concat!("SELECT ", link_columns!(), " FROM links l WHERE l.id = ? AND l.meeting_id = ?");
        let row: Option<LinkRow> = tx.row(sql, &[id, code]).await?;
        let target = row.ok_or(Refusal::LinkNotFound)?.link().target;
        check_change(tx, meeting, &self.context, target).await?;
        let mut revoked = vec![(self.link, target)];
        while let Some((link, target)) = revoked.pop() {
            revoked.extend(revoke(tx, code, link, target).await?);
        }
        Ok(ChangeOutcome::OnlyNoted(()))
    }
}

/// Revokes one link. Returns the links that the devices made that came by it: they go with the right to make them.
async fn revoke(
    tx: &mut Tx,
    code: Value<'_>,
    link: LinkId,
    target: LinkTarget,
) -> Result<Vec<(LinkId, LinkTarget)>, DatabaseError> {
    let id = Value::Int(link.0);
    // An organizer may have made links of all kinds, a participant's device those for that participant.
    let (made, delete, of) = match target {
        LinkTarget::Meeting => (
            concat!(
                "SELECT ",
                link_columns!(),
                " FROM links l WHERE l.meeting_id = ? AND l.made_by IN ",
                by_link!()
            ),
            concat!("DELETE FROM meeting_devices WHERE meeting_id = ? AND device_hash IN ", by_link!()),
            code,
        ),
        LinkTarget::Participant(participant) => (
            concat!(
                "SELECT ",
                link_columns!(),
                " FROM links l WHERE l.participant_id = ? AND l.made_by IN ",
                by_link!()
            ),
            concat!(
                "DELETE FROM participant_devices WHERE participant_id = ? AND device_hash IN ",
                by_link!()
            ),
            participant.into(),
        ),
    };
    let made: Vec<LinkRow> = tx.rows(made, &[of, id]).await?;
    tx.execute(delete, &[of, id]).await?;
    tx.execute("DELETE FROM links WHERE id = ?", &[id]).await?;
    Ok(made.iter().map(LinkRow::link).map(|link| (link.id, link.target)).collect())
}

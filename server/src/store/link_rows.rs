//! Rows of links, and reading them.

use app::domain::{ParticipantId, ParticipantName, Title, UrlCode};
use app::meetings::{DeviceHash, Link, LinkId, LinkTarget, LinkTokenHash, OpenedLink};
use chrono::NaiveDateTime;
use sqlx::FromRow;

use super::database_error::DatabaseError;
use super::engine::{Pool, Value};

/// The columns of `links l` that form a link.
macro_rules! link_columns {
    () => {
        "l.id, l.participant_id, l.created_at, l.claimed_at, \
        (SELECT COUNT(*) FROM link_devices d WHERE d.link_id = l.id) AS devices"
    };
}
pub(super) use link_columns;

/// A link.
#[derive(Debug, FromRow)]
pub(super) struct LinkRow {
    id: i64,
    participant_id: Option<i64>,
    created_at: NaiveDateTime,
    claimed_at: Option<NaiveDateTime>,
    devices: i64,
}

/// A link with its meeting and its participant, for the device that opened it.
#[derive(Debug, FromRow)]
struct OpenedLinkRow {
    #[sqlx(flatten)]
    link: LinkRow,
    url_code: String,
    title: String,
    name: Option<String>,
    organizes: bool,
    own: bool,
}

impl LinkRow {
    pub(super) fn link(&self) -> Link {
        let target = self.participant_id.map(ParticipantId);
        Link {
            id: LinkId(self.id),
            target: target.map_or(LinkTarget::Meeting, LinkTarget::Participant),
            created_at: self.created_at,
            claimed_at: self.claimed_at,
            devices: u32::try_from(self.devices).unwrap_or(u32::MAX),
        }
    }
}

impl OpenedLinkRow {
    fn opened_link(&self) -> Result<OpenedLink, DatabaseError> {
        let wrong = |table, column| DatabaseError::Inconsistent { table, column, row: self.url_code.clone() };
        let link = self.link.link();
        let name = self.name.as_deref().map(ParticipantName::stored).transpose();
        Ok(OpenedLink {
            own: if link.target == LinkTarget::Meeting { self.organizes } else { self.own },
            url_code: UrlCode::parse(&self.url_code).map_err(|_| wrong("meetings", "url_code"))?,
            title: Title::parse(&self.title).map_err(|_| wrong("meetings", "title"))?,
            name: name.map_err(|_| wrong("participants", "name"))?,
            link,
        })
    }
}

/// Reads the links of a meeting, oldest first.
pub(super) async fn links(pool: &Pool, url_code: &UrlCode) -> Result<Vec<Link>, DatabaseError> {
    let sql = concat!("SELECT ", link_columns!(), " FROM links l WHERE l.meeting_id = ? ORDER BY l.id");
    let rows: Vec<LinkRow> = pool.rows(sql, &[Value::Text(url_code.as_str())]).await?;
    Ok(rows.iter().map(LinkRow::link).collect())
}

/// Reads the link with this token.
pub(super) async fn opened_link(
    pool: &Pool,
    token: LinkTokenHash,
    device: Option<&DeviceHash>,
) -> Result<Option<OpenedLink>, DatabaseError> {
    let sql = concat!(
        "SELECT ",
        link_columns!(),
        ", m.url_code, m.title, p.name, ",
        "EXISTS (SELECT 1 FROM meeting_devices o ",
        "WHERE o.device_hash = ? AND o.meeting_id = m.url_code) AS organizes, ",
        "EXISTS (SELECT 1 FROM participant_devices o ",
        "WHERE o.device_hash = ? AND o.participant_id = p.id) AS own ",
        "FROM links l JOIN meetings m ON m.url_code = l.meeting_id ",
        "LEFT JOIN participants p ON p.id = l.participant_id WHERE l.token_hash = ?",
    );
    let device = Value::device_or_nobody(device);
    let rows: Vec<OpenedLinkRow> = pool.rows(sql, &[device, device, Value::Bytes(token.as_bytes())]).await?;
    rows.first().map(OpenedLinkRow::opened_link).transpose()
}

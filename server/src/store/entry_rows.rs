//! Rows of the timeline, and their conversion to entries.

use std::str::FromStr;

use app::domain::{Actor, Entry, Event, ParticipantId, ParticipantName, UrlCode};
use app::meetings::{EntriesSince, EntryForViewer};
use chrono::{NaiveDateTime, Timelike};
use sqlx::FromRow;

use super::database_error::DatabaseError;

/// An entry as it is stored.
#[derive(Debug, FromRow)]
struct EntryRow {
    number: i64,
    created_at: NaiveDateTime,
    actor: String,
    actor_id: Option<i64>,
    actor_name: Option<String>,
    event: String,
}

/// An entry, and whether it is the device's own comment.
#[derive(Debug, FromRow)]
pub(super) struct EntryForViewerRow {
    #[sqlx(flatten)]
    entry: EntryRow,
    own: bool,
}

/// A meeting's version with one of the entries after a number, or with none if there are none.
#[derive(Debug, FromRow)]
pub(super) struct EntriesSinceRow {
    version: i64,
    number: Option<i64>,
    created_at: Option<NaiveDateTime>,
    actor: Option<String>,
    actor_id: Option<i64>,
    actor_name: Option<String>,
    event: Option<String>,
}

/// A meeting's version, when that was written, and what a device owns of the meeting.
#[derive(Debug, FromRow)]
pub(super) struct CheckRow {
    version: i64,
    pub(super) own: bool,
    own_participants: Option<String>,
    own_comments: Option<String>,
    pub(super) changed_at: Option<NaiveDateTime>,
}

/// A comment, and whether it is open or the device's own.
#[derive(Debug, FromRow)]
pub(super) struct CommentRow {
    event: String,
    actor_id: Option<i64>,
    actor_name: Option<String>,
    pub(super) open: bool,
    pub(super) own: bool,
}

/// A meeting's version.
#[derive(Debug, FromRow)]
pub(super) struct VersionRow {
    url_code: String,
    version: i64,
}

fn timeline(column: &'static str, row: impl ToString) -> DatabaseError {
    DatabaseError::Inconsistent { table: "timeline", column, row: row.to_string() }
}

fn event(text: &str, row: impl ToString) -> Result<Event, DatabaseError> {
    // A newer server on the same database writes kinds of events that this one does not know.
    let is_unknown = |error: &serde_json::Error| error.to_string().starts_with("unknown variant");
    match serde_json::from_str(text) {
        Err(error) if is_unknown(&error) => Ok(Event::Unknown),
        read => read.map_err(|_| timeline("event", row)),
    }
}

fn participant(id: Option<i64>, name: Option<&str>) -> Option<Actor> {
    Some(Actor::Participant(ParticipantId(id?), ParticipantName::stored(name?).ok()?))
}

impl EntryRow {
    fn entry(self) -> Result<Entry, DatabaseError> {
        let row = self.number;
        let who = match self.actor.as_str() {
            "participant" => participant(self.actor_id, self.actor_name.as_deref()),
            "organizer" => Some(Actor::Organizer),
            "guest" => Some(Actor::Guest),
            _ => None,
        };
        Ok(Entry {
            number: u64::try_from(row).map_err(|_| timeline("number", row))?,
            // Whole seconds, so that all viewers get the same time: the wire format has no fractions.
            at: self.created_at.with_nanosecond(0).unwrap_or(self.created_at),
            who: who.ok_or_else(|| timeline("actor", row))?,
            event: event(&self.event, row)?,
        })
    }
}

impl EntryForViewerRow {
    pub(super) fn entry_for_viewer(self) -> Result<EntryForViewer, DatabaseError> {
        Ok(EntryForViewer { entry: self.entry.entry()?, own: self.own })
    }
}

impl EntriesSinceRow {
    /// Combines `rows`: each has the same version, and an entry unless there are none. Without rows there is
    /// no meeting.
    pub(super) fn entries_since(rows: Vec<Self>) -> Result<Option<EntriesSince>, DatabaseError> {
        let Some(version) = rows.first().map(|row| row.version) else { return Ok(None) };
        let wrong =
            || DatabaseError::Inconsistent { table: "meetings", column: "version", row: version.to_string() };
        let version = u64::try_from(version).map_err(|_| wrong())?;
        let entries = rows.into_iter().filter_map(Self::entry).collect::<Result<_, _>>()?;
        Ok(Some(EntriesSince { version, entries }))
    }

    fn entry(self) -> Option<Result<Entry, DatabaseError>> {
        let row = EntryRow {
            number: self.number?,
            created_at: self.created_at?,
            actor: self.actor?,
            actor_id: self.actor_id,
            actor_name: self.actor_name,
            event: self.event?,
        };
        Some(row.entry())
    }
}

impl CheckRow {
    /// The ids of the participants that the device owns.
    pub(super) fn own_participants(&self) -> Result<Vec<i64>, DatabaseError> {
        numbers(self.own_participants.as_deref())
    }

    /// The numbers of the comments that the device wrote.
    pub(super) fn own_comments(&self) -> Result<Vec<u64>, DatabaseError> {
        numbers(self.own_comments.as_deref())
    }

    /// The version.
    pub(super) fn version(&self) -> Result<u64, DatabaseError> {
        let wrong = || DatabaseError::Inconsistent {
            table: "meetings",
            column: "version",
            row: self.version.to_string(),
        };
        u64::try_from(self.version).map_err(|_| wrong())
    }
}

/// Parses numbers that a statement has joined with commas.
fn numbers<T: FromStr>(text: Option<&str>) -> Result<Vec<T>, DatabaseError> {
    let numbers = text.unwrap_or_default().split(',').filter(|number| !number.is_empty());
    numbers
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| timeline("number", text.unwrap_or_default()))
}

impl CommentRow {
    /// The comment as it is stored.
    pub(super) fn event(&self, number: u64) -> Result<Event, DatabaseError> {
        event(&self.event, number)
    }

    /// The participant who signed it.
    pub(super) fn signer(&self) -> Option<Actor> {
        participant(self.actor_id, self.actor_name.as_deref())
    }
}

impl VersionRow {
    pub(super) fn version(self) -> Result<(UrlCode, u64), DatabaseError> {
        let Self { url_code, version } = self;
        let wrong = |column| DatabaseError::Inconsistent { table: "meetings", column, row: url_code.clone() };
        let number = u64::try_from(version).map_err(|_| wrong("version"))?;
        Ok((UrlCode::parse(&url_code).map_err(|_| wrong("url_code"))?, number))
    }
}

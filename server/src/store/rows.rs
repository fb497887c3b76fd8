//! Database rows, and their conversion to domain types.

use std::sync::Arc;

use app::domain::{
    Availability, DateRange, Location, Meeting, Participant, ParticipantDateId, ParticipantId,
    ParticipantName, Title, UrlCode, Weekdays,
};
use app::meetings::{Access, DateIds, LockedMeeting, LockedParticipant, MeetingWithDateIds, Summary};
use chrono::{NaiveDate, NaiveDateTime};
use sqlx::FromRow;

use super::database_error::DatabaseError;
use super::settings_rows::{ClosingRow, Settings, SettingsRow};

/// The columns of a meeting that form its date range.
#[derive(Debug, FromRow)]
pub(super) struct DatesRow {
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
    excluded_weekdays: i64,
}

/// The columns of a meeting that every reader needs.
#[derive(Debug, FromRow)]
pub(super) struct MeetingRow {
    url_code: String,
    title: String,
    location: String,
    version: i64,
    #[sqlx(flatten)]
    dates: DatesRow,
    #[sqlx(flatten)]
    settings: SettingsRow,
    open: bool,
    own: bool,
}

/// A meeting with one of its participants, or with none if nobody has joined.
#[derive(Debug, FromRow)]
pub(super) struct ReadRow {
    #[sqlx(flatten)]
    meeting: MeetingRow,
    expires_on: NaiveDate,
    participant_id: Option<i64>,
    name: Option<String>,
    answered: Option<bool>,
    participant_open: Option<bool>,
    participant_own: bool,
    days: Option<String>,
    changed_at: Option<NaiveDateTime>,
    has_reserved_names: bool,
}

/// A whole meeting as it was read.
#[derive(Debug)]
pub(super) struct ReadMeeting {
    pub(super) meeting: MeetingWithDateIds,
    /// The requester's access to it.
    pub(super) access: Access,
    /// The requester's access to each participant, in the meeting's order.
    pub(super) participants: Vec<Access>,
    /// When the newest entry of the timeline was written; none without entries.
    pub(super) changed_at: Option<NaiveDateTime>,
    /// Whether names are reserved in it.
    pub(super) has_reserved_names: bool,
}

/// A date with an id: that of the participant date, or that of its participant.
#[derive(Debug, FromRow)]
pub(super) struct DateRow {
    pub(super) id: i64,
    pub(super) date: NaiveDate,
}

/// A participant, read while its meeting is locked.
#[derive(Debug, FromRow)]
pub(super) struct ParticipantRow {
    name: String,
    answered: bool,
    open: bool,
    own: bool,
}

/// The same, with one of the participant's dates, or none.
#[derive(Debug, FromRow)]
pub(super) struct ParticipantDayRow {
    id: i64,
    #[sqlx(flatten)]
    participant: ParticipantRow,
    date_id: Option<i64>,
    date: Option<NaiveDate>,
    enabled: Option<bool>,
    starred: Option<bool>,
}

/// A meeting in a list.
#[derive(Debug, FromRow)]
pub(super) struct SummaryRow {
    url_code: String,
    title: String,
    #[sqlx(flatten)]
    dates: DatesRow,
    participants: i64,
    answered: i64,
    decided_on: Option<NaiveDate>,
    withdrawn: Option<bool>,
    #[sqlx(flatten)]
    closing: ClosingRow,
    hidden: bool,
}

/// A meeting's code.
#[derive(Debug, FromRow)]
pub(super) struct CodeRow {
    pub(super) url_code: String,
}

/// A name.
#[derive(Debug, FromRow)]
pub(super) struct NameRow {
    pub(super) name: String,
}

/// The availability of a participant on a day.
#[derive(Debug, FromRow)]
pub(super) struct AvailabilityRow {
    id: i64,
    enabled: bool,
    starred: bool,
}

/// A count.
#[derive(Debug, FromRow)]
pub(super) struct CountRow {
    pub(super) count: i64,
}

/// The time when a row was created.
#[derive(Debug, FromRow)]
pub(super) struct TimeRow {
    pub(super) created_at: NaiveDateTime,
}

/// The stored answer to an idempotency key.
#[derive(Debug, FromRow)]
pub(super) struct AnswerRow {
    pub(super) fingerprint: Vec<u8>,
    pub(super) answer: String,
}

/// The error for a column of `meetings`.
fn meetings(column: &'static str, url_code: &str) -> DatabaseError {
    DatabaseError::Inconsistent { table: "meetings", column, row: url_code.to_owned() }
}

/// The error for a column of `participants`.
fn participants(column: &'static str, id: i64) -> DatabaseError {
    DatabaseError::Inconsistent { table: "participants", column, row: id.to_string() }
}

fn url_code(text: &str) -> Result<UrlCode, DatabaseError> {
    UrlCode::parse(text).map_err(|_| meetings("url_code", text))
}

fn title(text: &str, row: &str) -> Result<Title, DatabaseError> {
    Title::parse(text).map_err(|_| meetings("title", row))
}

impl DatesRow {
    fn range(&self, url_code: &str) -> Result<Option<DateRange>, DatabaseError> {
        let (Some(first), Some(last)) = (self.start_date, self.end_date) else {
            return Ok(None);
        };
        let excluded =
            u8::try_from(self.excluded_weekdays).ok().and_then(|bits| Weekdays::from_bits(bits).ok());
        let excluded = excluded.ok_or_else(|| meetings("excluded_weekdays", url_code))?;
        DateRange::of_any_length(first, last, excluded).map(Some).map_err(|_| meetings("end_date", url_code))
    }
}

impl MeetingRow {
    pub(super) fn locked_meeting(self) -> Result<LockedMeeting, DatabaseError> {
        let row = &self.url_code;
        let Settings { note, time, closing, decision, withdrawn } = self.settings.settings(row)?;
        Ok(LockedMeeting {
            url_code: url_code(row)?,
            version: u64::try_from(self.version).map_err(|_| meetings("version", row))?,
            title: title(&self.title, row)?,
            location: Location::parse(&self.location).map_err(|_| meetings("location", row))?,
            note,
            dates: self.dates.range(row)?,
            time,
            closing,
            decision,
            withdrawn,
            access: Access { open: self.open, own: self.own },
        })
    }
}

/// The id and the availability of a participant date, from a text such as `19f`.
fn date(text: &str) -> Option<(ParticipantDateId, Availability)> {
    let letter = text.chars().next_back()?;
    let id = text.strip_suffix(letter)?.parse().ok()?;
    Some((ParticipantDateId(id), Availability::from_letter(letter)?))
}

impl ReadRow {
    /// Combines `rows` into a meeting: each has the same meeting, and a participant unless there are none.
    /// Without rows there is no meeting.
    pub(super) fn meeting(rows: Vec<Self>) -> Result<Option<ReadMeeting>, DatabaseError> {
        let mut rows = rows;
        rows.sort_unstable_by_key(|row| row.participant_id);
        let mut people = Vec::with_capacity(rows.len());
        let mut accesses = Vec::with_capacity(rows.len());
        let mut ids = Vec::with_capacity(rows.len());
        let mut first = None;
        for row in rows {
            if let Some((participant, date_ids, access)) = row.participant()? {
                ids.push(date_ids);
                people.push(participant);
                accesses.push(access);
            }
            first.get_or_insert((row.meeting, row.expires_on, row.changed_at, row.has_reserved_names));
        }
        let Some((meeting, expires_on, changed_at, has_reserved_names)) = first else { return Ok(None) };
        let locked = meeting.locked_meeting()?;
        let days = locked.dates.as_ref().map_or(0, DateRange::len);
        if let Some(other) = people.iter().find(|participant| participant.days.len() != days) {
            let row = other.id.0.to_string();
            return Err(DatabaseError::Inconsistent {
                table: "participant_dates",
                column: "participant_id",
                row,
            });
        }
        let LockedMeeting {
            url_code,
            version,
            title,
            location,
            note,
            dates,
            time,
            closing,
            decision,
            withdrawn,
            access,
        } = locked;
        let meeting = Meeting {
            url_code,
            version,
            title,
            location,
            note,
            dates,
            time,
            closing,
            decision,
            withdrawn,
            participants: people,
            expires_on,
        };
        let meeting = MeetingWithDateIds { meeting: Arc::new(meeting), date_ids: Arc::new(ids) };
        Ok(Some(ReadMeeting { meeting, access, participants: accesses, changed_at, has_reserved_names }))
    }

    fn participant(&self) -> Result<Option<(Participant, DateIds, Access)>, DatabaseError> {
        let (Some(id), Some(name)) = (self.participant_id, &self.name) else { return Ok(None) };
        let days = self
            .days
            .as_deref()
            .unwrap_or_default()
            .split_inclusive(|letter: char| letter.is_ascii_alphabetic());
        let days: Option<Vec<_>> = days.map(date).collect();
        let (ids, days) =
            days.ok_or_else(|| participants("days", id))?.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let participant = Participant {
            id: ParticipantId(id),
            name: ParticipantName::stored(name).map_err(|_| participants("name", id))?,
            answered: self.answered.unwrap_or_default(),
            days,
        };
        let open = self.participant_open.unwrap_or_default();
        Ok(Some((participant, DateIds::of(&ids), Access { open, own: self.participant_own })))
    }
}

impl ParticipantRow {
    pub(super) fn locked_participant(self, id: ParticipantId) -> Result<LockedParticipant, DatabaseError> {
        let name = ParticipantName::stored(&self.name).map_err(|_| participants("name", id.0))?;
        let access = Access { open: self.open, own: self.own };
        Ok(LockedParticipant { id, name, answered: self.answered, access })
    }
}

impl AvailabilityRow {
    pub(super) fn availability(&self) -> (ParticipantId, Availability) {
        (ParticipantId(self.id), Availability::from_columns(self.enabled, self.starred))
    }
}

impl ParticipantDayRow {
    pub(super) fn locked_participant(self) -> Result<LockedParticipant, DatabaseError> {
        self.participant.locked_participant(ParticipantId(self.id))
    }

    /// The id of the date, the day, and the availability on it.
    pub(super) fn day(&self) -> Option<(ParticipantDateId, NaiveDate, Availability)> {
        let availability = Availability::from_columns(self.enabled?, self.starred?);
        Some((ParticipantDateId(self.date_id?), self.date?, availability))
    }
}

impl SummaryRow {
    pub(super) fn summary(self) -> Result<Summary, DatabaseError> {
        Ok(Summary {
            url_code: url_code(&self.url_code)?,
            title: title(&self.title, &self.url_code)?,
            dates: self.dates.range(&self.url_code)?,
            participants: u32::try_from(self.participants).unwrap_or(u32::MAX),
            answered: u32::try_from(self.answered).unwrap_or(u32::MAX),
            decided_on: self.decided_on.filter(|_| self.withdrawn != Some(true)),
            closing: self.closing.closing(),
            hidden: self.hidden,
        })
    }
}

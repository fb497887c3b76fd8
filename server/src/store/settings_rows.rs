//! The row of what the organizer sets beside title, location and dates, and its conversion to domain types.

use app::domain::{
    AnswerBy, Closing, Decision, Duration, MeetingTime, Note, ParticipantId, TimeOfDay, ZoneName,
};
use chrono::{NaiveDate, NaiveDateTime};
use sqlx::{AssertSqlSafe, FromRow};

use super::database_error::DatabaseError;
use super::engine::{Tx, Value};

/// The columns of `meeting_settings s` in a statement that reads a meeting. Of a meeting without a row all are null.
macro_rules! settings_columns {
    () => {
        "s.note, s.start_minute, s.time_zone, s.duration_minutes, s.closed, s.answer_by, s.answer_until, \
        s.decided_on, s.withdrawn, s.decided_could, s.decided_could_not"
    };
}
pub(super) use settings_columns;

/// The columns of [`settings_columns`].
#[derive(Debug, FromRow)]
pub(super) struct SettingsRow {
    note: Option<String>,
    start_minute: Option<i64>,
    time_zone: Option<String>,
    duration_minutes: Option<i64>,
    #[sqlx(flatten)]
    closing: ClosingRow,
    decided_on: Option<NaiveDate>,
    withdrawn: Option<bool>,
    decided_could: Option<String>,
    decided_could_not: Option<String>,
}

/// The columns about closing.
#[derive(Debug, FromRow)]
pub(super) struct ClosingRow {
    closed: Option<bool>,
    answer_by: Option<NaiveDate>,
    answer_until: Option<NaiveDateTime>,
}

impl ClosingRow {
    pub(super) fn closing(&self) -> Closing {
        let answer_by = self.answer_by.zip(self.answer_until).map(|(day, until)| AnswerBy { day, until });
        Closing { by_hand: self.closed.unwrap_or_default(), answer_by }
    }
}

/// What the columns say.
pub(super) struct Settings {
    pub(super) note: Note,
    pub(super) time: Option<MeetingTime>,
    pub(super) closing: Closing,
    pub(super) decision: Option<Decision>,
    pub(super) withdrawn: Option<NaiveDate>,
}

impl SettingsRow {
    pub(super) fn settings(&self, url_code: &str) -> Result<Settings, DatabaseError> {
        let wrong = |column| {
            move || DatabaseError::Inconsistent {
                table: "meeting_settings",
                column,
                row: url_code.to_owned(),
            }
        };
        let note = Note::parse(self.note.as_deref().unwrap_or_default()).map_err(|_| wrong("note")())?;
        let decided = match self.decided_on {
            Some(date) => {
                let could = ids(self.decided_could.as_deref()).ok_or_else(wrong("decided_could"))?;
                let could_not =
                    ids(self.decided_could_not.as_deref()).ok_or_else(wrong("decided_could_not"))?;
                Some(Decision { date, could, could_not })
            }
            None => None,
        };
        let is_withdrawn = self.withdrawn.unwrap_or_default();
        Ok(Settings {
            note,
            time: self.time().map_err(|column| wrong(column)())?,
            closing: self.closing.closing(),
            withdrawn: self.decided_on.filter(|_| is_withdrawn),
            decision: decided.filter(|_| !is_withdrawn),
        })
    }

    /// The time; the name of the column if one is wrong.
    fn time(&self) -> Result<Option<MeetingTime>, &'static str> {
        let (Some(start), Some(zone)) = (self.start_minute, &self.time_zone) else { return Ok(None) };
        let start = u16::try_from(start).ok().and_then(TimeOfDay::from_minutes).ok_or("start_minute")?;
        let zone = ZoneName::parse(zone).map_err(|_| "time_zone")?;
        let duration = self.duration_minutes.map(Duration::from_minutes).transpose();
        Ok(Some(MeetingTime { start, zone, duration: duration.map_err(|_| "duration_minutes")? }))
    }
}

/// Parses ids with spaces in between.
fn ids(text: Option<&str>) -> Option<Vec<ParticipantId>> {
    let ids = text.unwrap_or_default().split_ascii_whitespace();
    ids.map(|id| id.parse().ok().map(ParticipantId)).collect()
}

/// Ids with spaces in between.
pub(super) fn ids_text(ids: &[ParticipantId]) -> String {
    ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" ")
}

/// The columns of a time of day, with their values.
pub(super) fn time_columns(time: Option<&MeetingTime>) -> [(&'static str, Value<'_>); 3] {
    let duration = time.and_then(|time| time.duration);
    [
        ("start_minute", Value::OptionalInt(time.map(|time| time.start.minutes().into()))),
        ("time_zone", Value::OptionalText(time.map(|time| time.zone.as_str()))),
        ("duration_minutes", Value::OptionalInt(duration.map(|duration| duration.minutes().into()))),
    ]
}

/// Stores settings of a meeting while its row is locked.
pub(super) async fn store_settings(
    tx: &mut Tx,
    url_code: &str,
    settings: &[(&'static str, Value<'_>)],
) -> Result<(), DatabaseError> {
    // The columns are literals of the source, and the values are bound.
    let columns: Vec<_> = settings.iter().map(|(column, _)| *column).collect();
    let values: Vec<_> = settings.iter().map(|(_, value)| *value).chain([Value::Text(url_code)]).collect();
    let update = format!("UPDATE meeting_settings SET {} = ? WHERE meeting_id = ?", columns.join(" = ?, "));
    if tx.execute(AssertSqlSafe(update), &values).await? == 0 {
        let places = vec!["?"; values.len()].join(", ");
        let insert =
            format!("INSERT INTO meeting_settings ({}, meeting_id) VALUES ({places})", columns.join(", "));
        tx.execute(AssertSqlSafe(insert), &values).await?;
    }
    Ok(())
}

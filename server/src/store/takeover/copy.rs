//! Copies one meeting of the Python service, corrected so that it follows the rules.

use app::domain::{
    Actor, Availability, DateRange, Event, NameKey, ParticipantDateId, ParticipantId, ParticipantName,
    UrlCode, expires_on,
};
use app::meetings::takeover::{self, ConvertedDate, OldDate};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use sqlx::FromRow;
use tokio::time::Instant;

use super::Terms;
use crate::store::database_error::DatabaseError;
use crate::store::engine::{Pool, Tx, Value, repeated};
use crate::store::rows::CountRow;
use crate::store::timeline::record;

/// The most rows that one statement inserts.
const MAX_ROWS: usize = 1000;

#[derive(Debug, FromRow)]
struct OldMeetingRow {
    created_at: Option<NaiveDateTime>,
    url_code: String,
    title: Option<String>,
    location: Option<String>,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
}

#[derive(Debug, FromRow)]
struct OldParticipantRow {
    id: i64,
    created_at: Option<NaiveDateTime>,
    name: Option<String>,
}

#[derive(Debug, FromRow)]
struct OldDateRow {
    id: i64,
    date: NaiveDate,
    enabled: Option<bool>,
    starred: Option<bool>,
}

/// A participant, as it will be inserted.
struct ConvertedParticipant {
    id: i64,
    at: NaiveDateTime,
    name: ParticipantName,
    dates: Vec<ConvertedDate>,
}

/// Copies one meeting with everything in it, in one transaction.
pub(super) async fn copy(pool: &Pool, id: i64, terms: Terms, deadline: Instant) -> Result<(), DatabaseError> {
    let mut tx = pool.begin(deadline).await?;
    let copied = copy_meeting(&mut tx, id, terms).await;
    tx.end(copied).await
}

/// Copies the meeting. What cannot be copied is left out and logged.
async fn copy_meeting(tx: &mut Tx, id: i64, terms: Terms) -> Result<(), DatabaseError> {
    let sql = "SELECT created_at, url_code, title, location, start_date, end_date \
        FROM python_meetings WHERE id = ?";
    let Some(old) = tx.row::<OldMeetingRow>(sql, &[Value::Int(id)]).await? else { return Ok(()) };
    let Ok(url_code) = UrlCode::parse(&old.url_code) else {
        tracing::warn!(id, "a meeting is left out: its url code cannot be part of a link");
        return Ok(());
    };
    let at = old.created_at.map(|at| utc(at, terms.time_zone));
    let at = at.unwrap_or_else(|| terms.today.and_time(chrono::NaiveTime::MIN));
    let range = takeover::range(old.start_date, old.end_date);
    let people = read_participants(tx, &old, at, terms, range.as_ref()).await?;
    if range.is_none() && !has_no_participants(tx, &old.url_code).await? {
        tracing::warn!(id, "the participants of a meeting are left out: its dates form no range");
    }
    let title = takeover::title(old.title.as_deref().unwrap_or_default());
    let location = takeover::location(old.location.as_deref().unwrap_or_default());
    let joined = people.iter().map(|ConvertedParticipant { id, at, name, .. }| {
        (*at, Event::Joined { participant: ParticipantId(*id), name: name.clone() })
    });
    let created = (at, Event::Created { title: title.clone(), location: location.clone() });
    // When the range was set is not known, only that it was before anybody joined.
    let dates_set = range.map(|dates| (at, Event::DatesSet { dates }));
    let events: Vec<_> = std::iter::once(created).chain(dates_set).chain(joined).collect();
    let sql = "INSERT INTO meetings (id, created_at, url_code, title, location, start_date, end_date, \
        version, open, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let values = [
        Value::Int(id),
        Value::Time(at),
        Value::Text(url_code.as_str()),
        Value::Text(title.as_str()),
        Value::Text(location.as_str()),
        Value::OptionalDay(range.map(|range| range.first())),
        Value::OptionalDay(range.map(|range| range.last())),
        Value::Int(i64::try_from(events.len()).unwrap_or(i64::MAX)),
        Value::Bool(true),
        Value::Day(expires_on(range.as_ref(), terms.today, terms.retention)),
    ];
    tx.execute(sql, &values).await?;
    insert_participants(tx, &url_code, &people).await?;
    for (number, (at, event)) in (1..).zip(events) {
        record(tx, &url_code, number, at, &[(Actor::Guest, event)]).await?;
    }
    Ok(())
}

/// Converts a time of the Python service, which stored the wall-clock time of a zone, to UTC. A time that the
/// clock showed twice is the first one; a time that it skipped becomes an hour later.
fn utc(wall_clock: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    let read = |time: NaiveDateTime| zone.from_local_datetime(&time).earliest();
    let read = read(wall_clock).or_else(|| read(wall_clock + TimeDelta::hours(1)));
    read.map_or(wall_clock, |time| time.naive_utc())
}

/// Whether a meeting has no participants.
async fn has_no_participants(tx: &mut Tx, url_code: &str) -> Result<bool, DatabaseError> {
    let sql = "SELECT COUNT(*) AS count FROM python_participants WHERE meeting_id = ?";
    let count: Option<CountRow> = tx.row(sql, &[Value::Text(url_code)]).await?;
    Ok(count.is_none_or(|row| row.count == 0))
}

/// The participants of a meeting. They are looked up as the Python service did: by its collation, which
/// ignores case. Without a range nobody could join.
async fn read_participants(
    tx: &mut Tx,
    old: &OldMeetingRow,
    made: NaiveDateTime,
    terms: Terms,
    range: Option<&DateRange>,
) -> Result<Vec<ConvertedParticipant>, DatabaseError> {
    let Some(range) = range else { return Ok(Vec::new()) };
    let sql = "SELECT id, created_at, name FROM python_participants WHERE meeting_id = ? ORDER BY id";
    let rows: Vec<OldParticipantRow> = tx.rows(sql, &[Value::Text(&old.url_code)]).await?;
    let names: Vec<_> = rows.iter().map(|row| row.name.clone().unwrap_or_default()).collect();
    let mut people = Vec::with_capacity(rows.len());
    for (row, name) in rows.into_iter().zip(takeover::names(&names)) {
        let sql = "SELECT id, date, enabled, starred FROM python_participant_dates \
            WHERE participant_id = ? AND date IS NOT NULL";
        let old: Vec<OldDateRow> = tx.rows(sql, &[Value::Int(row.id)]).await?;
        let old: Vec<_> = old.iter().map(OldDateRow::date).collect();
        let dates = takeover::dates(&old, range);
        let at = row.created_at.map_or(made, |at| utc(at, terms.time_zone));
        people.push(ConvertedParticipant { id: row.id, at, name, dates });
    }
    Ok(people)
}

impl OldDateRow {
    fn date(&self) -> OldDate {
        let availability =
            Availability::from_columns(self.enabled.unwrap_or(true), self.starred.unwrap_or(false));
        OldDate { id: ParticipantDateId(self.id), date: self.date, availability }
    }
}

/// Inserts the participants with all their dates.
async fn insert_participants(
    tx: &mut Tx,
    url_code: &UrlCode,
    people: &[ConvertedParticipant],
) -> Result<(), DatabaseError> {
    let sql = "INSERT INTO participants (id, created_at, name, name_key, meeting_id, answered, open) \
        VALUES (?, ?, ?, ?, ?, ?, ?)";
    for ConvertedParticipant { id, at, name, dates } in people {
        let key = NameKey::of(name);
        let values = [
            Value::Int(*id),
            Value::Time(*at),
            Value::Text(name.as_str()),
            Value::Bytes(key.as_bytes()),
            Value::Text(url_code.as_str()),
            Value::Bool(takeover::answered(dates)),
            Value::Bool(true),
        ];
        tx.execute(sql, &values).await?;
        for dates in dates.chunks(MAX_ROWS) {
            insert_dates(tx, *id, *at, dates).await?;
        }
    }
    Ok(())
}

/// Inserts participant dates; those without an id get one.
async fn insert_dates(
    tx: &mut Tx,
    id: i64,
    at: NaiveDateTime,
    dates: &[ConvertedDate],
) -> Result<(), DatabaseError> {
    let insert =
        "INSERT INTO participant_dates (id, created_at, participant_id, date, enabled, starred) VALUES ";
    let sql = repeated(insert, "(?, ?, ?, ?, ?, ?)", dates.len(), "");
    let values = dates.iter().flat_map(|taken| {
        [
            Value::OptionalInt(taken.id.map(|id| id.0)),
            Value::Time(at),
            Value::Int(id),
            Value::Day(taken.date),
            Value::Bool(taken.availability.is_free()),
            Value::Bool(taken.availability.is_starred()),
        ]
    });
    let values: Vec<_> = values.collect();
    tx.execute(sql, &values).await.map(drop)
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Asia};

    use super::*;

    fn read(text: &str, zone: Tz) -> String {
        utc(text.parse().unwrap(), zone).to_string()
    }

    #[test]
    fn times_of_the_python_service_are_those_of_its_wall_clock() {
        assert_eq!(read("2026-11-24T08:09:00", Asia::Seoul), "2026-11-23 23:09:00");
    }

    #[test]
    fn a_time_that_a_clock_showed_twice_is_the_first_and_one_it_left_out_is_an_hour_later() {
        assert_eq!(read("2026-11-01T01:30:00", America::New_York), "2026-11-01 05:30:00");
        assert_eq!(read("2026-03-08T02:30:00", America::New_York), "2026-03-08 07:30:00");
    }
}

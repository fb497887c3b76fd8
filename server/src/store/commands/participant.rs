//! Looks up a participant within its meeting: an id of another meeting is not found, whoever the client is.

use app::domain::{Availability, ParticipantDateId, ParticipantId};
use app::meetings::{LockedMeeting, LockedParticipant, Refusal, RequestContext};
use chrono::NaiveDate;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};

use crate::store::rows::{ParticipantDayRow, ParticipantRow};

/// Finds the participant, and checks that the client may change it.
pub(super) async fn find_changeable(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    id: ParticipantId,
) -> Result<LockedParticipant, DatabaseError> {
    let participant = find_participant(tx, meeting, context, id).await?;
    meeting.check_change_participant(participant.access, context.at)?;
    Ok(participant)
}

/// Finds the participant.
pub(super) async fn find_participant(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    id: ParticipantId,
) -> Result<LockedParticipant, DatabaseError> {
    let sql = "SELECT p.name, p.answered, p.open, EXISTS (SELECT 1 FROM participant_devices o \
        WHERE o.device_hash = ? AND o.participant_id = p.id) AS own \
        FROM participants p WHERE p.id = ? AND p.meeting_id = ?";
    let values =
        [Value::device_or_nobody(context.device.as_ref()), id.into(), Value::Text(meeting.url_code.as_str())];
    let row: Option<ParticipantRow> = tx.row(sql, &values).await?;
    row.ok_or(Refusal::ParticipantNotFound(id))?.locked_participant(id)
}

/// A participant's availability on each candidate day, in order.
pub(super) type Days = Vec<(NaiveDate, Availability)>;

/// A participant with one of its days in each row, or with none if the meeting has no dates.
macro_rules! with_days {
    ($participant:literal) => {
        concat!(
            "SELECT p.id, p.name, p.answered, p.open, EXISTS (SELECT 1 FROM participant_devices o ",
            "WHERE o.device_hash = ? AND o.participant_id = p.id) AS own, ",
            "d.id AS date_id, d.date, d.enabled, d.starred ",
            "FROM participants p LEFT JOIN participant_dates d ON d.participant_id = p.id ",
            "WHERE p.id = ",
            $participant,
            " AND p.meeting_id = ? ORDER BY d.date"
        )
    };
}

/// Finds the participant, and reads its days.
pub(super) async fn participant_with_days(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    id: ParticipantId,
) -> Result<(LockedParticipant, Days), DatabaseError> {
    let rows = read_with_days(tx, meeting, context, with_days!("?"), id.into()).await?;
    let days = rows.iter().filter_map(ParticipantDayRow::day).map(|(_, date, mark)| (date, mark)).collect();
    let first = rows.into_iter().next().ok_or(Refusal::ParticipantNotFound(id))?;
    Ok((first.locked_participant()?, days))
}

/// Finds the participant to whom a date belongs, and reads its days; also returns the day that the date is on.
pub(super) async fn participant_with_date(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    date: ParticipantDateId,
) -> Result<(LockedParticipant, Days, NaiveDate), DatabaseError> {
    let sql = with_days!("(SELECT participant_id FROM participant_dates WHERE id = ?)");
    let rows = read_with_days(tx, meeting, context, sql, Value::Int(date.0)).await?;
    let days = || rows.iter().filter_map(ParticipantDayRow::day);
    let day = days().find(|(id, ..)| *id == date).ok_or(Refusal::DateNotFound(date))?.1;
    let days = days().map(|(_, date, mark)| (date, mark)).collect();
    let first = rows.into_iter().next().ok_or(Refusal::DateNotFound(date))?;
    Ok((first.locked_participant()?, days, day))
}

async fn read_with_days(
    tx: &mut Tx,
    meeting: &LockedMeeting,
    context: &RequestContext,
    sql: &'static str,
    participant: Value<'_>,
) -> Result<Vec<ParticipantDayRow>, DatabaseError> {
    let device = Value::device_or_nobody(context.device.as_ref());
    tx.rows(sql, &[device, participant, Value::Text(meeting.url_code.as_str())]).await
}

//! Days of a participant are marked.

use app::domain::{Availability, Marking, ParticipantId};
use app::meetings::{Ask, Event, Head, Refusal};
use async_trait::async_trait;
use chrono::NaiveDate;

use super::participant::changeable;
use crate::store::engine::{Tx, Value};
use crate::store::fault::Fault;
use crate::store::recipe::{Change, Outcome};
use crate::store::rows::DayRow;

pub(in crate::store) struct MarkDays<'a> {
    pub(in crate::store) ask: &'a Ask,
    pub(in crate::store) participant: ParticipantId,
    pub(in crate::store) marking: &'a Marking,
}

#[async_trait]
impl Change for MarkDays<'_> {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, head: &Head) -> Result<Outcome<()>, Fault> {
        let id = self.participant;
        let participant = changeable(tx, head, self.ask, id).await?;
        let dates = head.dates.as_ref().ok_or(Refusal::DatesNotSet)?;
        let stroke = self.marking.over(dates).map_err(Refusal::from)?;
        if stroke.is_untouched() {
            return Ok(Outcome::Unchanged(()));
        }
        let changed = changed(&days(tx, id).await?, |before| stroke.applied_to(before));
        if changed.is_empty() && participant.answered {
            return Ok(Outcome::Unchanged(()));
        }
        for now in Availability::ALL {
            write(tx, id, now, &changed).await?;
        }
        if !participant.answered {
            let sql = "UPDATE participants SET answered = ? WHERE id = ?";
            tx.execute(sql, &[Value::Bool(true), id.into()]).await?;
        }
        let who = participant.actor(head, id);
        let all_days_work = *self.marking == Marking::AllDaysWork;
        let event = Event::marked(id, participant.name, &changed, all_days_work);
        Ok(Outcome::Changed((), vec![(who, event)]))
    }
}

/// The participant's dates in order.
async fn days(tx: &mut Tx, id: ParticipantId) -> Result<Vec<DayRow>, Fault> {
    let sql = "SELECT date, enabled, starred FROM participant_dates WHERE participant_id = ? ORDER BY date";
    tx.rows(sql, &[id.into()]).await
}

/// The days that `after` makes something else, with what it makes of them.
fn changed(
    days: &[DayRow],
    after: impl Fn(&[Availability]) -> Vec<Availability>,
) -> Vec<(NaiveDate, Availability)> {
    let before: Vec<_> = days.iter().map(DayRow::availability).collect();
    let after = after(&before);
    let pairs = days.iter().zip(before).zip(after);
    pairs.filter(|((_, before), after)| before != after).map(|((day, _), after)| (day.date, after)).collect()
}

/// Writes the days that are `now` this.
async fn write(
    tx: &mut Tx,
    id: ParticipantId,
    now: Availability,
    changed: &[(NaiveDate, Availability)],
) -> Result<(), Fault> {
    let days: Vec<_> = changed.iter().filter(|(_, after)| *after == now).map(|(day, _)| *day).collect();
    if days.is_empty() {
        return Ok(());
    }
    let marks = vec!["?"; days.len()].join(", ");
    let sql = format!(
        "UPDATE participant_dates SET enabled = ?, starred = ? WHERE participant_id = ? AND date IN ({marks})"
    );
    let mut values = vec![Value::Bool(now.is_free()), Value::Bool(now.is_starred()), id.into()];
    values.extend(days.into_iter().map(Value::Day));
    tx.execute_varying(sql, &values).await.map(drop)
}

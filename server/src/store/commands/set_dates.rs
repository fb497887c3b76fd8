//! Sets a meeting's date range, which can be done once.

use app::domain::{DateRange, Event};
use app::meetings::LockedMeeting;
use async_trait::async_trait;
use chrono::NaiveDate;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};

pub(in crate::store) struct SetDates {
    pub(in crate::store) dates: DateRange,
    pub(in crate::store) expires_on: NaiveDate,
}

#[async_trait]
impl Change for SetDates {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        meeting.check_set_dates()?;
        let sql = "UPDATE meetings SET start_date = ?, end_date = ?, excluded_weekdays = ?, expires_on = ? \
            WHERE url_code = ?";
        let values = [
            Value::Day(self.dates.first()),
            Value::Day(self.dates.last()),
            Value::Int(self.dates.excluded().bits().into()),
            Value::Day(self.expires_on),
            Value::Text(meeting.url_code.as_str()),
        ];
        tx.execute(sql, &values).await?;
        Ok(ChangeOutcome::Changed((), vec![(meeting.actor(), Event::DatesSet { dates: self.dates })]))
    }
}

//! Sets the time of day at which a meeting starts, and how long it lasts.

use app::domain::Event;
use app::meetings::{LockedMeeting, RequestContext, TimeChange};
use async_trait::async_trait;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::settings_rows::{store_settings, time_columns};

pub(in crate::store) struct SetTime {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) change: TimeChange,
}

#[async_trait]
impl Change for SetTime {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let Some(event) = meeting.time_event(&self.change, &self.context)? else {
            return Ok(ChangeOutcome::Unchanged(()));
        };
        if let Event::TimeChanged { time, closing, .. } = &event {
            let until = closing.answer_by.map(|answer_by| answer_by.until);
            let mut settings = time_columns(time.as_ref()).to_vec();
            settings.push(("answer_until", Value::OptionalTime(until)));
            store_settings(tx, meeting.url_code.as_str(), &settings).await?;
        }
        Ok(ChangeOutcome::Changed((), vec![(meeting.actor(), event)]))
    }
}

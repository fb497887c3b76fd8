//! Changes a meeting's title and location.

use app::domain::{Location, Title};
use app::meetings::LockedMeeting;
use async_trait::async_trait;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};

pub(in crate::store) struct Describe {
    pub(in crate::store) title: Option<Title>,
    pub(in crate::store) location: Option<Location>,
}

#[async_trait]
impl Change for Describe {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let events = meeting.description_events(self.title.as_ref(), self.location.as_ref())?;
        if events.is_empty() {
            return Ok(ChangeOutcome::Unchanged(()));
        }
        let sql = "UPDATE meetings SET title = ?, location = ? WHERE url_code = ?";
        let values = [
            Value::Text(self.title.as_ref().unwrap_or(&meeting.title).as_str()),
            Value::Text(self.location.as_ref().unwrap_or(&meeting.location).as_str()),
            Value::Text(meeting.url_code.as_str()),
        ];
        tx.execute(sql, &values).await?;
        Ok(ChangeOutcome::Changed((), events.into_iter().map(|event| (meeting.actor(), event)).collect()))
    }
}

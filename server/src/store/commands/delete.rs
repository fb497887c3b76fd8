//! Deletes a meeting with everything in it, including its timeline.

use app::meetings::LockedMeeting;
use async_trait::async_trait;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};

pub(in crate::store) struct Delete;

#[async_trait]
impl Change for Delete {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        meeting.check_delete()?;
        tx.execute("DELETE FROM meetings WHERE url_code = ?", &[Value::Text(meeting.url_code.as_str())])
            .await?;
        Ok(ChangeOutcome::Changed((), Vec::new()))
    }
}

//! Closes or opens answering, and sets the answer-by day.

use app::domain::Event;
use app::meetings::{ClosingChange, LockedMeeting, RequestContext};
use async_trait::async_trait;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::settings_rows::store_settings;

pub(in crate::store) struct SetClosing {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) change: ClosingChange,
}

#[async_trait]
impl Change for SetClosing {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let Some(event) = meeting.closing_event(self.change, &self.context)? else {
            return Ok(ChangeOutcome::Unchanged(()));
        };
        if let Event::ClosingChanged { closing } = &event {
            let settings = [
                ("closed", Value::Bool(closing.by_hand)),
                ("answer_by", Value::OptionalDay(closing.answer_by.map(|answer_by| answer_by.day))),
                ("answer_until", Value::OptionalTime(closing.answer_by.map(|answer_by| answer_by.until))),
            ];
            store_settings(tx, meeting.url_code.as_str(), &settings).await?;
        }
        Ok(ChangeOutcome::Changed((), vec![(meeting.actor(), event)]))
    }
}

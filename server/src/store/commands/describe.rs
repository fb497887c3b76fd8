//! Changes a meeting's title, location and note.

use app::domain::Event;
use app::meetings::{Description, LockedMeeting};
use async_trait::async_trait;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::settings_rows::store_settings;

pub(in crate::store) struct Describe(pub(in crate::store) Description);

#[async_trait]
impl Change for Describe {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let events = meeting.description_events(&self.0)?;
        if events.is_empty() {
            return Ok(ChangeOutcome::Unchanged(()));
        }
        let (mut title, mut location) = (None, None);
        for event in &events {
            match event {
                Event::TitleChanged { title: new } => title = Some(new),
                Event::LocationChanged { location: new } => location = Some(new),
                Event::NoteChanged { note } => {
                    let settings = [("note", Value::Text(note.as_str()))];
                    store_settings(tx, meeting.url_code.as_str(), &settings).await?;
                }
                _ => {}
            }
        }
        if title.is_some() || location.is_some() {
            let sql = "UPDATE meetings SET title = ?, location = ? WHERE url_code = ?";
            let values = [
                Value::Text(title.unwrap_or(&meeting.title).as_str()),
                Value::Text(location.unwrap_or(&meeting.location).as_str()),
                Value::Text(meeting.url_code.as_str()),
            ];
            tx.execute(sql, &values).await?;
        }
        Ok(ChangeOutcome::Changed((), events.into_iter().map(|event| (meeting.actor(), event)).collect()))
    }
}

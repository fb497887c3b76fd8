//! Title and location change.

use app::domain::{Location, Title};
use app::meetings::{Event, Head};
use async_trait::async_trait;

use crate::store::engine::{Tx, Value};
use crate::store::fault::Fault;
use crate::store::recipe::{Change, Outcome};

pub(in crate::store) struct Describe<'a> {
    pub(in crate::store) title: Option<&'a Title>,
    pub(in crate::store) location: Option<&'a Location>,
}

#[async_trait]
impl Change for Describe<'_> {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, head: &Head) -> Result<Outcome<()>, Fault> {
        head.change()?;
        let title = self.title.filter(|title| **title != head.title);
        let location = self.location.filter(|location| **location != head.location);
        let sql = "UPDATE meetings SET title = ?, location = ? WHERE url_code = ?";
        let values = [
            Value::Text(title.unwrap_or(&head.title).as_str()),
            Value::Text(location.unwrap_or(&head.location).as_str()),
            Value::Text(head.url_code.as_str()),
        ];
        let title = title.map(|title| Event::TitleChanged { title: title.clone() });
        let location = location.map(|location| Event::LocationChanged { location: location.clone() });
        let entries: Vec<_> = title.into_iter().chain(location).map(|event| (head.actor(), event)).collect();
        if entries.is_empty() {
            return Ok(Outcome::Unchanged(()));
        }
        tx.execute(sql, &values).await?;
        Ok(Outcome::Changed((), entries))
    }
}

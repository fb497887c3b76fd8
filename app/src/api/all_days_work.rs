//! Server function: all days work for a participant.

#[cfg(feature = "ssr")]
use super::Form;
#[cfg(feature = "ssr")]
use super::respond::{answer, update_since, url_code as code_of};
#[cfg(feature = "ssr")]
use super::visit::visit;
use super::{Compact, Done, FormProtocol, WireError};
#[cfg(feature = "ssr")]
use crate::domain::{Marking, ParticipantId};
use crate::live_protocol::Envelope;
#[cfg(feature = "ssr")]
use crate::meetings::Attempt;
use leptos::prelude::*;

/// Makes every day of a participant free and keeps the stars. Returns the update of the meeting since the
/// entry `after`, the newest that the page has. `attempt` and `given_up` are as in `mark`.
///
/// # Errors
/// See `Meetings::mark`.
#[server(prefix = "/api", endpoint = "all_days_work", protocol = FormProtocol<Compact>)]
pub async fn all_days_work(
    url_code: String,
    participant: i64,
    #[server(default)] seat: String,
    #[server(default)] after: Option<u64>,
    #[server(default)] attempt: String,
    #[server(default)] given_up: String,
) -> Result<Done<Envelope>, WireError> {
    let visit = visit()?;
    let page = Form::Days.page(&url_code, &seat);
    answer(&visit, Form::Days, &page, async {
        let (code, id) = (code_of(&url_code)?, ParticipantId(participant));
        let attempt = Attempt::parse(&attempt, &given_up, &code, id);
        let marked =
            visit.meetings.mark_by_attempt(code.clone(), visit.device, id, Marking::AllDaysWork, attempt);
        marked.await?;
        Ok(Done::new(update_since(&visit, &code, after).await, page.clone() + "#days"))
    })
    .await
}

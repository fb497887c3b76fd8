//! Says that all days work.

use leptos::prelude::*;

use super::WireError;
#[cfg(feature = "ssr")]
use super::{
    Form,
    answer::{answer, meeting_page, url_code as code_of},
};
#[cfg(feature = "ssr")]
use crate::{
    domain::{Marking, ParticipantId},
    visit::visit,
};

/// Makes every day of a participant free and keeps the stars.
///
/// # Errors
/// See `Meetings::mark`.
#[server(prefix = "/api", endpoint = "all_days_work")]
pub async fn all_days_work(
    url_code: String,
    participant: i64,
    #[server(default)] seat: String,
) -> Result<(), WireError> {
    let visit = visit()?;
    let page = meeting_page(&url_code, &seat);
    answer(&visit, Form::Days, &page, async {
        let (code, id) = (code_of(&url_code)?, ParticipantId(participant));
        visit.meetings.mark(code, Some(visit.device), id, Marking::AllDaysWork).await?;
        Ok(((), page.clone()))
    })
    .await
}

//! Changes title and location.

use leptos::prelude::*;

use super::WireError;
#[cfg(feature = "ssr")]
use super::{
    answer::{answer, meeting_page, url_code as code_of},
    problem::{both, field},
};
#[cfg(feature = "ssr")]
use crate::{
    domain::{Location, Title},
    visit::visit,
};

/// Changes title and location.
///
/// # Errors
/// A field that cannot be; see `Meetings::describe`.
#[server(prefix = "/api", endpoint = "describe")]
pub async fn describe(
    url_code: String,
    #[server(default)] title: String,
    #[server(default)] location: String,
    #[server(default)] seat: String,
) -> Result<(), WireError> {
    let visit = visit()?;
    let page = meeting_page(&url_code, &seat);
    answer(&visit, "describe", &page, async {
        let texts = both(field("title", Title::parse(&title)), field("location", Location::parse(&location)));
        let (title, location) = texts?;
        let code = code_of(&url_code)?;
        visit.meetings.describe(code, Some(visit.device), Some(title), Some(location)).await?;
        Ok(((), page.clone()))
    })
    .await
}

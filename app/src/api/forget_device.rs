//! Server function: forgets this browser.

use leptos::prelude::*;

use super::visit::visit;
use super::{Done, Form, FormProtocol, Json, WireError, respond::answer};

/// Takes everything from this browser that it organizes and answers for. The response takes its cookie, too.
///
/// # Errors
/// See `Meetings::forget_device`.
#[server(prefix = "/api", endpoint = "forget_device", protocol = FormProtocol<Json>)]
pub async fn forget_device() -> Result<Done<()>, WireError> {
    let visit = visit()?;
    answer(&visit, Form::ForgetDevice, "/device", async {
        if let Some(device) = &visit.device {
            visit.meetings.forget_device(device).await?;
        }
        Ok(Done::new((), "/").forgetting())
    })
    .await
}

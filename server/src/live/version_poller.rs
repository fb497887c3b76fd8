//! Polls the versions of meetings, to find changes made by other processes.

use std::collections::HashMap;
use std::time::Duration;

use app::meetings::Meetings;
use tokio::task::JoinHandle;

use super::Hub;

/// How often the versions of all meetings with viewers are read, in one statement.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// Polls the versions for as long as there are viewers, and notifies each room whose meeting has a different
/// version from the one that it broadcast last.
#[must_use]
pub fn poll_versions(hub: Hub, meetings: Meetings) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut fails = false;
        loop {
            let rooms = hub.rooms();
            if rooms.is_empty() {
                hub.0.opened.notified().await;
                continue;
            }
            let codes: Vec<_> = rooms.iter().map(|room| room.url_code.clone()).collect();
            match meetings.versions(&codes).await {
                Ok(versions) => {
                    let versions: HashMap<_, _> = versions.into_iter().collect();
                    for room in
                        rooms.iter().filter(|room| versions.get(&room.url_code).copied() != room.version())
                    {
                        room.check_for_changes();
                    }
                    fails = false;
                }
                Err(error) if !fails => {
                    tracing::error!(?error, "the versions of meetings could not be read");
                    fails = true;
                }
                Err(_) => {}
            }
            drop(rooms);
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    })
}

//! Live updates: sends the changes of a meeting to its viewers over a WebSocket.
//!
//! A meeting that has viewers has a room. When the meeting changes, the room reads the timeline entries after
//! the last one that it knows, encodes them once, and broadcasts them to all viewers; changes within a tenth
//! of a second are sent together. A viewer that falls behind, or was disconnected, reads the entries after
//! the last one that it knows. A change by another process is found by polling the meeting's version. So
//! nothing depends on a message arriving: the timeline in the database is authoritative.

mod room;
mod socket;
mod version_poller;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::domain::UrlCode;
use app::meetings::{Live, Meetings};
use tokio::sync::Notify;
use tokio::sync::watch;

use room::Room;

pub use socket::router;
pub use version_poller::poll_versions;

/// Limits on viewers.
#[derive(Debug, Clone, Copy)]
pub struct ViewerLimits {
    /// The most viewers of one meeting.
    pub viewers: usize,
    /// The most connections from one address.
    pub connections: usize,
    /// How often a viewer is pinged. A viewer that has not answered by the next ping is disconnected.
    pub ping_interval: Duration,
    /// Time limit for sending a message to a viewer.
    pub send_timeout: Duration,
}

impl Default for ViewerLimits {
    fn default() -> Self {
        let (ping_interval, send_timeout) = (Duration::from_secs(25), Duration::from_secs(10));
        Self { viewers: 2_000, connections: 200, ping_interval, send_timeout }
    }
}

/// All open rooms, and how many viewers they have.
#[derive(Debug, Clone)]
pub struct Hub(Arc<HubState>);

#[derive(Debug)]
struct HubState {
    limits: ViewerLimits,
    rooms: Mutex<Rooms>,
    /// Notified when a room is opened.
    opened: Notify,
    /// Whether all viewers are being disconnected.
    closing: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Rooms {
    open: HashMap<UrlCode, Arc<Room>>,
    /// How many viewers each room has.
    viewers: HashMap<UrlCode, usize>,
    /// How many connections each address has.
    connections: HashMap<IpAddr, usize>,
}

/// Why a viewer is not admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotAdmitted {
    /// The meeting has as many viewers as it may have.
    Meeting,
    /// The address has as many connections as it may have.
    Address,
    /// The server is shutting down.
    Closing,
}

/// A place in a room, which is released when the permit is dropped.
struct ViewerPermit {
    hub: Hub,
    room: Arc<Room>,
    address: IpAddr,
    /// Becomes true when all viewers are to be disconnected.
    closing: watch::Receiver<bool>,
}

impl Hub {
    /// A hub without viewers.
    #[must_use]
    pub fn new(limits: ViewerLimits) -> Self {
        let (closing, _) = watch::channel(false);
        Self(Arc::new(HubState { limits, rooms: Mutex::default(), opened: Notify::new(), closing }))
    }

    /// Disconnects all viewers, which then reconnect to a server that stays; returns when all have left.
    pub async fn close(&self) {
        self.0.closing.send_replace(true);
        self.0.closing.closed().await;
    }

    /// How many viewers there are in all rooms.
    #[must_use]
    pub fn viewers(&self) -> usize {
        self.with_rooms(|rooms| rooms.viewers.values().sum())
    }

    /// Admits a viewer to the meeting's room, which is opened if there is none.
    fn admit(
        &self,
        url_code: &UrlCode,
        address: IpAddr,
        meetings: &Meetings,
    ) -> Result<ViewerPermit, NotAdmitted> {
        if *self.0.closing.borrow() {
            return Err(NotAdmitted::Closing);
        }
        let ViewerLimits { viewers, connections, .. } = self.0.limits;
        let room = self.with_rooms(|rooms| {
            if rooms.connections.get(&address).copied().unwrap_or_default() >= connections {
                return Err(NotAdmitted::Address);
            }
            if rooms.viewers.get(url_code).copied().unwrap_or_default() >= viewers {
                return Err(NotAdmitted::Meeting);
            }
            *rooms.connections.entry(address).or_default() += 1;
            *rooms.viewers.entry(url_code.clone()).or_default() += 1;
            let room = rooms.open.entry(url_code.clone());
            Ok(Arc::clone(room.or_insert_with(|| Room::open(url_code.clone(), meetings.clone()))))
        })?;
        self.0.opened.notify_one();
        Ok(ViewerPermit { hub: self.clone(), room, address, closing: self.0.closing.subscribe() })
    }

    fn limits(&self) -> ViewerLimits {
        self.0.limits
    }

    /// The rooms that are open now.
    fn rooms(&self) -> Vec<Arc<Room>> {
        self.with_rooms(|rooms| rooms.open.values().cloned().collect())
    }

    fn with_rooms<T>(&self, access: impl FnOnce(&mut Rooms) -> T) -> T {
        access(&mut self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Live for Hub {
    fn changed(&self, url_code: &UrlCode) {
        if let Some(room) = self.with_rooms(|rooms| rooms.open.get(url_code).cloned()) {
            room.check_for_changes();
        }
    }
}

impl Drop for ViewerPermit {
    fn drop(&mut self) {
        let Self { hub, room, address, .. } = self;
        hub.with_rooms(|rooms| {
            decrement(&mut rooms.connections, address);
            if decrement(&mut rooms.viewers, &room.url_code) {
                rooms.open.remove(&room.url_code);
                room.close();
            }
        });
    }
}

/// Decrements a count; returns whether it was the last one.
fn decrement<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) -> bool {
    let Some(count) = counts.get_mut(key) else { return false };
    *count -= 1;
    let last = *count == 0;
    if last {
        counts.remove(key);
    }
    last
}

//! Those who look at meetings while they change.
//!
//! A meeting that somebody looks at has a room. When the meeting changes, the room reads what happened
//! after the last entry that it knows, writes it down once, and gives it to all who look on; changes
//! within a tenth of a second go together. Who falls behind, or was away, reads what happened after the
//! last entry that they know. A change that another process made is found by the version of the
//! meeting. So nothing depends on a message arriving: the timeline in the database is what counts.

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

/// How many may look on.
#[derive(Debug, Clone, Copy)]
pub struct ViewerLimits {
    /// At one meeting.
    pub viewers: usize,
    /// From one address.
    pub connections: usize,
    /// How often a viewer hears that the server is there. Who has not answered by the next time is gone.
    pub ping_interval: Duration,
    /// How long a viewer may take to take a message.
    pub send_timeout: Duration,
}

impl Default for ViewerLimits {
    fn default() -> Self {
        let (ping_interval, send_timeout) = (Duration::from_secs(25), Duration::from_secs(10));
        Self { viewers: 2_000, connections: 200, ping_interval, send_timeout }
    }
}

/// All rooms, and who is in them.
#[derive(Debug, Clone)]
pub struct Hub(Arc<HubState>);

#[derive(Debug)]
struct HubState {
    limits: ViewerLimits,
    rooms: Mutex<Rooms>,
    /// There is a room where there was none.
    opened: Notify,
    /// Whether everybody is sent away.
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

/// Why somebody does not get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Full {
    /// The meeting has as many viewers as it may have.
    Meeting,
    /// The address has as many connections as it may have.
    Address,
    /// The server goes away.
    Closing,
}

/// A place in a room, which is free again when it is dropped.
struct ViewerPermit {
    hub: Hub,
    room: Arc<Room>,
    address: IpAddr,
    /// Hears when everybody is sent away.
    closing: watch::Receiver<bool>,
}

impl Hub {
    /// A hub without anybody in it.
    #[must_use]
    pub fn new(limits: ViewerLimits) -> Self {
        let (closing, _) = watch::channel(false);
        Self(Arc::new(HubState { limits, rooms: Mutex::default(), opened: Notify::new(), closing }))
    }

    /// Sends everybody away, to come back to a server that stays; ends when all have gone.
    pub async fn close(&self) {
        self.0.closing.send_replace(true);
        self.0.closing.closed().await;
    }

    /// How many look on.
    #[must_use]
    pub fn viewers(&self) -> usize {
        self.with_rooms(|rooms| rooms.viewers.values().sum())
    }

    /// Gives a place in the meeting's room; the room is made where there is none.
    fn enter(&self, url_code: &UrlCode, address: IpAddr, meetings: &Meetings) -> Result<ViewerPermit, Full> {
        if *self.0.closing.borrow() {
            return Err(Full::Closing);
        }
        let ViewerLimits { viewers, connections, .. } = self.0.limits;
        let room = self.with_rooms(|rooms| {
            if rooms.connections.get(&address).copied().unwrap_or_default() >= connections {
                return Err(Full::Address);
            }
            if rooms.viewers.get(url_code).copied().unwrap_or_default() >= viewers {
                return Err(Full::Meeting);
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

    /// The rooms as they are now.
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
            room.check();
        }
    }
}

impl Drop for ViewerPermit {
    fn drop(&mut self) {
        let Self { hub, room, address, .. } = self;
        hub.with_rooms(|rooms| {
            leave(&mut rooms.connections, address);
            if leave(&mut rooms.viewers, &room.url_code) {
                rooms.open.remove(&room.url_code);
                room.close();
            }
        });
    }
}

/// Counts one less; gives whether it was the last.
fn leave<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) -> bool {
    let Some(count) = counts.get_mut(key) else { return false };
    *count -= 1;
    let last = *count == 0;
    if last {
        counts.remove(key);
    }
    last
}

//! Those who look at meetings while they change.
//!
//! A meeting that somebody looks at has a room. When the meeting changes, the room reads what happened
//! after the last entry that it knows, writes it down once, and gives it to all who look on; changes
//! within a tenth of a second go together. Who falls behind, or was away, reads what happened after the
//! last entry that they know. A change that another process made is found by the version of the
//! meeting. So nothing depends on a message arriving: the timeline in the database is what counts.

mod room;
mod socket;
mod watch;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::domain::UrlCode;
use app::meetings::{Live, Meetings};
use tokio::sync::Notify;
use tokio::sync::watch as told;

use room::Room;

pub use socket::router;
pub use watch::watch;

/// How many may look on.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// At one meeting.
    pub viewers: usize,
    /// From one address.
    pub connections: usize,
    /// How often a viewer hears that the server is there. Who has not answered by the next time is gone.
    pub beat: Duration,
    /// How long a viewer may take to take a message.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let (beat, patience) = (Duration::from_secs(25), Duration::from_secs(10));
        Self { viewers: 2_000, connections: 200, beat, patience }
    }
}

/// All rooms, and who is in them.
#[derive(Debug, Clone)]
pub struct Hub(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    limits: Limits,
    places: Mutex<Places>,
    /// There is a room where there was none.
    opened: Notify,
    /// Whether everybody is sent away.
    closing: told::Sender<bool>,
}

#[derive(Debug, Default)]
struct Places {
    rooms: HashMap<UrlCode, Arc<Room>>,
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
struct Seat {
    hub: Hub,
    room: Arc<Room>,
    address: IpAddr,
    /// Hears when everybody is sent away.
    closing: told::Receiver<bool>,
}

impl Hub {
    /// A hub without anybody in it.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let (closing, _) = told::channel(false);
        Self(Arc::new(Shared { limits, places: Mutex::default(), opened: Notify::new(), closing }))
    }

    /// Sends everybody away, to come back to a server that stays; ends when all have gone.
    pub async fn close(&self) {
        self.0.closing.send_replace(true);
        self.0.closing.closed().await;
    }

    /// How many look on.
    #[must_use]
    pub fn viewers(&self) -> usize {
        self.places(|places| places.viewers.values().sum())
    }

    /// Gives a place in the meeting's room; the room is made where there is none.
    fn enter(&self, url_code: &UrlCode, address: IpAddr, meetings: &Meetings) -> Result<Seat, Full> {
        if *self.0.closing.borrow() {
            return Err(Full::Closing);
        }
        let Limits { viewers, connections, .. } = self.0.limits;
        let room = self.places(|places| {
            if places.connections.get(&address).copied().unwrap_or_default() >= connections {
                return Err(Full::Address);
            }
            if places.viewers.get(url_code).copied().unwrap_or_default() >= viewers {
                return Err(Full::Meeting);
            }
            *places.connections.entry(address).or_default() += 1;
            *places.viewers.entry(url_code.clone()).or_default() += 1;
            let room = places.rooms.entry(url_code.clone());
            Ok(Arc::clone(room.or_insert_with(|| Room::open(url_code.clone(), meetings.clone()))))
        })?;
        self.0.opened.notify_one();
        Ok(Seat { hub: self.clone(), room, address, closing: self.0.closing.subscribe() })
    }

    fn limits(&self) -> Limits {
        self.0.limits
    }

    /// The rooms as they are now.
    fn rooms(&self) -> Vec<Arc<Room>> {
        self.places(|places| places.rooms.values().cloned().collect())
    }

    fn places<T>(&self, look: impl FnOnce(&mut Places) -> T) -> T {
        look(&mut self.0.places.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Live for Hub {
    fn changed(&self, url_code: &UrlCode) {
        if let Some(room) = self.places(|places| places.rooms.get(url_code).cloned()) {
            room.look();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Self { hub, room, address, .. } = self;
        hub.places(|places| {
            leave(&mut places.connections, address);
            if leave(&mut places.viewers, &room.url_code) {
                places.rooms.remove(&room.url_code);
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

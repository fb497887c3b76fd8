//! Counting what is open or under way, in all and from each address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts connections or requests, and says when there are as many as there may be.
#[derive(Debug, Clone)]
pub(crate) struct Slots(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    most: usize,
    most_of_an_address: usize,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// The place of one of them, which is free again when it is dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    slots: Slots,
    address: IpAddr,
}

impl Slots {
    pub(crate) fn new(most: usize, most_of_an_address: usize) -> Self {
        Self(Arc::new(Shared { most, most_of_an_address, open: Mutex::default() }))
    }

    /// A place; none where there are too many. The last fifth is for addresses that have none yet, so that
    /// those who take all they can get leave room for others. The map has no entries that count nothing,
    /// so the sum is over the addresses that have places.
    pub(crate) fn take(&self, address: IpAddr, counts_by_address: bool) -> Option<Slot> {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = open.get(&address).copied().unwrap_or_default();
        let most = if of_address == 0 { self.0.most } else { self.0.most - self.0.most / 5 };
        let is_full = open.values().sum::<usize>() >= most;
        if is_full || (counts_by_address && of_address >= self.0.most_of_an_address) {
            return None;
        }
        open.insert(address, of_address + 1);
        Some(Slot { slots: self.clone(), address })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = self.slots.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    fn other(number: u8) -> IpAddr {
        [198, 51, 100, number].into()
    }

    #[test]
    fn there_are_only_so_many_places_for_an_address() {
        let slots = Slots::new(100, 2);
        let first = slots.take(MANY, true).unwrap();
        let _second = slots.take(MANY, true).unwrap();
        assert!(slots.take(MANY, true).is_none());
        assert!(slots.take(other(1), true).is_some());
        drop(first);
        assert!(slots.take(MANY, true).is_some());
    }

    #[test]
    fn who_takes_all_places_leaves_some_to_those_who_have_none() {
        let slots = Slots::new(10, usize::MAX);
        let taken: Vec<_> = (0..20).map_while(|_| slots.take(MANY, true)).collect();
        assert_eq!(taken.len(), 8);
        let _first = slots.take(other(1), true).unwrap();
        assert!(slots.take(other(1), true).is_none());
        let _second = slots.take(other(2), true).unwrap();
        assert!(slots.take(other(3), true).is_none());
    }

    #[test]
    fn a_proxy_has_as_many_as_there_are_in_all() {
        let slots = Slots::new(10, 1);
        let taken: Vec<_> = (0..20).map_while(|_| slots.take(MANY, false)).collect();
        assert_eq!(taken.len(), 8);
    }
}

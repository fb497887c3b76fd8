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

    /// A place; none where there are too many. The map has no entries that count
    /// nothing, so the sum is over the addresses that are connected.
    pub(crate) fn take(&self, address: IpAddr, counts_by_address: bool) -> Option<Slot> {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = open.get(&address).copied().unwrap_or_default();
        let is_full = open.values().sum::<usize>() >= self.0.most;
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

    #[test]
    fn there_are_only_so_many_places_in_all_and_for_an_address() {
        let slots = Slots::new(3, 2);
        let [one, other] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(IpAddr::from);
        let first = slots.take(one, true).unwrap();
        let _second = slots.take(one, true).unwrap();
        assert!(slots.take(one, true).is_none());
        let _third = slots.take(other, true).unwrap();
        assert!(slots.take(other, true).is_none());
        drop(first);
        assert!(slots.take(other, true).is_some());
    }

    #[test]
    fn a_proxy_has_as_many_as_there_are_in_all() {
        let slots = Slots::new(3, 1);
        let taken: Vec<_> = (0..4).map_while(|_| slots.take([192, 0, 2, 1].into(), false)).collect();
        assert_eq!(taken.len(), 3);
    }
}

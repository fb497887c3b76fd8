//! Counts what is open or in progress, in total and per address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// A limited number of connections, requests or bytes, of which permits are taken.
#[derive(Debug, Clone)]
pub(crate) struct Capacity(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    most: usize,
    most_of_an_address: usize,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

/// A part of a capacity, which is released when the permit is dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    capacity: Capacity,
    address: IpAddr,
    weight: usize,
}

/// Who holds a permit.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Holder {
    /// A visitor, or several behind one address.
    Address(IpAddr),
    /// A proxy that carries the requests of all visitors: it may use the whole capacity.
    Proxy(IpAddr),
}

impl Capacity {
    pub(crate) fn new(most: usize, most_of_an_address: usize) -> Self {
        Self(Arc::new(Shared { most, most_of_an_address, taken: Mutex::default() }))
    }

    /// Takes a permit of this weight, or none if there is too little left. The last fifth is reserved for
    /// addresses that hold nothing yet, so that clients that take all they can get leave room for others. The
    /// map has no entries with a count of zero, so the sum is over the addresses that hold something.
    pub(crate) fn take(&self, whose: Holder, weight: usize) -> Option<Permit> {
        let Shared { most, most_of_an_address, .. } = *self.0;
        let mut taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let (address, limit) = match whose {
            Holder::Address(address) => (address, most_of_an_address),
            Holder::Proxy(address) => (address, most),
        };
        let before = taken.get(&address).copied().unwrap_or_default();
        let is_first = before == 0 || matches!(whose, Holder::Proxy(_));
        let most = if is_first { most } else { most - most / 5 };
        if taken.values().sum::<usize>() + weight > most || before + weight > limit {
            return None;
        }
        taken.insert(address, before + weight);
        Some(Permit { capacity: self.clone(), address, weight })
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut taken = self.capacity.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.address) {
            *count -= self.weight;
            if *count == 0 {
                taken.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: Holder = Holder::Address(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));

    fn other(number: u8) -> Holder {
        Holder::Address([198, 51, 100, number].into())
    }

    #[test]
    fn there_are_only_so_many_places_for_an_address() {
        let capacity = Capacity::new(100, 2);
        let first = capacity.take(MANY, 1).unwrap();
        let _second = capacity.take(MANY, 1).unwrap();
        assert!(capacity.take(MANY, 1).is_none());
        assert!(capacity.take(other(1), 1).is_some());
        drop(first);
        assert!(capacity.take(MANY, 1).is_some());
    }

    #[test]
    fn who_takes_all_places_leaves_some_to_those_who_have_none() {
        let capacity = Capacity::new(10, usize::MAX);
        let taken: Vec<_> = (0..20).map_while(|_| capacity.take(MANY, 1)).collect();
        assert_eq!(taken.len(), 8);
        let _first = capacity.take(other(1), 1).unwrap();
        assert!(capacity.take(other(1), 1).is_none());
        let _second = capacity.take(other(2), 1).unwrap();
        assert!(capacity.take(other(3), 1).is_none());
    }

    #[test]
    fn a_proxy_has_as_many_as_there_are_in_all() {
        let capacity = Capacity::new(10, 1);
        let proxy = Holder::Proxy([192, 0, 2, 1].into());
        let taken: Vec<_> = (0..20).map_while(|_| capacity.take(proxy, 1)).collect();
        assert_eq!(taken.len(), 10);
    }

    #[test]
    fn what_is_heavy_takes_more() {
        let capacity = Capacity::new(100, 50);
        let _heavy = capacity.take(MANY, 40).unwrap();
        assert!(capacity.take(MANY, 11).is_none());
        assert!(capacity.take(MANY, 10).is_some());
        assert!(capacity.take(other(1), 61).is_none());
    }
}

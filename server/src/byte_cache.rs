//! A cache that is bounded by bytes.

use std::hash::Hash;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;

/// What the cache itself needs for an entry, about.
const ENTRY_BYTES: usize = 300;

/// From this many bytes on a value is large.
const LARGE: usize = 100_000;

/// Values by keys, as many as fit. Those that were asked for last stay.
///
/// The bound counts what [`Weigh`] says of the values, without the spare room that the allocator keeps.
#[derive(Clone)]
pub struct ByteCache<K, V>(Option<Cache<K, V>>);

/// What all caches of a server together may take.
#[derive(Debug, Clone, Copy)]
pub struct CacheBudget {
    bytes: u64,
}

impl CacheBudget {
    /// A budget of this many megabytes; with 0 nothing is kept.
    #[must_use]
    pub fn of_megabytes(megabytes: u32) -> Self {
        Self { bytes: u64::from(megabytes) * 1024 * 1024 }
    }

    /// The share of meetings: the largest, because reading a meeting costs more than writing what is made of it.
    #[must_use]
    pub fn meetings(self) -> u64 {
        self.bytes / 2
    }

    /// The share of the answers of the HTTP API.
    #[must_use]
    pub fn bodies(self) -> u64 {
        self.bytes / 8
    }

    /// The share of pages.
    #[must_use]
    pub fn pages(self) -> u64 {
        self.bytes * 3 / 8
    }
}

/// Something that knows how many bytes it takes, with all that it owns.
pub trait Weigh {
    /// The number of bytes, about.
    fn bytes(&self) -> usize;
}

impl<K, V> ByteCache<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Weigh + Clone + Send + Sync + 'static,
{
    /// A cache of at most this many bytes; without any it keeps nothing.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let weigh = |_: &K, value: &V| u32::try_from(value.bytes() + ENTRY_BYTES).unwrap_or(u32::MAX);
        // The default policy keeps a large value out, however often it is asked for, while many small ones are in use.
        let cache =
            || Cache::builder().max_capacity(bytes).weigher(weigh).eviction_policy(EvictionPolicy::lru());
        Self((bytes > 0).then(|| cache().build()))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<V> {
        self.0.as_ref()?.get(key)
    }

    /// Keeps a value, in the place of the one before.
    pub fn insert(&self, key: K, value: V) {
        if let Some(cache) = &self.0 {
            let is_large = value.bytes() > LARGE;
            cache.insert(key, value);
            if is_large {
                // Otherwise the bound is kept a moment later: many large values would pass it by much.
                cache.run_pending_tasks();
            }
        }
    }

    /// Removes the value of a key.
    pub fn remove(&self, key: &K) {
        if let Some(cache) = &self.0 {
            cache.invalidate(key);
        }
    }
}

impl<K, V> std::fmt::Debug for ByteCache<K, V> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ByteCache")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Weigh for Vec<u8> {
        fn bytes(&self) -> usize {
            self.len()
        }
    }

    #[test]
    fn what_was_kept_is_found_until_it_is_replaced_or_removed() {
        let cache = ByteCache::new(10_000);
        cache.insert("a", vec![1]);
        assert_eq!(cache.get(&"a"), Some(vec![1]));
        cache.insert("a", vec![2]);
        assert_eq!((cache.get(&"a"), cache.get(&"b")), (Some(vec![2]), None));
        cache.remove(&"a");
        assert_eq!(cache.get(&"a"), None);
    }

    #[test]
    fn the_bytes_stay_below_the_bound() {
        for (bytes, bound) in [(10_000, 100_000), (200_000, 1_000_000)] {
            let cache = ByteCache::new(bound);
            let moka = cache.0.as_ref().unwrap();
            for key in 0..1000 {
                cache.insert(key, vec![0; bytes]);
                // Small values are counted later than large ones.
                if bytes < LARGE {
                    moka.run_pending_tasks();
                }
                assert!(moka.weighted_size() <= bound, "{}", moka.weighted_size());
            }
            assert!(moka.weighted_size() >= bytes as u64);
        }
    }

    #[test]
    fn a_large_value_finds_room_among_small_ones_that_are_in_use() {
        let cache = ByteCache::new(1_000_000);
        for key in 0..95 {
            cache.insert(key, vec![0; 10_000]);
            assert!(cache.get(&key).is_some());
        }
        cache.insert(95, vec![0; 300_000]);
        assert!(cache.get(&95).is_some());
    }

    #[test]
    fn a_cache_without_bytes_keeps_nothing() {
        let cache = ByteCache::new(0);
        cache.insert("a", vec![1]);
        assert_eq!(cache.get(&"a"), None);
    }
}

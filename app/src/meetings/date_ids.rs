//! The ids of a participant's dates.

use std::ops::Range;

use crate::domain::ParticipantDateId;

/// The ids by which API clients refer to a participant's dates, in order. The database gives those of one participant
/// one after another, so that usually the first says all; those of the Python service may be any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateIds(Ids);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Ids {
    Consecutive(Range<i64>),
    Each(Box<[i64]>),
}

impl DateIds {
    /// These ids.
    #[must_use]
    pub fn of(ids: &[ParticipantDateId]) -> Self {
        let (first, last) = (ids.first().map_or(0, |id| id.0), ids.last().map_or(-1, |id| id.0));
        if ids.iter().map(|id| id.0).eq(first..last.saturating_add(1)) {
            Self(Ids::Consecutive(first..last.saturating_add(1)))
        } else {
            Self(Ids::Each(ids.iter().map(|id| id.0).collect()))
        }
    }

    /// The ids.
    pub fn iter(&self) -> impl Iterator<Item = ParticipantDateId> {
        let (consecutive, each) = match &self.0 {
            Ids::Consecutive(ids) => (ids.clone(), &[][..]),
            Ids::Each(each) => (0..0, &**each),
        };
        consecutive.chain(each.iter().copied()).map(ParticipantDateId)
    }

    /// How many bytes it takes beside its own size.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        match &self.0 {
            Ids::Consecutive(_) => 0,
            Ids::Each(each) => size_of_val(&**each),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ids_come_back_in_their_order_whether_they_follow_each_other_or_not() {
        for ids in
            [vec![], vec![7], vec![7, 8, 9], vec![9, 8, 7], vec![7, 10, 13], vec![i64::MAX - 1, i64::MAX]]
        {
            let ids: Vec<_> = ids.into_iter().map(ParticipantDateId).collect();
            assert_eq!(DateIds::of(&ids).iter().collect::<Vec<_>>(), ids);
        }
        let heap = |ids: [i64; 3]| DateIds::of(&ids.map(ParticipantDateId)).heap_bytes();
        assert_eq!((heap([7, 8, 9]), heap([7, 9, 8])), (0, 24));
    }
}

//! The state of a candidate day's tile: counts, the viewer's own mark, and best days.

use chrono::NaiveDate;

use crate::domain::{Availability, Board, DayCount, ParticipantId, Ranking, count_days, counted};

/// The state of a tile of the calendar. Its three layers (counts, own mark, best days) never rely on colour
/// alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayTile {
    /// How many participants can make it, starred it, and have not answered.
    pub count: DayCount,
    /// The number of participants.
    pub of: usize,
    /// Whether it is over.
    pub over: bool,
    /// The viewer's own availability, if "your days" are shown.
    pub mine: Option<Availability>,
    /// Whether no other day is better.
    pub best: bool,
    /// Whether the viewer's own mark waits for the connection.
    pub waits: bool,
    /// Toggles each time somebody else changes the number; `None` until then.
    pub changed_by_others: Option<bool>,
}

impl DayTile {
    /// The length of the bar in tenths: full only if nobody said that they cannot make it, empty only if nobody can
    /// or the day is over.
    #[must_use]
    pub fn bar_tenths(self) -> usize {
        match (self.count.free(), self.of) {
            (0, _) | (_, 0) => 0,
            _ if self.over => 0,
            (free, of) if free == of => 10,
            (free, of) => (free * 10 / of).clamp(1, 9),
        }
    }

    /// The same tile, which says whether somebody else changed its number since the state `before` of the same day.
    #[must_use]
    pub fn noting_change_from(self, before: Self) -> Self {
        let by_others = self.count.free() != before.count.free() && self.mine == before.mine;
        let changed_by_others =
            if by_others { Some(before.changed_by_others != Some(true)) } else { before.changed_by_others };
        Self { changed_by_others, ..self }
    }

    /// Whether everyone can make it.
    #[must_use]
    pub fn suits_everyone(self) -> bool {
        !self.over && self.count.suits_everyone(self.of)
    }
}

/// The tiles of all candidate days, in order, as the participant `me` sees them on the day `today`. Only the people in
/// `only` count, if there are some.
#[must_use]
pub fn day_tiles(
    board: &Board,
    me: Option<ParticipantId>,
    only: &[ParticipantId],
    today: NaiveDate,
) -> Vec<DayTile> {
    let Some(dates) = board.dates else { return Vec::new() };
    let people = &counted(&board.participants, only);
    let my_days =
        board.participants.iter().find(|participant| Some(participant.id) == me).map(|mine| &mine.days);
    let ranking = Ranking::new(&dates, people, today);
    dates
        .days()
        .zip(count_days(&dates, people))
        .enumerate()
        .map(|(index, (date, count))| DayTile {
            count,
            of: people.len(),
            over: date < today,
            mine: my_days.and_then(|days| days.get(index).copied()),
            best: date >= today && ranking.is_best(count),
            waits: false,
            changed_by_others: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(free: usize, of: usize, mine: Availability) -> DayTile {
        let count = DayCount { can: free, ..DayCount::default() };
        DayTile { count, of, mine: Some(mine), ..DayTile::default() }
    }

    fn bar_tenths(free: usize, of: usize) -> usize {
        tile(free, of, Availability::Free).bar_tenths()
    }

    #[test]
    fn the_bar_is_full_only_where_everyone_can_and_empty_only_where_nobody_can() {
        assert_eq!([bar_tenths(17, 17), bar_tenths(16, 17), bar_tenths(14, 17)], [10, 9, 8]);
        assert_eq!([bar_tenths(1, 500), bar_tenths(0, 500), bar_tenths(0, 0)], [1, 0, 0]);
    }

    #[test]
    fn a_change_of_a_number_by_somebody_else_is_noted_each_time() {
        let (free, busy) = (Availability::Free, Availability::Busy);
        let mut seen = tile(3, 3, free);
        let mut changed_by_others = Vec::new();
        for next in [tile(3, 3, free), tile(2, 3, busy), tile(1, 3, busy), tile(1, 3, busy), tile(2, 3, busy)]
        {
            seen = next.noting_change_from(seen);
            changed_by_others.push(seen.changed_by_others);
        }
        assert_eq!(changed_by_others, [None, None, Some(true), Some(true), Some(false)]);
    }
}

//! The state of a candidate day's tile: counts, the viewer's own mark, and best days.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::domain::{Availability, Board, DayCount, ParticipantId, Ranking, count_days, counted};

/// The state of a tile of the calendar. Its layers (counts, own mark, best days) never rely on colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayTile {
    /// How many participants can make it, starred it, and have not answered.
    pub count: DayCount,
    /// The number of participants who count; none if one person's days are shown.
    pub of: usize,
    /// Whether it is over (less than today), today, or yet to come.
    pub when: Ordering,
    /// The viewer's own availability, if "your days" are shown, or that of the person whose days are.
    pub mine: Option<Availability>,
    /// Whether no other day is better.
    pub best: bool,
    /// Whether the viewer's own mark waits for the connection.
    pub waits: bool,
    /// Whether somebody else has just changed the number.
    pub changed: bool,
}

impl Default for DayTile {
    fn default() -> Self {
        Self {
            count: DayCount::default(),
            of: 0,
            when: Ordering::Greater,
            mine: None,
            best: false,
            waits: false,
            changed: false,
        }
    }
}

/// For each fill of a tile, from the strongest, the largest share of people who may be missing, in percent.
const MOST_MISSING: [(&str, usize); 4] = [(" l4", 6), (" l3", 13), (" l2", 20), (" l1", 35)];

impl DayTile {
    /// The classes of its cell. The fill says how many people are missing, not how many can: `all` if nobody is and
    /// everyone has answered, `l4` to `l1` if a few are, none if more are or the day is over.
    #[must_use]
    pub fn classes(self) -> String {
        let mut classes = String::from("day");
        classes.push_str(self.fill());
        for (is, class) in [
            (self.is_unsure(), " unsure"),
            (self.best, " best"),
            (self.is_over(), " over"),
            (self.when.is_eq(), " today"),
            (self.waits, " waits"),
            (self.changed, " changed"),
        ] {
            if is {
                classes.push_str(class);
            }
        }
        classes
    }

    /// The class of the fill.
    fn fill(self) -> &'static str {
        if self.is_over() || self.of == 0 {
            return "";
        }
        if self.suits_everyone() {
            return " all";
        }
        let missing = (self.of - self.count.free()) * 100;
        MOST_MISSING.iter().find(|(_, most)| missing <= most * self.of).map_or("", |(class, _)| class)
    }

    /// The same tile, which says whether somebody else changed its number since the state `before` of the same day.
    #[must_use]
    pub fn noting_change_from(self, before: Self) -> Self {
        let changed = self.count.free() != before.count.free() && self.mine == before.mine;
        Self { changed, ..self }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(self) -> bool {
        self.when.is_lt()
    }

    /// Whether everyone can make it.
    #[must_use]
    pub fn suits_everyone(self) -> bool {
        !self.is_over() && self.count.suits_everyone(self.of)
    }

    /// Whether everyone who answered can make it, but some have not answered.
    fn is_unsure(self) -> bool {
        !self.is_over() && self.count.may_suit_everyone(self.of)
    }
}

/// What a calendar shows beside the counts of everybody.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The participant whose days are "your days".
    pub me: Option<ParticipantId>,
    /// Who counts; empty for everybody.
    pub only: &'a [ParticipantId],
    /// The participant whose days are shown alone, instead of counts.
    pub person: Option<ParticipantId>,
    /// The viewer's current day.
    pub today: NaiveDate,
}

/// The tiles of all candidate days, in order.
#[must_use]
pub fn day_tiles(board: &Board, shown: Shown<'_>) -> Vec<DayTile> {
    let Some(dates) = board.dates else { return Vec::new() };
    let Shown { me, only, person, today } = shown;
    let alone = board.participants.iter().find(|one| Some(one.id) == person);
    // The days of one person are shown without counts.
    let people = if alone.is_some() { Vec::new() } else { counted(&board.participants, only) };
    let mine = alone.or_else(|| board.participants.iter().find(|one| Some(one.id) == me));
    let ranking = Ranking::new(&dates, &people, today);
    let counts = count_days(&dates, &people).into_iter().enumerate();
    let tile = |(date, (index, count)): (NaiveDate, (usize, _))| DayTile {
        count,
        of: people.len(),
        when: date.cmp(&today),
        mine: mine.and_then(|one| one.days.get(index).copied()),
        best: date >= today && ranking.is_best(count),
        waits: false,
        changed: false,
    };
    dates.days().zip(counts).map(tile).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(free: usize, of: usize, mine: Availability) -> DayTile {
        let count = DayCount { can: free, ..DayCount::default() };
        DayTile { count, of, mine: Some(mine), ..DayTile::default() }
    }

    #[test]
    fn the_fill_says_how_many_are_missing() {
        let fill = |free, of| tile(free, of, Availability::Free).fill();
        let fills = [17, 16, 15, 14, 13, 12, 11, 9, 0].map(|free| fill(free, 17));
        assert_eq!(fills, [" all", " l4", " l3", " l2", " l1", " l1", "", "", ""]);
        assert_eq!(
            [fill(2, 2), fill(1, 2), fill(2, 3), fill(7, 8), fill(6, 8)],
            [" all", "", " l1", " l3", " l1"]
        );
        assert_eq!([fill(0, 0), fill(469, 500), fill(470, 500)], ["", " l3", " l4"]);
    }

    #[test]
    fn days_that_somebody_has_not_answered_for_are_told_from_days_that_everyone_can_make() {
        let count = DayCount { can: 15, starred: 0, unknown: 2 };
        let tile = DayTile { count, of: 17, ..DayTile::default() };
        assert_eq!(tile.classes(), "day l4 unsure");
        assert_eq!(
            DayTile { count: DayCount { can: 17, ..DayCount::default() }, ..tile }.classes(),
            "day all"
        );
    }

    #[test]
    fn days_that_are_over_have_no_fill() {
        let tile = tile(3, 3, Availability::Free);
        assert_eq!(DayTile { when: Ordering::Less, ..tile }.classes(), "day over");
        assert_eq!(DayTile { when: Ordering::Equal, best: true, ..tile }.classes(), "day all best today");
    }

    #[test]
    fn a_change_of_a_number_by_somebody_else_is_noted() {
        let (free, busy) = (Availability::Free, Availability::Busy);
        let mut seen = tile(3, 3, free);
        let mut changed = Vec::new();
        for next in [tile(3, 3, free), tile(2, 3, busy), tile(1, 3, busy), tile(1, 3, busy), tile(2, 3, busy)]
        {
            seen = next.noting_change_from(seen);
            changed.push(seen.changed);
        }
        assert_eq!(changed, [false, false, true, false, true]);
    }
}

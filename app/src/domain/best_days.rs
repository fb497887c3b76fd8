//! The ranking of candidate days: which days work best for a group.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{DateRange, Participant};

/// The maximum number of best days.
const BEST_DAYS: usize = 3;

/// How many participants have to answer before a day is called best.
const MIN_ANSWERS: usize = 2;

/// How many participants can make a day, starred it, and have not answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Participants who said that they can make it, including those who starred the day.
    pub can: usize,
    /// Participants who starred the day.
    pub starred: usize,
    /// Participants who have not answered.
    pub unknown: usize,
}

impl DayCount {
    /// Participants who may come: those who can, and those who have not answered.
    #[must_use]
    pub fn free(self) -> usize {
        self.can + self.unknown
    }

    /// Whether all of `people` said that they can make it. Nobody is not everyone.
    #[must_use]
    pub fn suits_everyone(self, people: usize) -> bool {
        people > 0 && self.can == people
    }

    /// Whether nobody of `people` said that they cannot make it, but some have not answered.
    #[must_use]
    pub fn may_suit_everyone(self, people: usize) -> bool {
        self.unknown > 0 && self.free() == people
    }

    /// Whether the day is as good as another one.
    fn equals(self, other: Self) -> bool {
        (self.free(), self.starred) == (other.free(), other.starred)
    }
}

/// A day that works well, with the counts that explain why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BestDay {
    /// The day.
    pub date: NaiveDate,
    /// Its counts.
    pub count: DayCount,
}

/// The counts of all candidate days, in order.
#[must_use]
pub fn count_days(dates: &DateRange, participants: &[Participant]) -> Vec<DayCount> {
    let mut counts = vec![DayCount::default(); dates.len()];
    for participant in participants {
        for (count, day) in counts.iter_mut().zip(&participant.days) {
            count.can += usize::from(participant.answered && day.is_free());
            count.starred += usize::from(day.is_starred());
            count.unknown += usize::from(!participant.answered);
        }
    }
    counts
}

/// The best days for programs, best first: most free, then most starred, then earliest. At most three; fewer if
/// there are fewer candidate days; none while the meeting has no participants. This is the rule of the Python
/// service: days that are over count too.
#[must_use]
pub fn best_days(dates: &DateRange, participants: &[Participant]) -> Vec<BestDay> {
    if participants.is_empty() { Vec::new() } else { first_of(all_days(dates, participants).collect()) }
}

/// The ranking for people: which days are best, and how many are as good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranking {
    /// The best days, best first: most free, then most starred, then earliest. At most three.
    pub best: Vec<BestDay>,
    /// How many further days are as good as the first one.
    pub more_equal: usize,
    /// How many days have as many free participants as the first one, itself included.
    pub most_free: usize,
}

impl Ranking {
    /// The ranking of the days from `today` on; empty until two participants have answered.
    #[must_use]
    pub fn new(dates: &DateRange, participants: &[Participant], today: NaiveDate) -> Self {
        if participants.iter().filter(|one| one.answered).count() < MIN_ANSWERS {
            return Self::default();
        }
        let left: Vec<_> = all_days(dates, participants).filter(|day| day.date >= today).collect();
        let counts: Vec<_> = left.iter().map(|day| day.count).collect();
        let best = first_of(left);
        let Some(first) = best.first().map(|day| day.count) else { return Self::default() };
        let equal = |count: &&DayCount| count.equals(first);
        let more_equal =
            counts.iter().filter(equal).count() - best.iter().map(|day| &day.count).filter(equal).count();
        let most_free = counts.iter().filter(|count| count.free() == first.free()).count();
        Self { best, more_equal, most_free }
    }

    /// Whether a day from today on with this count is as good as the first one.
    #[must_use]
    pub fn is_best(&self, count: DayCount) -> bool {
        self.best.first().is_some_and(|first| first.count.equals(count))
    }
}

/// The candidate days with their counts.
fn all_days(dates: &DateRange, participants: &[Participant]) -> impl Iterator<Item = BestDay> {
    dates.days().zip(count_days(dates, participants)).map(|(date, count)| BestDay { date, count })
}

/// The best of `left`, best first, at most three.
fn first_of(mut left: Vec<BestDay>) -> Vec<BestDay> {
    // Picking the best day three times: sorting all days would add more wasm than everything else in this
    // file.
    let next = |left: &mut Vec<BestDay>| {
        let better = |day: &BestDay| (Reverse(day.count.free()), Reverse(day.count.starred), day.date);
        let best = (0..left.len()).min_by_key(|index| better(&left[*index]))?;
        Some(left.remove(best))
    };
    std::iter::from_fn(|| next(&mut left)).take(BEST_DAYS).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Availability, ParticipantId, ParticipantName, Weekdays};

    fn range(length: i32, excluded: u8) -> Option<DateRange> {
        let day = |number| NaiveDate::from_num_days_from_ce_opt(739_000 + number).unwrap();
        DateRange::new(day(0), day(length - 1), Weekdays::from_bits(excluded).unwrap()).ok()
    }

    fn participant(days: &str) -> Participant {
        Participant {
            id: ParticipantId(1),
            name: ParticipantName::parse("Kit").unwrap(),
            answered: true,
            days: days.chars().map(|letter| Availability::from_letter(letter).unwrap()).collect(),
        }
    }

    fn best_places(length: i32, people: &[&str]) -> Vec<usize> {
        let dates = range(length, 0).unwrap();
        let people: Vec<_> = people.iter().map(|days| participant(days)).collect();
        best_days(&dates, &people).iter().map(|day| dates.position(day.date).unwrap()).collect()
    }

    #[test]
    fn most_free_comes_before_most_starred_before_earliest() {
        assert_eq!(best_places(5, &["bffsf", "fffsb"]), [3, 1, 2]);
        assert_eq!(best_places(4, &["sbff", "sfff", "bfff"]), [2, 3, 0]);
    }

    #[test]
    fn there_are_no_more_best_days_than_candidate_days() {
        assert_eq!(best_places(1, &["b"]), [0]);
        assert_eq!(best_places(2, &["bf"]), [1, 0]);
    }

    /// The ranking of `people`, of whom the last `unanswered` have not answered, on the day at index `today`.
    fn ranking(people: &[&str], unanswered: usize, today: u64) -> (Vec<usize>, usize, usize) {
        let dates = range(i32::try_from(people[0].len()).unwrap(), 0).unwrap();
        let mut people: Vec<_> = people.iter().map(|days| participant(days)).collect();
        people.iter_mut().rev().take(unanswered).for_each(|one| one.answered = false);
        let Ranking { best, more_equal, most_free } =
            Ranking::new(&dates, &people, dates.first() + chrono::Days::new(today));
        (best.iter().map(|day| dates.position(day.date).unwrap()).collect(), more_equal, most_free)
    }

    #[test]
    fn nothing_is_best_before_two_have_answered() {
        assert_eq!(ranking(&["bff", "fff"], 1, 0).0, [0; 0]);
        assert_eq!(ranking(&["bff", "fff", "fff"], 1, 0).0, [1, 2, 0]);
    }

    #[test]
    fn days_that_are_over_are_not_best() {
        assert_eq!(ranking(&["ffbf", "ffbf"], 0, 1).0, [1, 3, 2]);
        assert_eq!(ranking(&["ffbf", "ffbf"], 0, 4).0, [0; 0]);
    }

    #[test]
    fn the_ranking_says_how_many_more_are_as_good_and_how_many_have_most_free() {
        assert_eq!(ranking(&["fffffb", "fffffb"], 0, 0), (vec![0, 1, 2], 2, 5));
        assert_eq!(ranking(&["sfffsb", "fffffb"], 0, 0), (vec![0, 4, 1], 0, 5));
        assert_eq!(ranking(&["sfffsb", "fffffb"], 0, 1), (vec![4, 1, 2], 0, 4));
    }

    #[test]
    fn everyone_can_only_if_everyone_has_said_so() {
        let count = |can, unknown| DayCount { can, starred: 0, unknown };
        assert!(count(3, 0).suits_everyone(3) && !count(3, 0).may_suit_everyone(3));
        assert!(!count(2, 1).suits_everyone(3) && count(2, 1).may_suit_everyone(3));
        assert!(!count(1, 1).may_suit_everyone(3) && !count(0, 0).suits_everyone(0));
    }

    #[test]
    fn nobody_means_no_best_day() {
        assert!(best_places(9, &[]).is_empty());
    }

    /// The ranking rule in its slowest form: a day is the next best if no other remaining day beats it.
    fn next_best_one_by_one(dates: &DateRange, people: &[Participant]) -> Vec<NaiveDate> {
        let tally = |date: NaiveDate, wanted: fn(Availability) -> bool| {
            let index = dates.days().position(|day| day == date).unwrap();
            people.iter().filter(|person| wanted(person.days[index])).count()
        };
        let free = |date| tally(date, |day| day == Availability::Free || day == Availability::Starred);
        let starred = |date| tally(date, |day| day == Availability::Starred);
        let beats = |a: NaiveDate, b: NaiveDate| {
            free(a) > free(b)
                || free(a) == free(b) && starred(a) > starred(b)
                || free(a) == free(b) && starred(a) == starred(b) && a < b
        };
        let mut left: Vec<_> = dates.days().collect();
        let mut best = Vec::new();
        while best.len() < 3 && !left.is_empty() && !people.is_empty() {
            let next = left.iter().position(|day| left.iter().all(|other| !beats(*other, *day))).unwrap();
            best.push(left.remove(next));
        }
        best
    }

    proptest! {
        #[test]
        fn best_days_are_those_of_a_slow_and_obvious_computation(
            length in 1_i32..=62,
            excluded in 0_u8..127,
            people in prop::collection::vec("[fbs]{62}", 0..12),
        ) {
            let Some(dates) = range(length, excluded) else { return Ok(()) };
            let people: Vec<_> = people.iter().map(|days| participant(&days[..dates.len()])).collect();
            let best: Vec<_> = best_days(&dates, &people).iter().map(|day| day.date).collect();
            prop_assert_eq!(best, next_best_one_by_one(&dates, &people));
        }

        #[test]
        fn the_ranking_is_that_of_a_slow_and_obvious_computation(
            length in 1_i32..=62,
            people in prop::collection::vec(("[fbs]{62}", any::<bool>()), 0..8),
            today in 0_u64..64,
        ) {
            let Some(dates) = range(length, 0) else { return Ok(()) };
            // Whoever has not answered is free on all days.
            let people: Vec<_> = people
                .iter()
                .map(|(days, answered)| {
                    let days = if *answered { days[..dates.len()].to_owned() } else { "f".repeat(dates.len()) };
                    Participant { answered: *answered, ..participant(&days) }
                })
                .collect();
            let today = dates.first() + chrono::Days::new(today);
            let ranking = Ranking::new(&dates, &people, today);
            let left: Vec<_> = dates.days().enumerate().filter(|(_, date)| *date >= today).collect();
            let tally = |index: usize| {
                let days = people.iter().map(|one| one.days[index]);
                let (free, starred) = (days.clone().filter(|day| day.is_free()), days.filter(|day| day.is_starred()));
                (free.count(), starred.count())
            };
            let first = left.iter().map(|(index, _)| tally(*index)).max();
            let enough = people.iter().filter(|one| one.answered).count() >= 2;
            let Some(first) = first.filter(|_| enough) else {
                prop_assert_eq!(ranking, Ranking::default());
                return Ok(());
            };
            let equal = left.iter().filter(|(index, _)| tally(*index) == first).count();
            let named = ranking.best.iter().filter(|day| tally(dates.position(day.date).unwrap()) == first).count();
            prop_assert_eq!(ranking.best.len(), left.len().min(3));
            prop_assert_eq!(ranking.more_equal + named, equal);
            prop_assert_eq!(ranking.most_free, left.iter().filter(|(index, _)| tally(*index).0 == first.0).count());
            for (count, (_, date)) in count_days(&dates, &people).into_iter().zip(dates.days().enumerate()) {
                let index = dates.position(date).unwrap();
                prop_assert_eq!(ranking.is_best(count), tally(index) == first);
                prop_assert_eq!(count.free(), tally(index).0);
            }
        }
    }
}

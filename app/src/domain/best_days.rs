//! The ranking of candidate days: which days work best for a group.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{DateRange, Participant};

/// The maximum number of best days.
pub const BEST_DAYS: usize = 3;

/// How many participants are free on a day, and how many starred it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Participants who can make it, including those who starred the day and those who have not answered.
    pub free: usize,
    /// Participants who starred the day.
    pub starred: usize,
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
            count.free += usize::from(day.is_free());
            count.starred += usize::from(day.is_starred());
        }
    }
    counts
}

/// The best days, best first: most free, then most starred, then earliest. At most three; fewer if there are
/// fewer candidate days; none while the meeting has no participants.
#[must_use]
pub fn best_days(dates: &DateRange, participants: &[Participant]) -> Vec<BestDay> {
    if participants.is_empty() {
        return Vec::new();
    }
    let mut left: Vec<BestDay> = dates
        .days()
        .zip(count_days(dates, participants))
        .map(|(date, count)| BestDay { date, count })
        .collect();
    // Picking the best day three times: sorting all days would add more wasm than everything else in this
    // file.
    let next = |left: &mut Vec<BestDay>| {
        let better = |day: &BestDay| (Reverse(day.count.free), Reverse(day.count.starred), day.date);
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
    }
}

//! Keyboard navigation in the grid of days.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::DateRange;

/// The index of the day that `key` moves to from the day at index `index`; `None` if the key does not move.
/// Left and right move by candidate day, up and down by week, Home and End within the week, which begins with `first`,
/// Page Up and Page Down by month.
pub(super) fn destination(dates: &DateRange, first: Weekday, index: usize, key: &str) -> Option<usize> {
    let days: Vec<NaiveDate> = dates.days().collect();
    let day = *days.get(index)?;
    let week = |day: NaiveDate| day.checked_sub_days(Days::new(day.weekday().days_since(first).into()));
    let at = |wanted: Option<NaiveDate>| days.iter().position(|day| Some(*day) == wanted);
    let there = match key {
        "ArrowLeft" => index.checked_sub(1),
        "ArrowRight" => Some(index + 1).filter(|next| *next < days.len()),
        "ArrowUp" => at(day.checked_sub_days(Days::new(7))),
        "ArrowDown" => at(day.checked_add_days(Days::new(7))),
        "Home" => days.iter().position(|other| week(*other) == week(day)),
        "End" => days.iter().rposition(|other| week(*other) == week(day)),
        "PageUp" => nearest(&days, day.checked_sub_months(Months::new(1))),
        "PageDown" => nearest(&days, day.checked_add_months(Months::new(1))),
        _ => None,
    };
    there.filter(|there| *there != index)
}

/// The index of the candidate day nearest to `wanted`.
fn nearest(days: &[NaiveDate], wanted: Option<NaiveDate>) -> Option<usize> {
    let wanted = wanted?;
    (0..days.len()).min_by_key(|index| (days[*index] - wanted).num_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Weekdays;

    /// The range is 1 December 2026 (a Tuesday) to 10 January 2027, without Sundays.
    fn leads_in_weeks(first: Weekday, from: &str, key: &str) -> Option<String> {
        let sundays = Weekdays::from_iso([7]).unwrap();
        let range =
            DateRange::new("2026-12-01".parse().unwrap(), "2027-01-10".parse().unwrap(), sundays).unwrap();
        let index = range.position(from.parse().unwrap()).unwrap();
        destination(&range, first, index, key).map(|there| range.days().nth(there).unwrap().to_string())
    }

    fn leads(from: &str, key: &str) -> Option<String> {
        leads_in_weeks(Weekday::Mon, from, key)
    }

    #[test]
    fn arrows_move_by_candidate_day_and_by_week() {
        assert_eq!(leads("2026-12-05", "ArrowRight").as_deref(), Some("2026-12-07"));
        assert_eq!(leads("2026-12-07", "ArrowLeft").as_deref(), Some("2026-12-05"));
        assert_eq!(leads("2026-12-05", "ArrowDown").as_deref(), Some("2026-12-12"));
        assert_eq!(leads("2026-12-12", "ArrowUp").as_deref(), Some("2026-12-05"));
    }

    #[test]
    fn nothing_leads_out_of_the_range() {
        for (from, key) in [
            ("2026-12-01", "ArrowLeft"),
            ("2026-12-01", "ArrowUp"),
            ("2027-01-09", "ArrowRight"),
            ("2027-01-09", "ArrowDown"),
            ("2026-12-01", "Home"),
            ("2026-12-01", "a"),
        ] {
            assert_eq!(leads(from, key), None, "{key} from {from}");
        }
    }

    #[test]
    fn home_and_end_stay_within_the_week() {
        assert_eq!(leads("2026-12-03", "Home").as_deref(), Some("2026-12-01"));
        assert_eq!(leads("2026-12-03", "End").as_deref(), Some("2026-12-05"));
        assert_eq!(leads("2027-01-02", "Home").as_deref(), Some("2026-12-28"));
        assert_eq!(leads_in_weeks(Weekday::Sat, "2026-12-03", "End").as_deref(), Some("2026-12-04"));
    }

    #[test]
    fn pages_are_months_and_end_at_the_nearest_candidate_day() {
        assert_eq!(leads("2026-12-04", "PageDown").as_deref(), Some("2027-01-04"));
        assert_eq!(leads("2026-12-31", "PageDown").as_deref(), Some("2027-01-09"));
        assert_eq!(leads("2027-01-04", "PageUp").as_deref(), Some("2026-12-04"));
    }
}

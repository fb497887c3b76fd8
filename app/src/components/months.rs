//! Splits a date range into the months and weeks of a calendar.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::DateRange;

/// A month with those of its weeks that contain days of the range.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Month {
    /// Any day of the month.
    pub(super) any: NaiveDate,
    /// The days from the first of the week; `None` for days of another month.
    pub(super) weeks: Vec<[Option<DayOfMonth>; 7]>,
}

/// A day in the calendar, and its index among the candidate days if it is one.
pub(super) type DayOfMonth = (NaiveDate, Option<usize>);

/// The months of a range, in weeks that begin with `first`.
pub(super) fn months(dates: &DateRange, first: Weekday) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    let mut index = 0;
    for date in dates.first().iter_days().take_while(|day| *day <= dates.last()) {
        let candidate = !dates.excluded().contains_day(date);
        let weekday = date.weekday().days_since(first) as usize;
        let same_month = months.last().is_some_and(|month| month.any.month() == date.month());
        if !same_month {
            months.push(Month { any: date, weeks: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            if !same_month || weekday == 0 {
                month.weeks.push(week_in_month(date, weekday));
            }
            if let Some(day) = month.weeks.last_mut().and_then(|week| week[weekday].as_mut()) {
                day.1 = candidate.then_some(index);
            }
        }
        index += usize::from(candidate);
    }
    months
}

/// The days of the week of `date` that are in its month, without indexes.
fn week_in_month(date: NaiveDate, weekday: usize) -> [Option<DayOfMonth>; 7] {
    std::array::from_fn(|column| {
        let day = if column < weekday {
            date.checked_sub_days(Days::new((weekday - column) as u64))
        } else {
            date.checked_add_days(Days::new((column - weekday) as u64))
        };
        day.filter(|day| day.month() == date.month()).map(|day| (day, None))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Weekdays;

    fn drawn(first: &str, last: &str, excluded: &[u8], begins: Weekday) -> Vec<String> {
        let excluded = Weekdays::from_iso(excluded.iter().copied()).unwrap();
        let dates = DateRange::new(first.parse().unwrap(), last.parse().unwrap(), excluded).unwrap();
        let cell = |cell: &Option<DayOfMonth>| match cell {
            None => "--".to_owned(),
            Some((date, None)) => format!("({})", date.day()),
            Some((date, Some(index))) => format!("{}:{index}", date.day()),
        };
        let week = |week: &[Option<DayOfMonth>; 7]| week.iter().map(cell).collect::<Vec<_>>().join(" ");
        months(&dates, begins).iter().flat_map(|month| month.weeks.iter().map(week)).collect()
    }

    #[test]
    fn days_outside_the_range_and_excluded_days_have_no_place() {
        assert_eq!(
            drawn("2026-12-02", "2026-12-09", &[7], Weekday::Mon),
            ["-- (1) 2:0 3:1 4:2 5:3 (6)", "7:4 8:5 9:6 (10) (11) (12) (13)"]
        );
    }

    #[test]
    fn a_week_that_two_months_share_stands_in_both() {
        assert_eq!(
            drawn("2026-12-30", "2027-01-02", &[], Weekday::Mon),
            ["(28) (29) 30:0 31:1 -- -- --", "-- -- -- -- 1:2 2:3 (3)"]
        );
    }

    #[test]
    fn weeks_begin_with_the_day_of_the_region() {
        assert_eq!(
            drawn("2026-12-02", "2026-12-07", &[], Weekday::Sun),
            ["-- -- (1) 2:0 3:1 4:2 5:3", "6:4 7:5 (8) (9) (10) (11) (12)"]
        );
        assert_eq!(drawn("2026-12-05", "2026-12-06", &[], Weekday::Sat), ["5:0 6:1 (7) (8) (9) (10) (11)"]);
    }
}

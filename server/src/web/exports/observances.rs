//! The clock of a time zone around a day, as a calendar file describes it.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// A time from which on a zone's clock has an offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Observance {
    /// Whether it is summer time.
    pub(super) is_daylight: bool,
    /// The local time at which it begins, by the clock before.
    pub(super) begins: NaiveDateTime,
    /// The offset before, in seconds.
    pub(super) from: i32,
    /// The offset from then on, in seconds.
    pub(super) to: i32,
    /// The abbreviation of the clock.
    pub(super) name: String,
}

/// The days around the event for which its clock is described.
const DAYS_AROUND: u64 = 400;

/// The observances of a zone from more than a year before a day to more than a year after it.
pub(super) fn observances(zone: Tz, day: NaiveDate) -> Vec<Observance> {
    let first = day.checked_sub_days(Days::new(DAYS_AROUND)).unwrap_or(day).and_time(NaiveTime::MIN);
    let mut all = vec![observance(zone, first, offset(zone, first))];
    let mut at = first;
    for _ in 0..2 * DAYS_AROUND {
        let next = at + TimeDelta::days(1);
        if offset(zone, at) != offset(zone, next) {
            all.push(observance(zone, change(zone, at, next), offset(zone, at)));
        }
        at = next;
    }
    all
}

/// The observance that begins at a moment in UTC, before which the offset was `from`.
fn observance(zone: Tz, at: NaiveDateTime, from: i32) -> Observance {
    let now = zone.offset_from_utc_datetime(&at);
    Observance {
        is_daylight: !now.dst_offset().is_zero(),
        begins: at + TimeDelta::seconds(from.into()),
        from,
        to: now.fix().local_minus_utc(),
        name: now.abbreviation().unwrap_or("LMT").to_owned(),
    }
}

/// The moment between two at which the offset changes, to the second.
fn change(zone: Tz, mut before: NaiveDateTime, mut after: NaiveDateTime) -> NaiveDateTime {
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if offset(zone, middle) == offset(zone, before) {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

/// The offset from UTC at a moment, in seconds.
fn offset(zone: Tz, at: NaiveDateTime) -> i32 {
    zone.offset_from_utc_datetime(&at).fix().local_minus_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(zone: Tz, day: &str) -> Vec<(bool, String, i32, i32, String)> {
        let all = observances(zone, day.parse().unwrap());
        all.into_iter()
            .map(|one| (one.is_daylight, one.begins.to_string(), one.from, one.to, one.name))
            .collect()
    }

    #[test]
    fn a_zone_without_summer_time_has_one_clock() {
        let seoul = said(chrono_tz::Asia::Seoul, "2026-12-11");
        assert_eq!(seoul, [(false, "2025-11-06 09:00:00".to_owned(), 32_400, 32_400, "KST".to_owned())]);
    }

    #[test]
    fn changes_of_the_clock_begin_by_the_clock_before() {
        let new_york = said(chrono_tz::America::New_York, "2026-03-08");
        let changes: Vec<_> =
            new_york.iter().map(|(is_daylight, begins, ..)| (*is_daylight, begins.as_str())).collect();
        assert_eq!(
            changes[1..],
            [
                (true, "2025-03-09 02:00:00"),
                (false, "2025-11-02 02:00:00"),
                (true, "2026-03-08 02:00:00"),
                (false, "2026-11-01 02:00:00"),
                (true, "2027-03-14 02:00:00"),
            ]
        );
        assert_eq!((new_york[3].2, new_york[3].3, new_york[3].4.as_str()), (-18_000, -14_400, "EDT"));
    }
}

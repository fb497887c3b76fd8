//! Moments in UTC of days and times in a time zone, by the IANA database, which is on the server only.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::MeetingTime;

/// The start of a meeting does not exist on a day, because clocks are put forward over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkippedTime {
    /// The next local time that exists.
    pub next: NaiveDateTime,
}

/// The moment at which a meeting starts on a day. A time that exists twice, because clocks are put back, means the
/// first one.
///
/// # Errors
/// [`SkippedTime`].
pub fn start_on(date: NaiveDate, time: &MeetingTime) -> Result<NaiveDateTime, SkippedTime> {
    let zone = time.zone.zone();
    let local = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(time.start.minutes().into());
    match zone.from_local_datetime(&local).earliest() {
        Some(start) => Ok(start.naive_utc()),
        None => Err(SkippedTime { next: next_existing(local, zone).0 }),
    }
}

/// The moment at which a day is over: at most the last second of the year 9999, the last one that the databases
/// support.
#[must_use]
pub fn end_of(day: NaiveDate, zone: Tz) -> NaiveDateTime {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).and_then(|day| day.and_hms_opt(23, 59, 59));
    let last = last.unwrap_or(NaiveDateTime::MAX);
    let next = day.checked_add_days(Days::new(1)).map(|day| day.and_time(NaiveTime::MIN));
    next.filter(|next| *next < last).map_or(last, |next| next_existing(next, zone).1.min(last))
}

/// The day that it is in a zone at a moment.
#[must_use]
pub fn day_at(at: NaiveDateTime, zone: Tz) -> NaiveDate {
    zone.from_utc_datetime(&at).date_naive()
}

/// The offset of a zone from UTC at a moment, in minutes.
#[must_use]
pub fn minutes_from_utc(at: NaiveDateTime, zone: Tz) -> i32 {
    zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60
}

/// The first local time from `local` on that exists, and the moment that it means.
fn next_existing(local: NaiveDateTime, zone: Tz) -> (NaiveDateTime, NaiveDateTime) {
    // The longest gap ever was a day, when Samoa moved across the date line.
    let candidates = (0..=25 * 60).map(|minutes| local + TimeDelta::minutes(minutes));
    let exists = |local: NaiveDateTime| {
        let first = zone.from_local_datetime(&local).earliest()?;
        Some((local, first.naive_utc()))
    };
    candidates.into_iter().find_map(exists).unwrap_or((local, local))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{TimeOfDay, ZoneName};

    fn start(date: &str, time: &str, zone: &str) -> Result<String, String> {
        let (start, zone) = (TimeOfDay::parse(time).unwrap(), ZoneName::parse(zone).unwrap());
        let time = MeetingTime { start, zone, duration: None };
        let start = start_on(date.parse().unwrap(), &time);
        start.map(|at| at.to_string()).map_err(|SkippedTime { next }| next.to_string())
    }

    #[test]
    fn a_meeting_starts_by_the_clock_of_its_zone() {
        assert_eq!(start("2026-12-11", "19:00", "Asia/Seoul").unwrap(), "2026-12-11 10:00:00");
        assert_eq!(start("2026-07-01", "09:00", "America/New_York").unwrap(), "2026-07-01 13:00:00");
    }

    #[test]
    fn a_time_that_clocks_skip_does_not_exist_and_the_next_one_is_proposed() {
        assert_eq!(start("2026-03-08", "02:30", "America/New_York").unwrap_err(), "2026-03-08 03:00:00");
        assert_eq!(start("2011-12-30", "12:00", "Pacific/Apia").unwrap_err(), "2011-12-31 00:00:00");
    }

    #[test]
    fn a_time_that_exists_twice_means_the_first() {
        assert_eq!(start("2026-11-01", "01:30", "America/New_York").unwrap(), "2026-11-01 05:30:00");
    }

    #[test]
    fn the_offset_is_that_of_the_moment() {
        let offset = |at: &str| minutes_from_utc(at.parse().unwrap(), chrono_tz::Europe::Berlin);
        assert_eq!(offset("2026-10-20T12:00:00"), 120);
        assert_eq!(offset("2026-11-20T12:00:00"), 60);
    }

    #[test]
    fn a_day_is_over_at_the_midnight_of_its_zone() {
        let end = |day: &str, zone: Tz| end_of(day.parse().unwrap(), zone).to_string();
        assert_eq!(end("2026-12-03", chrono_tz::Asia::Seoul), "2026-12-03 15:00:00");
        assert_eq!(end("9999-12-31", chrono_tz::America::New_York), "9999-12-31 23:59:59");
        assert_eq!(end("9999-12-30", chrono_tz::Asia::Seoul), "9999-12-30 15:00:00");
        // In Beirut the clocks of 2026 skip the first hour of 29 March.
        assert_eq!(end("2026-03-28", chrono_tz::Asia::Beirut), "2026-03-28 22:00:00");
        assert_eq!(
            day_at("2026-12-03T15:00:00".parse().unwrap(), chrono_tz::Asia::Seoul).to_string(),
            "2026-12-04"
        );
    }
}

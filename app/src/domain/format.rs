//! Serde formats for dates and times: text in JSON (the database and the HTTP API), numbers in the binary
//! wire format between a page and its server.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// The day with this number; number 1 is 1 January of year 1.
fn day(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number)
}

/// A list of days: `2026-12-01` in JSON, day numbers in the binary format.
pub(super) mod days {
    use super::{Datelike, Deserialize, Deserializer, Error, NaiveDate, Serialize, Serializer, day};

    pub(in crate::domain) fn serialize<S: Serializer>(days: &[NaiveDate], to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            days.iter().map(ToString::to_string).collect::<Vec<_>>().serialize(to)
        } else {
            days.iter().map(Datelike::num_days_from_ce).collect::<Vec<_>>().serialize(to)
        }
    }

    pub(in crate::domain) fn deserialize<'de, D>(from: D) -> Result<Vec<NaiveDate>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let days: Option<_> = if from.is_human_readable() {
            Vec::<String>::deserialize(from)?.iter().map(|text| text.parse().ok()).collect()
        } else {
            Vec::deserialize(from)?.into_iter().map(day).collect()
        };
        days.ok_or_else(|| D::Error::custom("no such day"))
    }
}

/// A day: `2026-12-01` in JSON, its number in the binary format.
pub(super) mod one_day {
    use super::{Datelike, Deserialize, Deserializer, Error, NaiveDate, Serialize, Serializer, day};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
    pub(in crate::domain) fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            day.to_string().serialize(to)
        } else {
            day.num_days_from_ce().serialize(to)
        }
    }

    pub(in crate::domain) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let read = if from.is_human_readable() {
            String::deserialize(from)?.parse().ok()
        } else {
            day(i32::deserialize(from)?)
        };
        read.ok_or_else(|| D::Error::custom("no such day"))
    }
}

/// A point in time that may be missing, as [`seconds`].
pub(super) mod optional_seconds {
    use super::{DateTime, Deserialize, Deserializer, Error, NaiveDateTime, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde asks for it so")]
    pub(in crate::domain) fn serialize<S>(at: &Option<NaiveDateTime>, to: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
    {
        at.map(|at| at.and_utc().timestamp()).serialize(to)
    }

    pub(in crate::domain) fn deserialize<'de, D>(from: D) -> Result<Option<NaiveDateTime>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let Some(seconds) = Option::<i64>::deserialize(from)? else { return Ok(None) };
        let at = DateTime::from_timestamp(seconds, 0).map(|at| at.naive_utc());
        at.map(Some).ok_or_else(|| D::Error::custom("no such moment"))
    }
}

/// A point in time: seconds since 1970-01-01 in UTC.
pub(super) mod seconds {
    use super::{DateTime, Deserialize, Deserializer, Error, NaiveDateTime, Serialize, Serializer};

    pub(in crate::domain) fn serialize<S: Serializer>(at: &NaiveDateTime, to: S) -> Result<S::Ok, S::Error> {
        at.and_utc().timestamp().serialize(to)
    }

    pub(in crate::domain) fn deserialize<'de, D>(from: D) -> Result<NaiveDateTime, D::Error>
    where
        D: Deserializer<'de>,
    {
        let at = DateTime::from_timestamp(i64::deserialize(from)?, 0);
        at.map(|at| at.naive_utc()).ok_or_else(|| D::Error::custom("no such moment"))
    }
}

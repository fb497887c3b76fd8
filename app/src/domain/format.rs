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

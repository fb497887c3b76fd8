//! How dates and times are written: as people read them in the database and in what programs get,
//! as numbers where a page and its server talk.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A day as a number: that of days since 31 December of the year before the first.
fn day(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number)
}

/// Days: `2026-12-01`, or numbers.
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

/// A moment: seconds since 1970 in UTC.
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

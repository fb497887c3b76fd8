//! Values for placeholders, and rows that both engines can return.

use app::domain::ParticipantId;
use app::meetings::DeviceHash;
use chrono::{NaiveDate, NaiveDateTime};
use sqlx::FromRow;
use sqlx::mysql::MySqlRow;
use sqlx::sqlite::SqliteRow;

/// A row that both engines can return.
pub(in crate::store) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, MySqlRow> + Send + Unpin
{
}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, MySqlRow> + Send + Unpin {}

/// A value for a placeholder.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) enum Value<'a> {
    Int(i64),
    OptionalInt(Option<i64>),
    Bool(bool),
    Text(&'a str),
    OptionalText(Option<&'a str>),
    Bytes(&'a [u8]),
    OptionalBytes(Option<&'a [u8]>),
    Day(NaiveDate),
    OptionalDay(Option<NaiveDate>),
    Time(NaiveDateTime),
    OptionalTime(Option<NaiveDateTime>),
}

impl<'a> Value<'a> {
    /// The hash of a device, or a hash that belongs to no secret if there is none.
    pub(in crate::store) fn device_or_nobody(device: Option<&'a DeviceHash>) -> Self {
        Self::Bytes(device.map_or(&[0; 32], |device| device.as_bytes()))
    }
}

impl From<ParticipantId> for Value<'_> {
    fn from(id: ParticipantId) -> Self {
        Self::Int(id.0)
    }
}

/// Binds all values to a query; a macro, because the two engines' queries share no trait for it.
macro_rules! bind {
    ($query:expr, $values:expr) => {{
        use $crate::store::engine::Value;
        let mut query = $query;
        for value in $values {
            query = match *value {
                Value::Int(value) => query.bind(value),
                Value::OptionalInt(value) => query.bind(value),
                Value::Bool(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::OptionalText(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::OptionalBytes(value) => query.bind(value),
                Value::Day(value) => query.bind(value),
                Value::OptionalDay(value) => query.bind(value),
                Value::Time(value) => query.bind(value),
                Value::OptionalTime(value) => query.bind(value),
            };
        }
        query
    }};
}
pub(super) use bind;

//! The fields of a body, read one by one: all that is wrong is said at once.

use app::domain::{TextError, Weekdays};
use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::problem::{FieldError, FieldErrorKind};

/// The fields of a JSON object, and what is wrong with those that were asked for. Others are ignored.
#[derive(Debug, Default)]
pub(super) struct Fields {
    given: Map<String, Value>,
    invalid: Vec<FieldError>,
}

impl Fields {
    /// The fields of `body`; of an empty one there are none.
    pub(super) fn parse(body: &[u8]) -> Result<Self, FieldError> {
        if body.is_empty() {
            return Ok(Self::default());
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(given)) => Ok(Self { given, invalid: Vec::new() }),
            Ok(Value::Null) => Ok(Self::default()),
            Ok(_) => Err(FieldError::body(FieldErrorKind::ObjectType, "should be a JSON object")),
            Err(error) => {
                Err(FieldError::body(FieldErrorKind::JsonInvalid, format!("should be JSON: {error}")))
            }
        }
    }

    /// What is wrong with the fields that were asked for.
    pub(super) fn invalid(self) -> Vec<FieldError> {
        self.invalid
    }

    /// A text that has to be there.
    pub(super) fn text<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, TextError>,
    ) -> Option<T> {
        self.required(name, |value| {
            let text = value.as_str().ok_or((FieldErrorKind::StringType, "should be a text".to_owned()))?;
            parse(text).map_err(|error| (FieldErrorKind::ValueError, error.to_string()))
        })
    }

    /// A text that may be missing or null.
    pub(super) fn optional_text<T: Default>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, TextError>,
    ) -> Option<T> {
        if self.is_given(name) { self.text(name, parse) } else { Some(T::default()) }
    }

    /// A date that has to be there.
    pub(super) fn day(&mut self, name: &'static str) -> Option<NaiveDate> {
        self.required(name, |value| {
            value.as_str().and_then(day).ok_or((FieldErrorKind::DateParsing, DAY.to_owned()))
        })
    }

    /// A number that has to be there.
    pub(super) fn number(&mut self, name: &'static str) -> Option<i64> {
        self.required(name, |value| value.as_i64().ok_or((FieldErrorKind::IntType, NUMBER.to_owned())))
    }

    /// A list of ISO weekdays that may be missing or null.
    pub(super) fn weekdays(&mut self, name: &'static str) -> Option<Weekdays> {
        if !self.is_given(name) {
            return Some(Weekdays::NONE);
        }
        self.required(name, |value| {
            let list = value
                .as_array()
                .ok_or((FieldErrorKind::ListType, "should be a list of numbers".to_owned()))?;
            let number = |value: &Value| value.as_u64().and_then(|number| u8::try_from(number).ok());
            let numbers: Option<Vec<_>> = list.iter().map(number).collect();
            let weekdays = numbers.and_then(|numbers| Weekdays::from_iso(numbers).ok());
            weekdays.ok_or((
                FieldErrorKind::ValueError,
                "should be numbers from 1, Monday, to 7, Sunday".to_owned(),
            ))
        })
    }

    /// Whether a field is there and not null.
    pub(super) fn is_given(&self, name: &str) -> bool {
        self.given.get(name).is_some_and(|value| !value.is_null())
    }

    fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Value) -> Result<T, (FieldErrorKind, String)>,
    ) -> Option<T> {
        let read = match self.given.get(name) {
            Some(value) => read(value),
            None => Err((FieldErrorKind::Missing, "is required".to_owned())),
        };
        match read {
            Ok(value) => Some(value),
            Err((kind, msg)) => {
                self.invalid.push(FieldError::new("body", name, kind, msg));
                None
            }
        }
    }
}

const DAY: &str = "should be a date that exists, like 2026-12-24, in the years 1000 to 9999";

/// What is said of a number that is none.
pub(super) const NUMBER: &str = "should be a whole number of at most 64 bits";

/// A date as `YYYY-MM-DD` and not otherwise.
fn day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (day.to_string() == text && text >= "1000").then_some(day)
}

//! Reads the fields of a JSON body one by one, and collects all their errors for one response.

use app::domain::{TextError, Weekdays};
use app::meetings::Patch;
use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::problem::{FieldError, FieldErrorKind};

/// The fields of a JSON object, and the errors of those that were read. Other fields are ignored.
#[derive(Debug, Default)]
pub(super) struct Fields {
    given: Map<String, Value>,
    invalid: Vec<FieldError>,
}

impl Fields {
    /// Parses `body`; an empty body has no fields.
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

    /// The errors of the fields that were read.
    pub(super) fn invalid(self) -> Vec<FieldError> {
        self.invalid
    }

    /// Reads a required text.
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

    /// Reads a text that may be missing or null.
    pub(super) fn optional_text<T: Default>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, TextError>,
    ) -> Option<T> {
        if self.is_given(name) { self.text(name, parse) } else { Some(T::default()) }
    }

    /// Reads a required date.
    pub(super) fn day(&mut self, name: &'static str) -> Option<NaiveDate> {
        self.required(name, |value| {
            value.as_str().and_then(day).ok_or((FieldErrorKind::DateParsing, DAY.to_owned()))
        })
    }

    /// Reads a required integer.
    pub(super) fn number(&mut self, name: &'static str) -> Option<i64> {
        self.required(name, |value| value.as_i64().ok_or((FieldErrorKind::IntType, NUMBER.to_owned())))
    }

    /// Reads a list of ISO weekdays that may be missing or null.
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

    /// Reads a change of a value: nothing is kept, null clears it.
    pub(super) fn change<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Value) -> Result<T, (FieldErrorKind, String)>,
    ) -> Option<Patch<T>> {
        match self.given.get(name) {
            None => Some(Patch::Keep),
            Some(Value::Null) => Some(Patch::Clear),
            Some(_) => self.required(name, read).map(Patch::Set),
        }
    }

    /// Reads a change of a date.
    pub(super) fn day_change(&mut self, name: &'static str) -> Option<Patch<NaiveDate>> {
        self.change(name, |value| {
            value.as_str().and_then(day).ok_or((FieldErrorKind::DateParsing, DAY.to_owned()))
        })
    }

    /// Reads a change of a text.
    pub(super) fn text_change<T, E: ToString>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Patch<T>> {
        self.change(name, |value| {
            let text = value.as_str().ok_or((FieldErrorKind::StringType, "should be a text".to_owned()))?;
            parse(text).map_err(|error| (FieldErrorKind::ValueError, error.to_string()))
        })
    }

    /// Reads a change of a truth value.
    pub(super) fn flag_change(&mut self, name: &'static str) -> Option<Patch<bool>> {
        let wrong = || (FieldErrorKind::BoolType, "should be true or false".to_owned());
        self.change(name, |value| value.as_bool().ok_or_else(wrong))
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

/// The message for a value that is not an integer of 64 bits.
pub(super) const NUMBER: &str = "should be a whole number of at most 64 bits";

/// Parses a date of the form `YYYY-MM-DD`, and no other form.
fn day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (day.to_string() == text && text >= "1000").then_some(day)
}

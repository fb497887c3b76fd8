//! What a viewer chose to see of a meeting. It stands in the address of the page, so it works without scripts, can
//! be shared, and Back leads back to it.

use chrono::NaiveDate;

use crate::domain::{ParticipantId, parse_people};

/// A view of a meeting's page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// The participant whose days are "your days", if the address names one.
    pub seat: Option<ParticipantId>,
    /// Who counts; empty for everybody.
    pub only: Vec<ParticipantId>,
    /// The day of which is shown who can come.
    pub day: Option<NaiveDate>,
    /// The participant whose days are shown alone.
    pub person: Option<ParticipantId>,
}

impl View {
    /// Adds what a parameter of the address says; others are ignored.
    pub fn read_parameter(&mut self, name: &str, value: &str) {
        match name {
            "seat" => self.seat = parse_id(value),
            // The form sends each of them as a parameter of its own.
            "people" => self.only.extend(parse_people(value)),
            "day" => self.day = parse_day(value),
            "person" => self.person = parse_id(value),
            _ => {}
        }
    }

    /// The view that a query names.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query.split('&').filter_map(|parameter| parameter.split_once('=')) {
            view.read_parameter(name, value);
        }
        view
    }

    /// The address of a meeting's page with this view.
    #[must_use]
    pub fn address(&self, url_code: &str) -> String {
        let people = self.only.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(",");
        let parameters = [
            ("seat=", self.seat_field()),
            ("people=", people),
            ("person=", self.person.map(|id| id.0.to_string()).unwrap_or_default()),
            ("day=", self.day.map(|day| day.to_string()).unwrap_or_default()),
        ];
        let mut address = ["/m/", url_code].concat();
        for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(name);
            address.push_str(value);
        }
        address
    }

    /// The value of `seat` in forms that lead back to this view; empty without one.
    #[must_use]
    pub fn seat_field(&self) -> String {
        self.seat.map(|id| id.0.to_string()).unwrap_or_default()
    }

    /// Whether neither a day nor a person is looked at.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.day.is_none() && self.person.is_none()
    }

    /// The same view with a day open, or with none.
    #[must_use]
    pub fn with_day(&self, day: Option<NaiveDate>) -> Self {
        Self { day, ..self.clone() }
    }

    /// The same view with the days of one person, or of everybody.
    #[must_use]
    pub fn with_person(&self, person: Option<ParticipantId>) -> Self {
        Self { person, ..self.clone() }
    }
}

fn parse_id(text: &str) -> Option<ParticipantId> {
    text.parse().ok().map(ParticipantId)
}

/// Parses a day such as 2026-12-11. The parser of `chrono` would be three kilobytes of the visitor's download.
fn parse_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_the_same_after_it_was_an_address() {
        for query in ["", "seat=7&people=1,3&person=2&day=2026-12-11", "day=2026-12-11", "people=5"] {
            let address = View::parse(query).address("abc");
            assert_eq!(address.trim_start_matches("/m/abc").trim_start_matches('?'), query);
        }
        assert_eq!(View::parse("people=1&people=3").only, View::parse("people=1,3").only);
        assert_eq!(View::parse("seat=\"&day=soon&person=Kit&x=1&y"), View::default());
    }
}

//! Links that add the decided day to calendars on the web. Their forms are those that the calendars document or
//! that are in common use; nothing is sent until somebody follows one.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use form_urlencoded::Serializer;

use crate::domain::{Duration, Meeting};

/// The duration of a meeting of which nobody knows how long it lasts, in minutes.
pub const USUAL_MINUTES: u16 = 60;

/// The decided day as an event.
pub(super) struct WebEvent<'a> {
    title: &'a str,
    location: &'a str,
    details: String,
    when: When,
}

/// When the event is.
enum When {
    /// A whole day.
    Day(NaiveDate),
    /// From a moment to another, in UTC.
    Moments(NaiveDateTime, NaiveDateTime),
}

impl<'a> WebEvent<'a> {
    /// The event of a meeting's decision; `None` without one.
    pub(super) fn new(meeting: &'a Meeting, title: &'a str, link: &str) -> Option<Self> {
        let decision = meeting.decision.as_ref()?;
        let minutes =
            meeting.time.as_ref().and_then(|time| time.duration).map_or(USUAL_MINUTES, Duration::minutes);
        let when = match meeting.starts_at() {
            Some(start) => When::Moments(start, start + TimeDelta::minutes(minutes.into())),
            None => When::Day(decision.date),
        };
        let details = [meeting.note.as_str(), link].into_iter().filter(|part| !part.is_empty());
        let details = details.collect::<Vec<_>>().join("\n\n");
        Some(Self { title, location: meeting.location.as_str(), details, when })
    }

    /// The link for Google's calendar.
    pub(super) fn google(&self) -> String {
        let dates = match self.when {
            When::Day(day) => format!("{}/{}", compact_day(day), compact_day(next(day))),
            When::Moments(start, end) => format!("{}/{}", compact(start), compact(end)),
        };
        address(
            "https://calendar.google.com/calendar/render",
            &[
                ("action", "TEMPLATE"),
                ("text", self.title),
                ("dates", &dates),
                ("location", self.location),
                ("details", &self.details),
            ],
        )
    }

    /// The link for Microsoft's calendar.
    pub(super) fn outlook(&self) -> String {
        let iso = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (start, end, is_day) = match self.when {
            When::Day(day) => (day.to_string(), next(day).to_string(), "true"),
            When::Moments(start, end) => (iso(start), iso(end), "false"),
        };
        address(
            "https://outlook.live.com/calendar/0/deeplink/compose",
            &[
                ("path", "/calendar/action/compose"),
                ("rru", "addevent"),
                ("subject", self.title),
                ("startdt", &start),
                ("enddt", &end),
                ("allday", is_day),
                ("location", self.location),
                ("body", &self.details),
            ],
        )
    }

    /// The link for Yahoo's calendar.
    pub(super) fn yahoo(&self) -> String {
        let (start, end) = match self.when {
            When::Day(day) => (compact_day(day), ("dur", "allday".to_owned())),
            When::Moments(start, end) => (compact(start), ("et", compact(end))),
        };
        address(
            "https://calendar.yahoo.com/",
            &[
                ("v", "60"),
                ("title", self.title),
                ("st", &start),
                (end.0, &end.1),
                ("in_loc", self.location),
                ("desc", &self.details),
            ],
        )
    }
}

fn address(base: &str, fields: &[(&str, &str)]) -> String {
    format!("{base}?{}", Serializer::new(String::new()).extend_pairs(fields).finish())
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn compact_day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn compact(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

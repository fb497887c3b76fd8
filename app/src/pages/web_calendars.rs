//! Links that add the decided day to calendars on the web. Their forms are those that the calendars document or
//! that are in common use; nothing is sent until somebody follows one.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use form_urlencoded::Serializer;

use crate::domain::Meeting;

/// How many characters of the note go along: a link that is too long is refused.
const MAX_NOTE_CHARS: usize = 300;

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
        let when = match (meeting.starts_at(), &meeting.time) {
            (Some(start), Some(time)) => {
                let minutes = time.duration_for_calendars().minutes();
                When::Moments(start, start + TimeDelta::minutes(minutes.into()))
            }
            _ => When::Day(decision.date),
        };
        let note = shortened(meeting.note.as_str());
        let details = if note.is_empty() { link.to_owned() } else { format!("{note}\n\n{link}") };
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

/// The beginning of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_NOTE_CHARS) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
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

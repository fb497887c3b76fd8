//! The decided day as a calendar file (RFC 5545 and 7986), to save or to subscribe to.

use app::domain::{Decision, Meeting, MeetingTime, SkippedTime, start_on};
use axum::extract::State;
use axum::response::Response;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType as Type, ICalendarParameter,
    ICalendarParameterName, ICalendarParameterValue, ICalendarProperty as Name, ICalendarValue,
    ICalendarValueType,
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::ExportRequest;
use super::observances::{Observance, observances};
use crate::web::Shared;

/// Responds with the file; 404 until something was decided once.
pub(super) async fn serve(State(shared): State<Shared>, request: ExportRequest) -> Response {
    let file = || calendar_file(&request.meeting, request.title(), &request.link, shared.meetings.now());
    request.respond("ics", "text/calendar; charset=utf-8", file)
}

/// The file for the decision that stands, or that was taken back; `None` if nothing was ever decided. `link` is the
/// address of the meeting's page, `now` the moment at which the file is made.
fn calendar_file(meeting: &Meeting, title: &str, link: &str, now: NaiveDateTime) -> Option<String> {
    let standing = meeting.decision.as_ref().map(|Decision { date, .. }| *date);
    let date = standing.or(meeting.withdrawn)?;
    let mut file = File::new();
    file.calendar(title);
    if let Some(time) = &meeting.time {
        file.time_zone(date, time);
    }
    let mut event = ICalendarComponent::new(Type::VEvent);
    event.add_property(Name::Uid, text(format!("{}@meetifyr", meeting.url_code)));
    event.add_property(Name::Dtstamp, text(utc(now)));
    event.add_property(
        Name::Sequence,
        ICalendarValue::Integer(meeting.version.try_into().unwrap_or(i64::MAX)),
    );
    event.add_property(Name::Summary, text(title.to_owned()));
    if !meeting.location.as_str().is_empty() {
        event.add_property(Name::Location, text(meeting.location.as_str().to_owned()));
    }
    let description = [meeting.note.as_str(), link].into_iter().filter(|part| !part.is_empty());
    event.add_property(Name::Description, text(description.collect::<Vec<_>>().join("\n\n")));
    event.add_property(Name::Url, ICalendarValue::Uri(calcard::icalendar::Uri::Location(link.to_owned())));
    event.add_property(
        Name::Status,
        text(if standing.is_some() { "CONFIRMED" } else { "CANCELLED" }.to_owned()),
    );
    match &meeting.time {
        Some(time) => when(&mut event, date, time),
        None => whole_day(&mut event, date),
    }
    file.add(event, 0);
    file.write()
}

/// A file that is being written: the first component is the calendar itself.
struct File(ICalendar);

impl File {
    fn new() -> Self {
        Self(ICalendar { components: vec![ICalendarComponent::new(Type::VCalendar)] })
    }

    /// Adds a component to another. Returns its index.
    fn add(&mut self, component: ICalendarComponent, parent: usize) -> usize {
        let index = self.0.components.len();
        self.0.components.push(component);
        self.0.components[parent].component_ids.push(index.try_into().unwrap_or(u32::MAX));
        index
    }

    /// The properties of the calendar. Programs that subscribe read it again every hour.
    fn calendar(&mut self, title: &str) {
        let calendar = &mut self.0.components[0];
        calendar.add_property(Name::Version, text("2.0".to_owned()));
        calendar.add_property(Name::Prodid, text("-//Meetifyr//Meetifyr//EN".to_owned()));
        calendar.add_property(Name::Method, text("PUBLISH".to_owned()));
        calendar.add_property(Name::Name, text(title.to_owned()));
        let duration = [parameter(ICalendarParameterName::Value, ICalendarValueType::Duration)];
        calendar.add_property_with_params(Name::RefreshInterval, duration, text("PT1H".to_owned()));
        // What programs read that do not know RFC 7986.
        calendar.add_property(Name::Other("X-WR-CALNAME".to_owned()), text(title.to_owned()));
        calendar.add_property(Name::Other("X-PUBLISHED-TTL".to_owned()), text("PT1H".to_owned()));
    }

    /// The clock of the meeting's zone around the event.
    fn time_zone(&mut self, date: NaiveDate, time: &MeetingTime) {
        let mut zone = ICalendarComponent::new(Type::VTimezone);
        zone.add_property(Name::Tzid, text(time.zone.as_str().to_owned()));
        let zone = self.add(zone, 0);
        for Observance { is_daylight, begins, from, to, name } in observances(time.zone.zone(), date) {
            let kind = if is_daylight { Type::Daylight } else { Type::Standard };
            let mut observance = ICalendarComponent::new(kind);
            observance.add_property(Name::Dtstart, text(local(begins)));
            observance.add_property(Name::Tzoffsetfrom, text(offset(from)));
            observance.add_property(Name::Tzoffsetto, text(offset(to)));
            observance.add_property(Name::Tzname, text(name));
            self.add(observance, zone);
        }
    }

    fn write(&self) -> Option<String> {
        let mut written = String::new();
        // Writing to a text does not fail.
        self.0.write_to(&mut written).ok().map(|()| written)
    }
}

fn when(event: &mut ICalendarComponent, date: NaiveDate, time: &MeetingTime) {
    let local_start = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(time.start.minutes().into());
    // A time that a new law skips starts at the next one.
    let start = match start_on(date, time) {
        Ok(_) => local_start,
        Err(SkippedTime { next }) => next,
    };
    let zone = [text_parameter(ICalendarParameterName::Tzid, time.zone.as_str())];
    event.add_property_with_params(Name::Dtstart, zone, text(local(start)));
    let minutes = time.duration_for_calendars().minutes();
    event.add_property(Name::Duration, text(format!("PT{minutes}M")));
}

fn whole_day(event: &mut ICalendarComponent, date: NaiveDate) {
    // The format has no year 10000; without an end it is that day too.
    let end = date.checked_add_days(Days::new(1)).filter(|end| end.year() <= 9999);
    for (name, day) in [(Name::Dtstart, Some(date)), (Name::Dtend, end)] {
        let Some(day) = day else { continue };
        let kind = [parameter(ICalendarParameterName::Value, ICalendarValueType::Date)];
        event.add_property_with_params(name, kind, text(day.format("%Y%m%d").to_string()));
    }
}

/// A value, escaped as far as texts are; dates, offsets and durations have nothing to escape.
fn text(value: String) -> ICalendarValue {
    ICalendarValue::Text(value)
}

fn parameter(name: ICalendarParameterName, kind: ICalendarValueType) -> ICalendarParameter {
    ICalendarParameter { name, value: ICalendarParameterValue::Value(kind) }
}

fn text_parameter(name: ICalendarParameterName, value: &str) -> ICalendarParameter {
    ICalendarParameter { name, value: ICalendarParameterValue::Text(value.to_owned()) }
}

fn utc(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn local(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%S").to_string()
}

/// An offset from UTC in seconds, as `+0900`; with seconds only if it has some.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    if seconds == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{seconds:02}")
    }
}

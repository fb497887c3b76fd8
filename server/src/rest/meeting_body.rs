//! The JSON of a meeting. It is serialized straight to bytes: each participant and each day is a value that
//! exists only while it is written.

use app::domain::{Availability, DateRange, Meeting, Participant, ParticipantDateId, best_days};
use app::meetings::MeetingWithDateIds;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// A meeting with its participants and best days.
#[derive(Serialize, ToSchema)]
#[schema(as = Meeting)]
pub(super) struct MeetingBody<'a> {
    /// The code in the shared link.
    #[schema(example = "Uk0lX4bQ9Zr", pattern = "^[A-Za-z0-9]{1,255}$")]
    url_code: &'a str,
    /// The first day of the range; null if no range is set.
    #[schema(example = "2026-12-01")]
    start_date: Option<NaiveDate>,
    /// The last day of the range; null if no range is set.
    #[schema(example = "2026-12-03")]
    end_date: Option<NaiveDate>,
    /// What the meeting is about.
    #[schema(example = "Year-end dinner")]
    title: &'a str,
    /// Where it takes place.
    #[schema(example = "Mapo")]
    location: &'a str,
    /// The participants, in joining order.
    #[serde(serialize_with = "participants")]
    #[schema(value_type = Vec<ParticipantBody>)]
    participants: &'a MeetingWithDateIds,
    /// The best days, best first: at most three, none while nobody has joined.
    #[schema(max_items = 3, example = json!(["2026-12-02", "2026-12-01", "2026-12-03"]))]
    best_dates: Vec<NaiveDate>,
    /// The number of the newest entry in the timeline; it grows with every change.
    #[schema(example = 4)]
    version: u64,
    /// The weekdays that are excluded: 1 Monday to 7 Sunday.
    #[schema(value_type = Vec<u32>, max_items = 6, example = json!([]))]
    excluded_weekdays: Vec<u8>,
    /// The day on which the meeting is deleted.
    #[schema(example = "2027-03-03")]
    expires_on: NaiveDate,
}

/// A participant and their days.
#[derive(Serialize, ToSchema)]
#[schema(as = Participant)]
struct ParticipantBody<'a> {
    /// The id, used to rename and remove the participant.
    #[schema(example = 7)]
    id: i64,
    /// The name, unique in the meeting.
    #[schema(example = "Kit")]
    name: &'a str,
    /// One for each candidate day, in order.
    #[serde(serialize_with = "dates")]
    #[schema(value_type = Vec<ParticipantDateBody>)]
    dates: Dates<'a>,
}

/// A participant's availability on one day.
#[derive(Serialize, ToSchema)]
#[schema(as = ParticipantDate)]
struct ParticipantDateBody {
    /// The day.
    #[schema(example = "2026-12-01")]
    date: NaiveDate,
    /// The id, used to mark the day.
    #[schema(example = 19)]
    id: i64,
    /// Whether the participant is free on this day.
    #[schema(example = true)]
    enabled: bool,
    /// Whether the participant prefers this day.
    #[schema(example = false)]
    starred: bool,
}

/// The days of one participant, with their availability and ids.
#[derive(Clone, Copy)]
struct Dates<'a> {
    range: Option<&'a DateRange>,
    days: &'a [Availability],
    ids: &'a [ParticipantDateId],
}

impl<'a> MeetingBody<'a> {
    pub(super) fn of(found: &'a MeetingWithDateIds) -> Self {
        let Meeting { url_code, version, title, location, dates, participants, expires_on } = &found.meeting;
        let best = dates.as_ref().map(|dates| best_days(dates, participants)).unwrap_or_default();
        Self {
            url_code: url_code.as_str(),
            start_date: dates.map(|dates| dates.first()),
            end_date: dates.map(|dates| dates.last()),
            title: title.as_str(),
            location: location.as_str(),
            participants: found,
            best_dates: best.into_iter().map(|day| day.date).collect(),
            version: *version,
            excluded_weekdays: dates.map(|dates| dates.excluded().iso().collect()).unwrap_or_default(),
            expires_on: *expires_on,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn participants<S: Serializer>(found: &&MeetingWithDateIds, to: S) -> Result<S::Ok, S::Error> {
    let MeetingWithDateIds { meeting, date_ids } = found;
    let range = meeting.dates.as_ref();
    let people = meeting.participants.iter().zip(date_ids);
    to.collect_seq(people.map(|(Participant { id, name, days, .. }, ids)| ParticipantBody {
        id: id.0,
        name: name.as_str(),
        dates: Dates { range, days, ids },
    }))
}

fn dates<S: Serializer>(Dates { range, days, ids }: &Dates<'_>, to: S) -> Result<S::Ok, S::Error> {
    let candidates = range.iter().flat_map(|range| range.days());
    to.collect_seq(candidates.zip(days.iter().zip(*ids)).map(|(date, (day, id))| ParticipantDateBody {
        date,
        id: id.0,
        enabled: day.is_free(),
        starred: day.is_starred(),
    }))
}

//! The JSON of a meeting. It is serialized straight to bytes: each participant and each day is a value that
//! exists only while it is written.

use app::domain::{Availability, ClosedBy, DateRange, Meeting, MeetingTime, Participant, best_days};
use app::meetings::{DateIds, MeetingWithDateIds};
use chrono::{NaiveDate, NaiveDateTime};
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
    participants: Participants<'a>,
    /// The best days, best first: at most three, none while nobody has joined.
    #[schema(max_items = 3, example = json!(["2026-12-02", "2026-12-01", "2026-12-03"]))]
    best_dates: Vec<NaiveDate>,
    /// The number of the newest entry in the timeline; it grows with every change.
    #[schema(example = 4)]
    version: u64,
    /// The weekdays that are excluded: 1 Monday to 7 Sunday.
    #[schema(value_type = Vec<u32>, max_items = 6, example = json!([]))]
    excluded_weekdays: Vec<u8>,
    /// The organizer's note; may be empty.
    #[schema(example = "Bring boots.")]
    note: &'a str,
    /// When the meeting starts on its day; null for a whole day.
    time: Option<TimeBody<'a>>,
    /// Whether answering is closed now.
    #[schema(example = false)]
    closed: bool,
    /// Why answering is closed; null while it is open.
    closed_cause: Option<ClosedCause>,
    /// The last day on which answers count, in the meeting's zone; null if there is none.
    #[schema(example = json!(null))]
    answer_by: Option<NaiveDate>,
    /// The day that the organizer decided on; null if there is none.
    #[schema(example = "2026-12-02")]
    decision: Option<NaiveDate>,
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
struct ParticipantDateBody<'a> {
    /// The day.
    #[schema(example = "2026-12-01")]
    #[schema(value_type = NaiveDate)]
    date: &'a str,
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

/// When a meeting starts on its day.
#[derive(Serialize, ToSchema)]
#[schema(as = Time)]
pub(super) struct TimeBody<'a> {
    /// The time of day.
    #[schema(value_type = String, example = "19:30")]
    start_time: String,
    /// The zone, by its name in the IANA database.
    #[schema(example = "Asia/Seoul")]
    time_zone: &'a str,
    /// How long it lasts; null if nobody knows.
    #[schema(example = 120)]
    duration_minutes: Option<u16>,
}

/// Why answering is closed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ClosedCause {
    /// The organizer closed it.
    ByHand,
    /// The answer-by day is over.
    AnswerBy,
}

impl From<ClosedBy> for ClosedCause {
    fn from(cause: ClosedBy) -> Self {
        match cause {
            ClosedBy::Hand => Self::ByHand,
            ClosedBy::AnswerBy => Self::AnswerBy,
        }
    }
}

impl<'a> From<&'a MeetingTime> for TimeBody<'a> {
    fn from(MeetingTime { start, zone, duration }: &'a MeetingTime) -> Self {
        Self {
            start_time: start.to_string(),
            time_zone: zone.as_str(),
            duration_minutes: duration.map(app::domain::Duration::minutes),
        }
    }
}

/// The days of one participant, with their availability and ids.
#[derive(Clone, Copy)]
struct Dates<'a> {
    /// The candidate days as texts.
    candidates: &'a [String],
    days: &'a [Availability],
    ids: &'a DateIds,
}

/// All participants. The texts of the days are made once for all of them.
struct Participants<'a> {
    found: &'a MeetingWithDateIds,
    candidates: Vec<String>,
}

impl<'a> MeetingBody<'a> {
    /// The body for a response that is sent at `now`.
    pub(super) fn of(found: &'a MeetingWithDateIds, now: NaiveDateTime) -> Self {
        let Meeting { url_code, version, title, location, dates, participants, expires_on, .. } =
            &*found.meeting;
        let Meeting { note, time, closing, decision, .. } = &*found.meeting;
        let closed_cause = closing.cause(now).map(ClosedCause::from);
        let best = dates.as_ref().map(|dates| best_days(dates, participants)).unwrap_or_default();
        Self {
            url_code: url_code.as_str(),
            start_date: dates.map(|dates| dates.first()),
            end_date: dates.map(|dates| dates.last()),
            title: title.as_str(),
            location: location.as_str(),
            participants: Participants {
                found,
                candidates: dates.iter().flat_map(DateRange::days).map(|date| date.to_string()).collect(),
            },
            best_dates: best.into_iter().map(|day| day.date).collect(),
            version: *version,
            excluded_weekdays: dates.map(|dates| dates.excluded().iso().collect()).unwrap_or_default(),
            note: note.as_str(),
            time: time.as_ref().map(TimeBody::from),
            closed: closed_cause.is_some(),
            closed_cause,
            answer_by: closing.answer_by.map(|answer_by| answer_by.day),
            decision: decision.as_ref().map(|decision| decision.date),
            expires_on: *expires_on,
        }
    }
}

fn participants<S: Serializer>(participants: &Participants<'_>, to: S) -> Result<S::Ok, S::Error> {
    let Participants { found: MeetingWithDateIds { meeting, date_ids }, candidates } = participants;
    let people = meeting.participants.iter().zip(&**date_ids);
    to.collect_seq(people.map(|(Participant { id, name, days, .. }, ids)| ParticipantBody {
        id: id.0,
        name: name.as_str(),
        dates: Dates { candidates, days, ids },
    }))
}

fn dates<S: Serializer>(Dates { candidates, days, ids }: &Dates<'_>, to: S) -> Result<S::Ok, S::Error> {
    let dates = candidates.iter().zip(days.iter().zip(ids.iter()));
    to.collect_seq(dates.map(|(date, (day, id))| ParticipantDateBody {
        date,
        id: id.0,
        enabled: day.is_free(),
        starred: day.is_starred(),
    }))
}

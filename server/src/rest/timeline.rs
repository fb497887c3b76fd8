//! The endpoint for the timeline of a meeting.

use app::domain::{Actor, Duration, Entry, Event, UrlCode};
use app::meetings::{EntriesSince, Meetings};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::parameters::{AfterEntry, InPath, InQuery};
use super::problem::Problem;
use super::responses::responses;

/// The entries of the timeline after a number.
#[derive(Serialize, ToSchema)]
pub(super) struct Timeline {
    /// The number of the newest entry. If the last entry below has a lower number, there are more.
    #[schema(example = 5)]
    version: u64,
    /// At most 200 entries, the oldest first.
    #[schema(max_items = 200)]
    entries: Vec<EntryBody>,
}

/// One entry of the timeline.
#[derive(Serialize, ToSchema)]
#[schema(as = Entry)]
pub(super) struct EntryBody {
    /// Its number, counted within the meeting from 1 without gaps; the meeting's version after it.
    #[schema(example = 5)]
    number: u64,
    /// When it happened, in UTC.
    at: DateTime<Utc>,
    /// Who did it.
    who: Who,
    /// The state after the change.
    what: What,
}

/// Who did something.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Who {
    /// A participant, for itself.
    Participant {
        /// Its id.
        #[schema(example = 7)]
        id: i64,
        /// Its name at the time.
        #[schema(example = "Kit")]
        name: String,
    },
    /// The organizer.
    Organizer,
    /// Anybody with the meeting's code.
    Guest,
}

/// The state after a change.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum What {
    /// The meeting was created.
    Created { title: String, location: String },
    /// The range was set; weekdays are 1 Monday to 7 Sunday.
    DatesSet { start_date: NaiveDate, end_date: NaiveDate, excluded_weekdays: Vec<u32> },
    /// The title changed.
    TitleChanged { title: String },
    /// The location changed.
    LocationChanged { location: String },
    /// A participant joined.
    Joined { participant_id: i64, name: String },
    /// A participant was renamed.
    Renamed { participant_id: i64, name_before: String, name: String },
    /// A participant was removed.
    Removed { participant_id: i64, name: String },
    /// Days of a participant were marked, as they are now; `all_days_work` if the participant said so.
    Marked {
        participant_id: i64,
        name: String,
        free: Vec<NaiveDate>,
        busy: Vec<NaiveDate>,
        starred: Vec<NaiveDate>,
        all_days_work: bool,
    },
    /// A comment was added; its text is null if it was removed since.
    Commented { name: String, text: Option<String> },
    /// The text of the comment with this number was removed.
    CommentRemoved { comment: u64 },
    /// The note changed.
    NoteChanged { note: String },
    /// The time of day changed; all are null for a whole day.
    TimeChanged { start_time: Option<String>, time_zone: Option<String>, duration_minutes: Option<u16> },
    /// Answering was closed or opened by hand, or the answer-by day changed.
    ClosingChanged { closed: bool, answer_by: Option<NaiveDate> },
    /// The organizer decided on a day.
    Decided { date: NaiveDate },
    /// The decision for this day was taken back.
    DecisionWithdrawn { date: NaiveDate },
    /// A newer server wrote it, and this one does not know what it means.
    Unknown,
}

impl From<Entry> for EntryBody {
    fn from(Entry { number, at, who, event }: Entry) -> Self {
        Self { number, at: at.and_utc(), who: who.into(), what: event.into() }
    }
}

impl From<Actor> for Who {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Participant(id, name) => Self::Participant { id: id.0, name: name.as_str().to_owned() },
            Actor::Organizer => Self::Organizer,
            Actor::Guest => Self::Guest,
        }
    }
}

impl From<Event> for What {
    fn from(event: Event) -> Self {
        match event {
            Event::Created { title, location } => {
                Self::Created { title: title.as_str().to_owned(), location: location.as_str().to_owned() }
            }
            Event::DatesSet { dates } => Self::DatesSet {
                start_date: dates.first(),
                end_date: dates.last(),
                excluded_weekdays: dates.excluded().iso().map(u32::from).collect(),
            },
            Event::TitleChanged { title } => Self::TitleChanged { title: title.as_str().to_owned() },
            Event::LocationChanged { location } => {
                Self::LocationChanged { location: location.as_str().to_owned() }
            }
            Event::Joined { participant, name } => {
                Self::Joined { participant_id: participant.0, name: name.as_str().to_owned() }
            }
            Event::Renamed { participant, before, name } => Self::Renamed {
                participant_id: participant.0,
                name_before: before.as_str().to_owned(),
                name: name.as_str().to_owned(),
            },
            Event::Removed { participant, name } => {
                Self::Removed { participant_id: participant.0, name: name.as_str().to_owned() }
            }
            Event::Marked { participant, name, free, busy, starred, all_days_work } => Self::Marked {
                participant_id: participant.0,
                name: name.as_str().to_owned(),
                free,
                busy,
                starred,
                all_days_work,
            },
            Event::Commented { name, text, .. } => Self::Commented {
                name: name.as_str().to_owned(),
                text: text.map(|text| text.as_str().to_owned()),
            },
            Event::CommentRemoved { comment } => Self::CommentRemoved { comment },
            Event::NoteChanged { note } => Self::NoteChanged { note: note.as_str().to_owned() },
            Event::TimeChanged { time, .. } => Self::TimeChanged {
                start_time: time.as_ref().map(|time| time.start.to_string()),
                time_zone: time.as_ref().map(|time| time.zone.as_str().to_owned()),
                duration_minutes: time.and_then(|time| time.duration).map(Duration::minutes),
            },
            Event::ClosingChanged { closing } => Self::ClosingChanged {
                closed: closing.by_hand,
                answer_by: closing.answer_by.map(|answer_by| answer_by.day),
            },
            Event::Decided { decision, .. } => Self::Decided { date: decision.date },
            Event::DecisionWithdrawn { date } => Self::DecisionWithdrawn { date },
            Event::Unknown => Self::Unknown,
        }
    }
}

responses!(Read: BadAddress, NoMeeting, MalformedDevice, Failed);

/// Read the timeline
///
/// The entries after a number, oldest first: a client that always asks for those after the last one that it
/// knows misses nothing.
#[utoipa::path(get, path = "/meetings/{url_code}/timeline", tag = "timeline",
    operation_id = "read_timeline", params(InPath<UrlCode>, InQuery<AfterEntry>),
    responses((status = 200, body = Timeline, description = "The entries"), Read))]
pub(super) async fn read(
    State(meetings): State<Meetings>,
    _: Caller,
    InPath(url_code): InPath<UrlCode>,
    InQuery(AfterEntry(after)): InQuery<AfterEntry>,
) -> Result<Json<Timeline>, Problem> {
    let EntriesSince { version, entries } = meetings.entries_since(&url_code, after).await?;
    Ok(Json(Timeline { version, entries: entries.into_iter().map(Into::into).collect() }))
}

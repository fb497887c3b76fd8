//! The error responses of each route, for the `OpenAPI` description: the real bodies, as examples.

use std::collections::BTreeMap;

use app::domain::{
    DateRange, DateRangeError, MAX_DAYS, ParticipantDateId, ParticipantId, ParticipantName, TimeOfDay,
    UrlCode, Weekdays,
};
use app::meetings::{MAX_LINKS, Refusal, StoreError};
use chrono::{Days, NaiveDate};
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::schema::{OneOfBuilder, Schema};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::problem::{FieldError, FieldErrorKind, Problem, ProblemBody};
use crate::limits::rate_limits::RateLimitExceeded;

/// One way in which a request can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorCase {
    InvalidBody,
    BadAddress,
    NoMeeting,
    NoParticipant,
    NoDate,
    NoComment,
    NotOrganizer,
    NotTheirDevice,
    NotTheirName,
    NotTheirComment,
    TooLong,
    Reversed,
    NoDayLeft,
    AlreadySet,
    NotSet,
    Closed,
    NoCandidateDay,
    SkippedTime,
    AnswerByOver,
    StartMissing,
    NoLink,
    LinkUsed,
    LinkExpired,
    TooManyLinks,
    NoDevice,
    NameTaken,
    NameReserved,
    Full,
    BadKey,
    KeyReused,
    MalformedDevice,
    TooLarge,
    TooSlow,
    Failed,
    RateLimitExceeded,
    Busy,
}

/// Declares how the requests of a route can fail: a type for its `responses(..)`.
macro_rules! responses {
    ($name:ident: $($case:ident),+) => {
        pub(super) struct $name;

        impl ::utoipa::IntoResponses for $name {
            fn responses() -> ::std::collections::BTreeMap<
                String,
                ::utoipa::openapi::RefOr<::utoipa::openapi::Response>,
            > {
                $crate::rest::responses::describe(&[$($crate::rest::responses::ErrorCase::$case),+])
            }
        }
    };
}
pub(super) use responses;

impl ErrorCase {
    /// A short description.
    fn summary(self) -> &'static str {
        match self {
            Self::InvalidBody => "The body cannot be read, or a field breaks a rule",
            Self::BadAddress => "The path or the query cannot be read",
            Self::NoMeeting => "No such meeting",
            Self::NoParticipant => "No such participant in the meeting",
            Self::NoDate => "No such participant date in the meeting",
            Self::NoComment => "No such comment in the meeting",
            Self::NotTheirName => "Only the participant may sign with its name",
            Self::NotTheirComment => "Only the comment's author and the organizer may do this",
            Self::NotOrganizer => "Only the organizer may do this",
            Self::NotTheirDevice => "Only the participant and the organizer may do this",
            Self::TooLong => "The range is over 62 days",
            Self::Reversed => "The first day is after the last",
            Self::NoDayLeft => "The excluded weekdays leave no day",
            Self::AlreadySet => "The range is already set",
            Self::NotSet => "The range is not set yet",
            Self::Closed => "Answering is closed: only the organizer may do this",
            Self::NoCandidateDay => "The day is not a candidate day",
            Self::SkippedTime => {
                "The meeting's start does not exist on that day, because clocks are put forward"
            }
            Self::AnswerByOver => "The last day for answers is over already",
            Self::StartMissing => "A meeting without a start has neither a duration nor a zone",
            Self::NoLink => "No such link: it was revoked, or what it was for is gone",
            Self::LinkUsed => "The link was used already",
            Self::LinkExpired => "The link does not work any more",
            Self::TooManyLinks => "There are already as many links as there may be",
            Self::NoDevice => "Only a device can do this",
            Self::NameTaken => "Another participant has this name",
            Self::NameReserved => "The name is reserved for somebody of an earlier meeting",
            Self::Full => "The meeting already has as many participants as it may have",
            Self::BadKey => "The idempotency key is too short or too long",
            Self::KeyReused => "The idempotency key was used for another request",
            Self::MalformedDevice => "The bearer token does not have the form of a device",
            Self::TooLarge => "The body is over 64 KiB",
            Self::TooSlow => "The body did not arrive in time",
            Self::RateLimitExceeded => {
                "Too many requests from this address or device; `Retry-After` says when to try again"
            }
            Self::Busy => "The server is busy; `Retry-After` says when to try again",
            Self::Failed => "The database did not answer; trying again may help",
        }
    }

    /// The error itself, with example names and numbers.
    fn problem(self) -> Problem {
        let example = "the example follows the rules";
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).expect(example);
        let (first, last) = (day(1), day(3));
        let code = || UrlCode::parse("Uk0lX4bQ9Zr").expect(example);
        let refusal = match self {
            Self::InvalidBody => {
                return FieldError::new(
                    "body",
                    "<field>",
                    FieldErrorKind::ValueError,
                    "should be something else",
                )
                .into();
            }
            Self::BadAddress => {
                return FieldError::new(
                    "path",
                    "<field>",
                    FieldErrorKind::ValueError,
                    "should be something else",
                )
                .into();
            }
            Self::BadKey => {
                return FieldError::new(
                    "header",
                    "Idempotency-Key",
                    FieldErrorKind::ValueError,
                    "is too short",
                )
                .into();
            }
            Self::TooLong => {
                let last = first + Days::new(MAX_DAYS);
                return Problem::NoRange(DateRangeError::TooLong { first, last });
            }
            Self::Reversed => return Problem::NoRange(DateRangeError::Reversed { first: last, last: first }),
            Self::NoDayLeft => return Problem::NoRange(DateRangeError::NoDayLeft { first, last }),
            Self::MalformedDevice => return Problem::MalformedDevice,
            Self::TooLarge => return Problem::TooLarge,
            Self::TooSlow => return Problem::TooSlow,
            Self::RateLimitExceeded => return Problem::RateLimitExceeded(RateLimitExceeded::example()),
            Self::Busy => return Problem::Busy,
            Self::Failed => return StoreError::Unavailable("gone".into()).into(),
            Self::NoMeeting => Refusal::MeetingNotFound(code().to_string()),
            Self::NoParticipant => Refusal::ParticipantNotFound(ParticipantId(7)),
            Self::NoDate => Refusal::DateNotFound(ParticipantDateId(19)),
            Self::NoComment => Refusal::CommentNotFound(5),
            Self::NotTheirName => Refusal::NotTheirName,
            Self::NotTheirComment => Refusal::NotTheirComment,
            Self::NotOrganizer => Refusal::NotOrganizer,
            Self::NotTheirDevice => Refusal::NotTheirDevice,
            Self::NotSet => Refusal::DatesNotSet,
            Self::Closed => Refusal::Closed(code()),
            Self::NoCandidateDay => Refusal::NoCandidateDay(day(24)),
            Self::SkippedTime => Refusal::SkippedTime {
                date: first,
                start: TimeOfDay::parse("02:30").expect(example),
                next: first.and_hms_opt(3, 0, 0).expect(example),
            },
            Self::AnswerByOver => Refusal::AnswerByOver(first),
            Self::StartMissing => Refusal::StartMissing,
            Self::NoLink => Refusal::LinkNotFound,
            Self::LinkUsed => Refusal::LinkUsed,
            Self::LinkExpired => Refusal::LinkExpired,
            Self::TooManyLinks => Refusal::TooManyLinks(MAX_LINKS),
            Self::NoDevice => Refusal::NoDevice,
            Self::KeyReused => Refusal::KeyReused,
            Self::AlreadySet => {
                let dates = DateRange::new(first, last, Weekdays::NONE).expect(example);
                Refusal::DatesAlreadySet { url_code: code(), dates }
            }
            Self::NameTaken => Refusal::NameTaken(ParticipantName::parse("Kit").expect(example)),
            Self::NameReserved => Refusal::NameReserved(ParticipantName::parse("Kit").expect(example)),
            Self::Full => Refusal::MeetingFull { url_code: code(), limit: 500 },
        };
        refusal.into()
    }
}

/// The responses for these cases, those with the same status combined. Adds the cases that every request can
/// end with.
pub(super) fn describe(cases: &[ErrorCase]) -> BTreeMap<String, RefOr<Response>> {
    let mut statuses: BTreeMap<u16, Vec<(ErrorCase, ProblemBody)>> = BTreeMap::new();
    let with_body = cases.contains(&ErrorCase::TooLarge).then_some(&ErrorCase::TooSlow);
    for case in cases.iter().chain(with_body).chain(&[ErrorCase::RateLimitExceeded, ErrorCase::Busy]) {
        let problem = case.problem();
        statuses.entry(problem.status()).or_default().push((*case, problem.body()));
    }
    statuses
        .into_iter()
        .map(|(status, responses)| (status.to_string(), response(&responses).into()))
        .collect()
}

fn response(responses: &[(ErrorCase, ProblemBody)]) -> Response {
    let summaries: Vec<_> = responses.iter().map(|(case, _)| case.summary()).collect();
    let examples = responses.iter().map(|(case, body)| {
        let value = serde_json::to_value(body).ok();
        (format!("{case:?}"), ExampleBuilder::new().summary(case.summary()).value(value).build())
    });
    let refused = responses.iter().any(|(_, body)| matches!(body, ProblemBody::Error(_)));
    let unreadable = responses.iter().any(|(_, body)| matches!(body, ProblemBody::Validation(_)));
    let schema: RefOr<Schema> = match (refused, unreadable) {
        (true, true) => Schema::from(
            OneOfBuilder::new()
                .item(Ref::from_schema_name("ErrorBody"))
                .item(Ref::from_schema_name("ValidationErrorBody"))
                .build(),
        )
        .into(),
        (false, _) => Ref::from_schema_name("ValidationErrorBody").into(),
        (true, false) => Ref::from_schema_name("ErrorBody").into(),
    };
    let content = ContentBuilder::new().schema(Some(schema)).examples_from_iter(examples).build();
    ResponseBuilder::new().description(summaries.join("; ")).content("application/json", content).build()
}

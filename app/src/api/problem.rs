//! Why a server function failed: sentences beside the fields for people, an HTTP status for programs.

use crate::domain::{DateRange, DateRangeError, TextError, TimeError};
use crate::meetings::{Error, Refusal};
use crate::texts::Language;

/// Why a server function failed.
#[derive(Debug)]
pub(super) enum Problem {
    /// Invalid fields: their names, and what is wrong.
    Fields(Vec<(&'static str, FieldProblem)>),
    /// The url code in the address is not valid.
    NoSuchMeeting,
    /// The operation was refused or failed.
    Operation(Error),
}

/// Why a field is invalid.
#[derive(Debug)]
pub(super) enum FieldProblem {
    Text(TextError),
    NoSuchDay,
    /// A day has to be chosen.
    NoDay,
    /// A comment has no text.
    NoComment,
    Range(DateRangeError),
    TodayMoved,
    ChooseDates,
    NotConfirmed,
    Time(TimeError),
    /// All days of the range are over.
    AllOver(DateRange),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Operation(error)
    }
}

/// Attaches the name of the field to a parse error.
pub(super) fn field<T, E>(name: &'static str, parsed: Result<T, E>) -> Result<T, Problem>
where
    E: Into<FieldProblem>,
{
    parsed.map_err(|error| Problem::Fields(vec![(name, error.into())]))
}

/// Combines two results. If both are errors, their problems are merged, so that people see all at once.
pub(super) fn both<A, B>(a: Result<A, Problem>, b: Result<B, Problem>) -> Result<(A, B), Problem> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(Problem::Fields(mut a)), Err(Problem::Fields(b))) => {
            a.extend(b);
            Err(Problem::Fields(a))
        }
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    }
}

impl From<TextError> for FieldProblem {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}

impl From<TimeError> for FieldProblem {
    fn from(error: TimeError) -> Self {
        Self::Time(error)
    }
}

impl Problem {
    /// The HTTP status.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::Fields(_) => 422,
            Self::NoSuchMeeting => 404,
            Self::Operation(error) => error.status(),
        }
    }

    /// The names of fields with a sentence on how to fix them; an empty name stands for the whole form.
    pub(super) fn sentences(&self, language: Language) -> Vec<(String, String)> {
        let texts = language.refusals();
        let whole = |text: String| vec![(String::new(), text)];
        match self {
            Self::Fields(fields) => {
                fields.iter().map(|(name, why)| ((*name).to_owned(), why.sentence(language))).collect()
            }
            Self::NoSuchMeeting => whole(texts.meeting_not_found().to_owned()),
            Self::Operation(Error::Refused(refusal)) => {
                vec![(field_of(refusal).to_owned(), sentence(refusal, language))]
            }
            Self::Operation(Error::Failed(_)) => whole(texts.failed().to_owned()),
        }
    }
}

impl FieldProblem {
    fn sentence(&self, language: Language) -> String {
        let texts = language.refusals();
        match self {
            Self::Text(TextError::Empty) => texts.empty().to_owned(),
            Self::Text(TextError::TooLong { chars, most }) => {
                texts.too_long(&most.to_string(), &(chars - most).to_string())
            }
            Self::NoSuchDay => texts.no_such_day().to_owned(),
            Self::NoDay => texts.choose_day().to_owned(),
            Self::NoComment => texts.comment_empty().to_owned(),
            Self::Range(DateRangeError::Reversed { .. }) => texts.reversed().to_owned(),
            Self::Range(DateRangeError::TooLong { .. }) => texts.range_too_long().to_owned(),
            Self::Range(DateRangeError::NoDayLeft { .. }) => texts.no_day_left().to_owned(),
            Self::Range(DateRangeError::OutOfYears(_)) => texts.out_of_years().to_owned(),
            Self::TodayMoved => texts.today_moved().to_owned(),
            Self::ChooseDates => texts.choose_dates().to_owned(),
            Self::NotConfirmed => texts.not_confirmed().to_owned(),
            Self::Time(TimeError::NoTime) => texts.no_time().to_owned(),
            Self::Time(TimeError::NoZone) => texts.no_zone().to_owned(),
            Self::Time(TimeError::NoDuration) => texts.no_duration().to_owned(),
            Self::AllOver(dates) => texts.all_over(&language.range(dates)),
        }
    }
}

/// The field that a refusal is about; empty if it is about the form as a whole.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NameTaken(_) | Refusal::NameReserved(_) => "name",
        Refusal::NoCandidateDay(_) => "date",
        Refusal::AnswerByOver(_) => "answer_by",
        Refusal::StartMissing => "start",
        _ => "",
    }
}

/// The sentence for a refusal, for people.
fn sentence(refusal: &Refusal, language: Language) -> String {
    let texts = language.refusals();
    match refusal {
        Refusal::MeetingNotFound(_) => texts.meeting_not_found().to_owned(),
        Refusal::ParticipantNotFound(_) | Refusal::DateNotFound(_) => {
            texts.participant_not_found().to_owned()
        }
        Refusal::DatesAlreadySet { dates, .. } => texts.dates_already_set(&language.range(dates)),
        Refusal::DatesNotSet => texts.dates_not_set().to_owned(),
        Refusal::NameTaken(_) => texts.name_taken().to_owned(),
        Refusal::NameReserved(name) => texts.name_reserved(name.as_str()),
        Refusal::MeetingFull { limit, .. } => texts.meeting_full(*limit as usize),
        Refusal::MarksDoNotFit(_) => texts.marks_do_not_fit().to_owned(),
        Refusal::NotOrganizer => texts.not_organizer().to_owned(),
        Refusal::NotTheirDevice => texts.not_their_device().to_owned(),
        Refusal::CommentNotFound(_) => texts.comment_not_found().to_owned(),
        Refusal::NotTheirName => texts.not_their_name().to_owned(),
        Refusal::NotTheirComment => texts.not_their_comment().to_owned(),
        Refusal::KeyReused => texts.key_reused().to_owned(),
        Refusal::Closed(_) => texts.closed().to_owned(),
        Refusal::NoCandidateDay(date) => texts.no_candidate_day(&language.day(*date)),
        Refusal::SkippedTime { date, start, next } => {
            texts.skipped_time(&start.to_string(), &language.day(*date), &language.moment(*next))
        }
        Refusal::AnswerByOver(day) => texts.answer_by_over(&language.day(*day)),
        Refusal::StartMissing => texts.start_missing().to_owned(),
        Refusal::LinkNotFound => texts.link_not_found().to_owned(),
        Refusal::LinkUsed => texts.link_used().to_owned(),
        Refusal::LinkExpired => texts.link_expired().to_owned(),
        Refusal::TooManyLinks(most) => texts.too_many_links(*most as usize),
        Refusal::NoDevice => texts.no_device().to_owned(),
    }
}

//! Parses the date fields of a form into a date range.

use chrono::NaiveDate;

use super::problem::{FieldProblem, Problem, both, field};
use super::visit::Visit;
use crate::domain::{DateRange, DateRangeError, Preset, Weekdays, is_supported};

/// The value of the field `when` for any first and last day.
pub(crate) const SELECT_DATES: &str = "select_dates";

/// The fields as they were sent.
pub(super) struct DateFields<'a> {
    /// The day that the page displayed as today.
    pub(super) today: &'a str,
    /// The preset, or `select_dates`; any other value means to decide later.
    pub(super) when: &'a str,
    pub(super) first: &'a str,
    pub(super) last: &'a str,
    /// ISO numbers of the excluded weekdays.
    pub(super) exclude: &'a [String],
    /// The last day of a range that is meant although all of its days are over; usually empty.
    pub(super) over: &'a str,
}

impl DateFields<'_> {
    /// The chosen range; `None` to decide later.
    pub(super) fn parse(&self, visit: &Visit) -> Result<Option<DateRange>, Problem> {
        let (first, last) = if let Some(preset) = Preset::named(self.when) {
            preset.days(self.today(visit)?)
        } else if self.when == SELECT_DATES {
            both(field("first", day(self.first)), field("last", day(self.last)))?
        } else {
            return Ok(None);
        };
        let dates = DateRange::new(first, last, self.excluded()).map_err(|error| {
            let name = match error {
                DateRangeError::NoDayLeft { .. } => "exclude",
                _ => "last",
            };
            Problem::Fields(vec![(name, FieldProblem::Range(error))])
        })?;
        // Nearly always a mistake in the year, and a range cannot be changed.
        let is_over = dates.last_candidate() < self.today(visit).unwrap_or_else(|_| visit.meetings.today());
        if is_over && self.over != last.to_string() {
            return field("over", Err(FieldProblem::AllOver(dates)));
        }
        Ok(Some(dates))
    }

    /// The day that the page displayed, if it can still be today. If the form has no such field, the server's
    /// current day.
    fn today(&self, visit: &Visit) -> Result<NaiveDate, Problem> {
        if self.today.is_empty() {
            return Ok(visit.meetings.today());
        }
        let shown = field("today", day(self.today))?;
        let today = visit.meetings.shown_today(shown).map_err(|_| FieldProblem::TodayMoved);
        field("today", today.map(crate::domain::Today::date))
    }

    /// The excluded weekdays. Values that are not weekdays are ignored: no form offers them.
    fn excluded(&self) -> Weekdays {
        let numbers = self.exclude.iter().filter_map(|number| number.parse().ok());
        Weekdays::from_iso(numbers.filter(|number| (1..=7).contains(number))).unwrap_or_default()
    }
}

/// Parses a day that calendars and databases support.
pub(super) fn supported_day(text: &str) -> Result<NaiveDate, FieldProblem> {
    day(text).and_then(|day| if is_supported(day) { Ok(day) } else { Err(FieldProblem::NoSuchDay) })
}

/// Parses a day in the format of date inputs, `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> Result<NaiveDate, FieldProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldProblem::NoDay);
    }
    let day: Option<NaiveDate> = text.parse().ok();
    day.filter(|day| day.to_string() == text).ok_or(FieldProblem::NoSuchDay)
}

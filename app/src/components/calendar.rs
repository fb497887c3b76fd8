//! The calendar of a date range: months of weeks, with cells that the caller renders.

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::either::Either;
use leptos::prelude::*;

use super::months::{Month, months};
use crate::domain::DateRange;
use crate::texts::Language;

/// A candidate day and its index.
#[derive(Debug, Clone, Copy)]
pub struct CandidateDay {
    /// The day.
    pub date: NaiveDate,
    /// The index among the candidate days.
    pub index: usize,
}

/// The months of a range; `cell` renders each candidate day.
#[component]
pub fn Calendar<F, V>(
    /// The range.
    dates: DateRange,
    /// Renders a candidate day, including its `<td>`.
    cell: F,
    /// Whether it is a `grid` with keyboard navigation.
    grid: bool,
    /// The language of the headings.
    language: Language,
) -> impl IntoView
where
    F: Fn(CandidateDay) -> V + Copy + Send + 'static,
    V: IntoView + 'static,
{
    let month = move |Month { any, weeks }: Month| {
        let weeks = weeks.into_iter().map(|week| {
            let cells = week.map(|day| match day {
                Some((date, Some(index))) => Either::Left(cell(CandidateDay { date, index })),
                other => Either::Right(view! { <td class="no-day">{other.map(|(date, _)| date.day())}</td> }),
            });
            view! { <tr>{cells.into_iter().collect_view()}</tr> }
        });
        let weekdays = WEEKDAYS.into_iter().map(|weekday| {
            view! { <th scope="col"><abbr title=language.weekday(weekday)>{language.weekday_short(weekday)}</abbr></th> }
        });
        view! {
            <table class="month" role=grid.then_some("grid") aria-label=grid.then(|| language.month(any))>
                <caption>{language.month(any)}</caption>
                <thead>
                    <tr>{weekdays.collect_view()}</tr>
                </thead>
                <tbody>{weeks.collect_view()}</tbody>
            </table>
        }
    };
    months(&dates).into_iter().map(month).collect_view()
}

/// All weekdays, in the order of the calendar's columns.
const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

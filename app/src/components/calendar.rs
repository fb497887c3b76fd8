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
    let weekdays = language.week();
    let month = move |Month { any, weeks }: Month| {
        let weeks = weeks.into_iter().map(|week| {
            let in_week = week.iter().flatten().find_map(|(date, index)| Some((*date, (*index)?)));
            let cells = week.map(|day| match day {
                Some((date, Some(index))) => Either::Left(cell(CandidateDay { date, index })),
                other => Either::Right(view! { <td class="no-day">{other.map(|(date, _)| date.day())}</td> }),
            });
            let edge = in_week.filter(|_| grid).map(|(date, index)| {
                edge(language.live().mark_week(&language.day(date)), "›", Some(index), None)
            });
            view! {
                <tr>
                    {edge.map(|edge| view! { <td class="edge">{edge}</td> })}
                    {cells.into_iter().collect_view()}
                </tr>
            }
        });
        let heads = weekdays.map(|weekday| {
            let (full, short) = (language.weekday(weekday), language.weekday_short(weekday));
            let name = if grid {
                Either::Left(edge(language.live().mark_weekday(full), short, None, Some(weekday)))
            } else {
                Either::Right(view! { <abbr title=full>{short}</abbr> })
            };
            view! { <th scope="col">{name}</th> }
        });
        view! {
            <table class="month" role=grid.then_some("grid") aria-label=grid.then(|| language.month(any))>
                <caption>{language.month(any)}</caption>
                <thead>
                    <tr>{grid.then(|| view! { <td class="edge"></td> })} {heads.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{weeks.collect_view()}</tbody>
            </table>
        }
    };
    months(&dates, weekdays[0]).into_iter().map(month).collect_view()
}

/// A button at the edge of a grid that marks the days of a week or of a weekday. It is for pointers: the keyboard
/// has Shift with arrows, and the grid stays one tab stop. `week` is the index of its first day.
fn edge(label: String, text: &'static str, week: Option<usize>, weekday: Option<Weekday>) -> impl IntoView {
    view! {
        <button
            type="button"
            tabindex="-1"
            aria-label=label
            data-week=week
            data-weekday=weekday.map(|weekday| weekday.num_days_from_monday())
        >
            {text}
        </button>
    }
}

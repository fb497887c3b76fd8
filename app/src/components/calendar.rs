//! The one calendar: everybody's counts, and the viewer's own days where there are such.

use chrono::{Datelike, Weekday};
use leptos::prelude::*;

use super::Look;
use super::day::Day;
use super::months::{Month, months};
use crate::domain::DateRange;
use crate::texts::Language;

/// What can be done with the days of a calendar.
#[derive(Debug, Clone, Copy)]
pub enum DayMode {
    /// To look at.
    Look,
    /// Each day is a field of a form.
    Choose,
    /// Each day is a cell of a grid that is alive.
    Mark {
        /// The place of the grid's one tab stop.
        tabbable: RwSignal<usize>,
    },
}

/// The months of a range.
#[component]
pub fn Calendar(
    dates: DateRange,
    #[prop(into)] looks: Signal<Vec<Look>>,
    mode: DayMode,
    language: Language,
) -> impl IntoView {
    let role = matches!(mode, DayMode::Mark { .. }).then_some("grid");
    months(&dates)
        .into_iter()
        .map(|Month { any, weeks }| {
            view! {
                <table class="month" role=role aria-label=language.month(any)>
                    <caption>{language.month(any)}</caption>
                    <thead>
                        <tr>
                            {weekdays()
                                .into_iter()
                                .map(|weekday| view! {
                                    <th scope="col">
                                        <abbr title=language.weekday(weekday)>{language.weekday_short(weekday)}</abbr>
                                    </th>
                                })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {weeks
                            .into_iter()
                            .map(|week| {
                                let cells = week.map(|cell| match cell {
                                    None => view! { <td></td> }.into_any(),
                                    Some(cell) => match cell.place {
                                        None => view! { <td class="no-day">{cell.date.day()}</td> }.into_any(),
                                        Some(place) => {
                                            let look = Memo::new(move |_| looks.with(|looks| looks[place]));
                                            view! { <Day date=cell.date place look mode language/> }.into_any()
                                        }
                                    },
                                });
                                view! { <tr>{cells.into_iter().collect_view()}</tr> }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            }
        })
        .collect_view()
}

/// Monday to Sunday.
fn weekdays() -> [Weekday; 7] {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun]
}

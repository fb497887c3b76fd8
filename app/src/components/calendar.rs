//! The calendar of a date range as HTML: months of weeks, with cells that the caller writes.

use chrono::{Datelike, NaiveDate, Weekday};

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

/// The months of a range as HTML. `cell` writes each candidate day, including its `<td>`. As a `grid` it has keyboard
/// navigation, and buttons at its edges that mark a week or a weekday.
pub fn calendar_html(
    dates: &DateRange,
    grid: bool,
    language: Language,
    cell: &dyn Fn(CandidateDay) -> String,
) -> String {
    let weekdays = language.week();
    let months = months(dates, weekdays[0]);
    months.iter().map(|month| month_html(month, weekdays, grid, language, cell)).collect()
}

fn month_html(
    month: &Month,
    weekdays: [Weekday; 7],
    grid: bool,
    language: Language,
    cell: &dyn Fn(CandidateDay) -> String,
) -> String {
    let name = language.month(month.any);
    let label = if grid { [" role=grid aria-label=\"", &name, "\""].concat() } else { String::new() };
    let mut html = ["<table class=month", &label, "><caption>", &name, "</caption><thead><tr>"].concat();
    if grid {
        html.push_str("<td class=edge></td>");
    }
    for weekday in weekdays {
        let (full, short) = (language.weekday(weekday), language.weekday_short(weekday));
        let head = if grid {
            let number = weekday.num_days_from_monday() as usize;
            edge(&language.live().mark_weekday(full), " data-weekday=", number, short)
        } else {
            ["<abbr title=\"", full, "\">", short, "</abbr>"].concat()
        };
        // Its name is that of the day, and not of the button in it.
        html.push_str(&["<th scope=col aria-label=\"", full, "\">", &head, "</th>"].concat());
    }
    html.push_str("</tr></thead><tbody>");
    for week in &month.weeks {
        html.push_str("<tr>");
        if grid {
            let first = week.iter().flatten().find_map(|(date, index)| Some((*date, (*index)?)));
            let edge = first.map(|(date, index)| {
                edge(&language.live().mark_week(&language.day(date)), " data-week=", index, "›")
            });
            html.push_str(&["<td class=edge>", &edge.unwrap_or_default(), "</td>"].concat());
        }
        for day in week {
            match *day {
                Some((date, Some(index))) => html.push_str(&cell(CandidateDay { date, index })),
                Some((date, None)) => {
                    html.push_str(&["<td class=no-day>", &date.day().to_string(), "</td>"].concat());
                }
                None => html.push_str("<td></td>"),
            }
        }
        html.push_str("</tr>");
    }
    html + "</tbody></table>"
}

/// A button at the edge of a grid, as HTML. It is for pointers: the keyboard has Shift with arrows, and the grid stays
/// one tab stop.
fn edge(label: &str, attribute: &str, number: usize, text: &str) -> String {
    let number = number.to_string();
    ["<button type=button tabindex=-1 aria-label=\"", label, "\"", attribute, &number, ">", text, "</button>"]
        .concat()
}

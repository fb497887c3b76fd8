//! The page that shows who can when as a table of people by days. It prints.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::not_found::{NotFound, unreadable};
use super::parts::PageTitle;
use crate::api::Visit;
use crate::components::{DayTile, Shown, availability_word, day_tiles};
use crate::domain::{Availability, Board, DateRange, Meeting, Participant, UrlCode};
use crate::texts::Language;
use crate::texts::html::{isolated, typed};

/// The page; 404 while the meeting has no dates.
#[component]
pub(super) fn TablePage() -> impl IntoView {
    let url_code = use_params_map().with_untracked(|params| params.get("url_code")).unwrap_or_default();
    let visit = use_context::<Visit>()?;
    Some(view! { <Suspense>{Suspend::new(page(visit, url_code))}</Suspense> })
}

async fn page(visit: Visit, url_code: String) -> impl IntoView {
    let Ok(url_code) = UrlCode::parse(&url_code) else { return view! { <NotFound/> }.into_any() };
    match visit.meetings.read(&url_code, None).await {
        Ok(found) => match found.meeting.dates {
            Some(dates) => render(&visit, &found.meeting, dates).into_any(),
            None => view! { <NotFound/> }.into_any(),
        },
        Err(error) => unreadable(&visit, &url_code, &error),
    }
}

fn render(visit: &Visit, meeting: &Meeting, dates: DateRange) -> impl IntoView + use<> {
    let (language, texts) = (visit.language, visit.language.pages());
    let title = language.title(&meeting.title).to_owned();
    let page = format!("/m/{}", meeting.url_code);
    let (link, qr_code) = (format!("{}{page}", visit.origin), format!("{page}/qr.svg"));
    let table = table(meeting, &dates, visit.meetings.today(), language);
    view! {
        <PageTitle text=format!("{}: {} – Meetifyr", texts.table_title(), isolated(&title))/>
        <div class="meeting">
            <div>
                <h1>{texts.table_title()}</h1>
                <p class="facts text-muted"><a href=page.clone() dir="auto">{title}</a></p>
            </div>
            // A wide table is scrolled by itself, also with the keyboard.
            <div class="table-view" tabindex="0" role="region" aria-label=texts.table_title() inner_html=table></div>
            <p class="quiet">
                "✕ " {language.live().busy()} " · ★ " {language.live().starred()} " · ? " {language.live().not_answered()}
            </p>
            <p class="screen line">
                <a class="button" href=page.clone()>{texts.to_calendar_view()}</a>
                <a href=format!("{page}/answers.csv") download>{texts.answers_table()}</a>
            </p>
            <PrintedLink link qr_code/>
        </div>
    }
}

/// The link of a meeting on paper, with its QR code.
#[component]
pub(super) fn PrintedLink(link: String, qr_code: String) -> impl IntoView {
    let texts = use_context::<Visit>()?.language.pages();
    Some(view! {
        <div class="printed hidden items-center gap-4 print:flex">
            // It is loaded when the page is printed.
            <img class="size-28" src=qr_code alt=texts.qr_code() loading="lazy" width="112" height="112"/>
            <p>{texts.scan_to_open()} <br/> {link}</p>
        </div>
    })
}

/// The table as HTML: 500 people and 62 days are many cells.
fn table(meeting: &Meeting, dates: &DateRange, today: NaiveDate, language: Language) -> String {
    let board = Board::of(meeting, Vec::new());
    let tiles = day_tiles(&board, Shown { me: None, only: &[], person: None, today });
    let days: Vec<_> = dates.days().zip(tiles).collect();
    let mut html = String::from("<table><thead><tr><td rowspan=2></td>");
    for month in days.chunk_by(|(one, _), (other, _)| one.month() == other.month()) {
        let _ =
            write!(html, "<th scope=colgroup colspan={}>{}</th>", month.len(), language.month(month[0].0));
    }
    html.push_str("</tr><tr>");
    for (day, tile) in &days {
        let (classes, weekday) = (tile.classes(), language.weekday_short(day.weekday()));
        let _ = write!(html, "<th scope=col class=\"{classes}\">{weekday}<br>{}</th>", day.day());
    }
    html.push_str("</tr></thead><tbody>");
    for one in &board.participants {
        let _ = write!(html, "<tr><th scope=row>{}</th>", typed(one.name.as_str()));
        html.extend(one.days.iter().map(|mark| cell(one, *mark, language)));
        html.push_str("</tr>");
    }
    let _ = write!(html, "</tbody><tfoot><tr><th scope=row>{}</th>", language.pages().legend_share());
    for (_, tile) in &days {
        html.push_str(&sum(*tile));
    }
    html + "</tr></tfoot></table>"
}

/// What a participant said of a day; nothing if they can.
fn cell(one: &Participant, mark: Availability, language: Language) -> String {
    let (class, sign, word) = match mark {
        _ if !one.answered => ("u", "?", language.live().not_answered()),
        Availability::Busy => ("b", "✕", availability_word(language, mark)),
        Availability::Starred => ("s", "★", availability_word(language, mark)),
        Availability::Free => return "<td></td>".to_owned(),
    };
    format!("<td class={class}><span aria-hidden=true>{sign}</span><span class=sr-only>{word}</span></td>")
}

/// How many can come on a day.
fn sum(DayTile { count, of, .. }: DayTile) -> String {
    format!("<td>{}<small>/{of}</small></td>", count.free())
}

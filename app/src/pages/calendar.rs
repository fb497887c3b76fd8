//! The page with the ways to add the decided day to a calendar.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::not_found::{NotFound, unreadable};
use super::parts::PageTitle;
use super::web_calendars::WebEvent;
use crate::api::Visit;
use crate::domain::{Meeting, UrlCode};
use crate::texts::html::isolated;

/// The page; 404 while nothing is decided.
#[component]
pub(super) fn CalendarPage() -> impl IntoView {
    let url_code = use_params_map().with_untracked(|params| params.get("url_code")).unwrap_or_default();
    let visit = use_context::<Visit>()?;
    Some(view! { <Suspense>{Suspend::new(page(visit, url_code))}</Suspense> })
}

async fn page(visit: Visit, url_code: String) -> impl IntoView {
    let Ok(url_code) = UrlCode::parse(&url_code) else { return view! { <NotFound/> }.into_any() };
    match visit.meetings.read(&url_code, None).await {
        Ok(found) if found.meeting.decision.is_some() => render(&visit, &found.meeting).into_any(),
        Ok(_) => view! { <NotFound/> }.into_any(),
        Err(error) => unreadable(&visit, &url_code, &error),
    }
}

fn render(visit: &Visit, meeting: &Meeting) -> impl IntoView + use<> {
    let (language, texts) = (visit.language, visit.language.pages());
    let title = language.title(&meeting.title).to_owned();
    let page = format!("/m/{}", meeting.url_code);
    let link = format!("{}{page}", visit.origin);
    let file = format!("{page}/calendar.ics");
    let host = visit.origin.split_once("://").map_or(visit.origin.as_str(), |(_, host)| host);
    let subscribe = format!("webcal://{host}{file}");
    let when = meeting.decision.as_ref().map(|decision| language.day(decision.date)).unwrap_or_default();
    let time = meeting.time.as_ref().map(|time| language.time(Some(time)));
    let web = WebEvent::new(meeting, &title, &link).map(|event| {
        [("Google", event.google()), ("Outlook", event.outlook()), ("Yahoo", event.yahoo())]
            .map(|(name, address)| {
                view! {
                    <li>
                        <a class="button" href=address target="_blank" rel="noopener noreferrer">{name}</a>
                    </li>
                }
            })
            .into_iter()
            .collect_view()
    });
    view! {
        <PageTitle text=format!("{}: {} – Meetifyr", language.live().add_to_calendar(), isolated(&title))/>
        <div class="meeting mx-auto max-w-160">
            <div class="heading">
                <div>
                    <h1>{language.live().add_to_calendar()}</h1>
                    <p class="facts text-muted"><a href=page dir="auto">{title}</a></p>
                </div>
            </div>
            <section class="card">
                <p class="decided"><span inner_html=when></span> " " <span inner_html=time></span></p>
                <ul class="flex flex-wrap gap-3">
                    <li>
                        <a class="button primary" href=file download>{texts.calendar_file()}</a>
                        <span class="quiet">{texts.calendar_file_hint()}</span>
                    </li>
                    <li>
                        <a class="button" href=subscribe>{texts.subscribe()}</a>
                        <span class="quiet">{texts.subscribe_hint()}</span>
                    </li>
                </ul>
                <h2>{texts.web_calendars()}</h2>
                <p class="quiet">{texts.web_calendars_hint()}</p>
                <ul class="flex flex-wrap gap-3">{web}</ul>
            </section>
        </div>
    }
}

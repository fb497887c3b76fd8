//! The page on which the organizer manages a meeting, and others the names that they joined with.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::again_card::AgainCard;
use super::closing_card::ClosingCard;
use super::decide_card::DecideCard;
use super::delete_card::DeleteCard;
use super::describe_card::DescribeCard;
use super::links::{NewLinkCard, OrganizerLinks};
use super::manage_people::ManagePeople;
use super::not_found::{NotFound, unreadable};
use super::parts::{Alert, PageTitle};
use super::time_card::TimeCard;
use super::viewer::Viewer;
use crate::api::{Form, Visit};
use crate::domain::UrlCode;
use crate::meetings::{Error, Link, MeetingForViewer};
use crate::texts::html::isolated;

/// The page, or the one for status 404.
#[component]
pub(super) fn ManagePage() -> impl IntoView {
    let url_code = use_params_map().with_untracked(|params| params.get("url_code")).unwrap_or_default();
    let visit = use_context::<Visit>()?;
    Some(view! { <Suspense>{Suspend::new(page(visit, url_code))}</Suspense> })
}

async fn page(visit: Visit, url_code: String) -> impl IntoView {
    let Ok(url_code) = UrlCode::parse(&url_code) else { return view! { <NotFound/> }.into_any() };
    match read(&visit, &url_code).await {
        Ok((found, links)) => render(&visit, found, links).into_any(),
        Err(error) => unreadable(&visit, &url_code, &error),
    }
}

async fn read(visit: &Visit, url_code: &UrlCode) -> Result<(MeetingForViewer, Vec<Link>), Error> {
    let found = visit.meetings.read(url_code, visit.device.as_ref()).await?;
    let links = visit.meetings.links(&found).await?;
    Ok((found, links))
}

fn render(visit: &Visit, found: MeetingForViewer, links: Vec<Link>) -> impl IntoView + use<> {
    let (language, texts) = (visit.language, visit.language.pages());
    let viewer = Viewer::new(language, &found, "");
    let (may_change, may_delete) = (viewer.may_change, found.access.own);
    let stray = problem_without_form(visit, &viewer, found.meeting.dates.is_some());
    let stray = stray.or_else(|| (!viewer.manages).then(|| language.refusals().not_organizer().to_owned()));
    if !viewer.manages {
        visit.status.set(403);
    }
    let meeting = found.meeting;
    let title = language.title(&meeting.title).to_owned();
    let heading = if may_change { texts.organize() } else { texts.manage_mine() };
    let back = format!("/m/{}", meeting.url_code);
    let (viewer, links) = (StoredValue::new(viewer), StoredValue::new(links));
    let new_link = visit.link.clone().map(|link| view! { <NewLinkCard link viewer/> });
    let dates = meeting.dates.filter(|_| may_change);
    let decide = dates.map(|dates| view! { <DecideCard meeting=meeting.clone() dates viewer/> });
    view! {
        <PageTitle text=format!("{heading}: {} – Meetifyr", isolated(&title))/>
        <div class="meeting mx-auto max-w-160">
            <div class="heading">
                <div>
                    <h1>{heading}</h1>
                    <p class="facts text-muted"><a href=back dir="auto">{title}</a></p>
                </div>
            </div>
            <Alert id="page-problem" text=stray/>
            {new_link}
            {decide}
            {may_change.then(|| view! {
                <DescribeCard meeting=meeting.clone() viewer/>
                <TimeCard time=meeting.time.clone() viewer/>
                <ClosingCard closing=meeting.closing viewer/>
            })}
            <ManagePeople links viewer/>
            {may_change.then(|| view! { <AgainCard viewer/> })}
            {may_delete.then(|| view! {
                <OrganizerLinks links viewer/>
                <DeleteCard viewer/>
            })}
        </div>
    }
}

/// The problem of a refused form that is no longer on the page, for example because its participant was removed.
fn problem_without_form(visit: &Visit, viewer: &Viewer, has_dates: bool) -> Option<String> {
    let refused = visit.refused.as_ref()?;
    let stands_here = match refused.form {
        Form::Describe | Form::Time | Form::Closing | Form::Again => viewer.may_change,
        Form::Decide => viewer.may_change && has_dates,
        Form::Delete | Form::OrganizerLink => viewer.organizes,
        Form::Rename(id) | Form::Remove(id) | Form::PersonalLink(id) => {
            viewer.changeable.iter().any(|(other, _)| *other == id)
        }
        _ => false,
    };
    (!stands_here).then(|| refused.sentences())
}

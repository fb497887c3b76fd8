//! The home page: what Meetifyr is, the form that creates a meeting, and the meetings of this device.

use std::error::Error as _;

use chrono::NaiveDateTime;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::date_choice::DateChoice;
use super::fields::{FormProblem, TextField};
use super::parts::PageTitle;
use crate::api::Visit;
use crate::api::{self, Form};
use crate::meetings::Summary;
use crate::texts::Language;
use crate::texts::html::typed;

/// How many of the device's meetings are listed, the newest.
const MEETINGS_LISTED: usize = 50;

/// The home page.
#[component]
pub(super) fn Home() -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let kept = usize::try_from(visit.meetings.retention().with_dates).unwrap_or(usize::MAX);
    let list = Suspend::new(list(visit.clone()));
    Some(view! {
        <PageTitle text=texts.home_title()/>
        <div class="mx-auto flex max-w-140 flex-col gap-4">
            <div class="pt-6 pb-3">
                <h1>{texts.home_line_1()} <br/> {texts.home_line_2()}</h1>
                <p class="mt-2 text-muted">{texts.home_hint()}</p>
            </div>
            <form class="card" action=api::Create::PATH method="post">
                <FormProblem form=Form::Create/>
                <TextField form=Form::Create name="title" label=texts.title() note=texts.optional()/>
                <TextField
                    form=Form::Create
                    name="location"
                    label=texts.location()
                    note=texts.optional()
                    placeholder=texts.location_later()
                />
                <DateChoice form=Form::Create may_decide_later=true/>
                <input type="hidden" name="key" value=visit.form_key.clone()/>
                <button class="button primary wide" type="submit">{texts.create()}</button>
                <p class="quiet text-center">{texts.kept(kept)}</p>
            </form>
            <FormProblem form=Form::HideMeeting/>
            <Suspense>{list}</Suspense>
        </div>
    })
}

/// The meetings of this device. If they cannot be read, the page still works for creating a meeting.
pub(super) async fn read_list(visit: &Visit) -> Vec<Summary> {
    let Some(device) = &visit.device else { return Vec::new() };
    visit.meetings.meetings_of(device).await.unwrap_or_else(|error| {
        tracing::error!(%error, cause = ?error.source(), "the meetings of a device could not be read");
        Vec::new()
    })
}

/// The meetings of this device, those that it leaves out folded below the others.
async fn list(visit: Visit) -> impl IntoView {
    let (language, texts, now) = (visit.language, visit.language.pages(), visit.meetings.now());
    let meetings = read_list(&visit).await;
    let more =
        (meetings.len() > MEETINGS_LISTED).then(|| view! { <p class="quiet">{texts.older_meetings()}</p> });
    let (hidden, listed): (Vec<_>, Vec<_>) =
        meetings.into_iter().take(MEETINGS_LISTED).partition(|meeting| meeting.hidden);
    let hidden = (!hidden.is_empty()).then(|| {
        view! {
            <details>
                <summary class="quiet">{texts.left_out(hidden.len())}</summary>
                <ul>{items(&hidden, now, language)}</ul>
            </details>
        }
    });
    let has_any = hidden.is_some() || !listed.is_empty();
    has_any.then(|| {
        view! {
            <section class="card" aria-labelledby="my-meetings">
                <h2 id="my-meetings">{texts.my_meetings()}</h2>
                <ul>{items(&listed, now, language)}</ul>
                {more}
                {hidden}
                <p class="quiet"><a href="/device">{texts.to_device()}</a></p>
            </section>
        }
    })
}

fn items(meetings: &[Summary], now: NaiveDateTime, language: Language) -> impl IntoView + use<> {
    meetings.iter().map(|meeting| item(meeting, now, language)).collect_view()
}

/// A meeting with its state at `now`: decided, without dates, or how many have answered.
fn item(meeting: &Summary, now: NaiveDateTime, language: Language) -> impl IntoView + use<> {
    let texts = language.pages();
    let title = language.title(&meeting.title).to_owned();
    let (all, answered) = (meeting.participants.to_string(), meeting.answered.to_string());
    let closed = meeting.closing.cause(now).map(|_| language.live().answering_closed().to_owned());
    let parts = match (meeting.decided_on, meeting.dates) {
        (Some(day), _) => vec![language.live().decided(&language.day(day))],
        (None, None) => vec![texts.no_dates().to_owned()],
        (None, Some(dates)) => vec![language.range(&dates), language.live().answered_of(&answered, &all)],
    };
    let state = parts.into_iter().chain(closed).collect::<Vec<_>>().join(" · ");
    let (code, hides) = (meeting.url_code.to_string(), !meeting.hidden);
    let button = if hides { texts.hide_meeting() } else { texts.put_back() };
    let whose = typed(&title);
    view! {
        <li class="flex flex-col items-start border-line py-2.5 not-first:border-t">
            <a class="font-bold text-ink" href=format!("/m/{code}") dir="auto">{title}</a>
            <span class="quiet">{state}</span>
            <form action=api::HideMeeting::PATH method="post">
                <input type="hidden" name="url_code" value=code/>
                <input type="hidden" name="hidden" value=hides.to_string()/>
                <button class="min-h-11 cursor-pointer text-sm text-muted underline" type="submit">
                    {button}
                    <span class="sr-only" inner_html=format!(": {whose}")></span>
                </button>
            </form>
        </li>
    }
}

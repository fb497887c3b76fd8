//! The meeting page.

use std::error::Error as _;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::Message;
use super::choose_days::ChooseDays;
use super::comment_form::CommentForm;
use super::join_card::JoinCard;
use super::manage_people::ManagePeople;
use super::meeting_view::MeetingView;
use super::not_found::NotFound;
use super::organizer_card::OrganizerCard;
use super::parts::{Alert, Legend, PageTitle};
use super::range_card::RangeCard;
use super::viewer::Viewer;
use crate::api::Form;
use crate::api::Visit;
use crate::domain::{Board, Meeting, ParticipantId, UrlCode};
use crate::islands::MeetingProps;
use crate::meetings::{EntryForViewer, Error, MeetingForViewer, Refusal};
use crate::texts::html::{isolated, linked};

/// The meeting page, or the page for status 404.
#[component]
pub(super) fn MeetingPage() -> impl IntoView {
    let url_code = use_params_map().with_untracked(|params| params.get("url_code")).unwrap_or_default();
    let query = use_query_map().with_untracked(|query| PageQuery {
        seat: query.get("seat").unwrap_or_default(),
        before: query.get("before").and_then(|before| before.parse().ok()),
    });
    let visit = use_context::<Visit>()?;
    Some(view! { <Suspense>{Suspend::new(page(visit, url_code, query))}</Suspense> })
}

/// The query parameters of the address.
struct PageQuery {
    /// The participant whose days are shown as "your days"; usually empty.
    seat: String,
    /// Show timeline entries below this number; `None` shows the newest.
    before: Option<u64>,
}

async fn page(visit: Visit, url_code: String, query: PageQuery) -> impl IntoView {
    let Ok(url_code) = UrlCode::parse(&url_code) else { return view! { <NotFound/> }.into_any() };
    match read(&visit, &url_code, &query).await {
        Ok((found, timeline)) => render(&visit, found, timeline, query).into_any(),
        Err(Error::Refused(Refusal::MeetingNotFound(_))) => view! { <NotFound/> }.into_any(),
        Err(error) => {
            tracing::error!(%error, cause = ?error.source(), %url_code, "a meeting could not be read");
            visit.status.set(error.status());
            let texts = visit.language.pages();
            view! { <Message title=texts.broken() hint=texts.broken_hint()/> }.into_any()
        }
    }
}

/// Reads the meeting and the requested part of its timeline.
async fn read(
    visit: &Visit,
    url_code: &UrlCode,
    query: &PageQuery,
) -> Result<(MeetingForViewer, Vec<EntryForViewer>), Error> {
    let device = visit.device.as_ref();
    let found = visit.meetings.read(url_code, device).await?;
    // Entries added since the meeting was read are left out: they come with the next read.
    let end = found.meeting.version + 1;
    let before = query.before.map_or(end, |before| before.min(end));
    let timeline = visit.meetings.timeline(url_code, before, device).await?;
    Ok((found, timeline))
}

fn render(
    visit: &Visit,
    found: MeetingForViewer,
    timeline: Vec<EntryForViewer>,
    query: PageQuery,
) -> impl IntoView + use<> {
    let language = visit.language;
    let may_change = found.access.may_change();
    let may_delete = found.access.own;
    let viewer = viewer(visit, &found, query.seat);
    let open = open_notice(visit, &found, viewer.me);
    let seated = viewer.me.is_some();
    let stray = problem_without_form(visit, &viewer, &found);
    let meeting = found.meeting;
    let fields = StoredValue::new(viewer.clone());
    let heading = heading(visit, &meeting);
    let organizer = may_change.then(|| {
        view! { <OrganizerCard meeting=meeting.clone() viewer=fields may_delete/> }
    });
    let expires = language.pages().expires(&language.day_of_year(meeting.expires_on));
    let props = props(viewer.clone(), meeting, timeline, query.before);
    let board = props.board.clone();
    let comment_form = query.before.is_none().then(|| view! { <CommentForm viewer=fields/> }.into_any());
    let meetings = StoredValue::new(visit.meetings.clone());
    let utc_offset = move |at| meetings.with_value(|meetings| meetings.minutes_from_utc(at));
    let body = match board.dates {
        None => view! {
            <MeetingView props language form=None comment_form utc_offset>
                <RangeCard organizes=may_change viewer=fields/>
            </MeetingView>
        }
        .into_any(),
        Some(dates) => {
            let form = viewer.me.map(|me| -> Children {
                Box::new(move || view! { <ChooseDays board dates me viewer=fields/> }.into_any())
            });
            view! {
                {(!seated).then(|| view! { <JoinCard viewer=fields another=false/> })}
                <MeetingView props language form comment_form utc_offset>
                    <Legend mine=seated language/>
                </MeetingView>
                <ManagePeople viewer=fields/>
                {seated.then(|| view! { <JoinCard viewer=fields another=true/> })}
            }
            .into_any()
        }
    };
    view! {
        <div class="meeting">
            {heading} <Alert id="page-problem" text=stray/> {open} {body} {organizer}
            <p class="quiet centred">{expires}</p>
        </div>
    }
}

/// Says what anybody with the link may change; nothing else on the page shows this.
fn open_notice(visit: &Visit, found: &MeetingForViewer, me: Option<ParticipantId>) -> impl IntoView + use<> {
    let texts = visit.language.pages();
    let mut people = found.meeting.participants.iter().zip(&found.participants);
    let am_i_open = people.any(|(one, access)| Some(one.id) == me && access.open);
    let text = match (found.access.open, am_i_open) {
        (true, true) => Some(texts.open_meeting_and_days()),
        (true, false) => Some(texts.open_meeting()),
        (false, true) => Some(texts.open_days()),
        (false, false) => None,
    };
    text.map(|text| view! { <p class="quiet" id="open">{text}</p> })
}

/// The state from which the browser goes on.
fn props(
    viewer: Viewer,
    meeting: Meeting,
    timeline: Vec<EntryForViewer>,
    before: Option<u64>,
) -> MeetingProps {
    let written = timeline.iter().filter(|item| item.own).map(|item| item.entry.number).collect();
    MeetingProps {
        url_code: viewer.url_code,
        board: Board::of(meeting, timeline.into_iter().map(|item| item.entry).collect()),
        me: viewer.me,
        mine: viewer.mine,
        seat: viewer.seat,
        organizes: viewer.organizes,
        written,
        before,
    }
}

/// The heading with title, location, dates and the link to share.
fn heading(visit: &Visit, meeting: &Meeting) -> impl IntoView + use<> {
    let (language, texts) = (visit.language, visit.language.pages());
    let title = language.title(&meeting.title).to_owned();
    let dates = meeting.dates.map_or_else(|| texts.no_dates().to_owned(), |dates| language.range(&dates));
    let location = linked(meeting.location.as_str());
    let link = format!("{}/m/{}", visit.origin, meeting.url_code);
    view! {
        <PageTitle text=format!("{} – Meetifyr", isolated(&title))/>
        <div class="heading">
            <div>
                <h1 data-live="title" dir="auto">{title}</h1>
                <p class="facts">
                    <span class="location" data-live="location" dir="auto" inner_html=location></span>
                    <span>{dates}</span>
                </p>
            </div>
            <div class="link">
                <label for="link">{texts.link()}</label>
                <input class="field" id="link" readonly value=link aria-describedby="link-hint"/>
                <p class="sr-only" id="link-hint">{texts.link_hint()}</p>
            </div>
        </div>
    }
}

/// The problem of a refused form that is no longer on the page, for example because somebody else has set the
/// dates meanwhile or the participant was removed.
fn problem_without_form(visit: &Visit, viewer: &Viewer, found: &MeetingForViewer) -> Option<String> {
    let refused = visit.refused.as_ref()?;
    let has_dates = found.meeting.dates.is_some();
    let stands_here = match refused.form {
        Form::SetDates => !has_dates && found.access.may_change(),
        Form::Join => has_dates,
        Form::Days => viewer.me.is_some(),
        Form::Describe => found.access.may_change(),
        Form::Delete => found.access.own,
        Form::Comment => true,
        Form::Rename(id) | Form::Remove(id) => viewer.changeable.iter().any(|(other, _)| *other == id),
        Form::Create | Form::RemoveComment(_) => false,
    };
    let sentences = refused.problems.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>();
    (!stands_here).then(|| sentences.join(" "))
}

/// The viewer. "Your days" are those of the participant in `?seat=` if the viewer may change them, otherwise
/// those of the first participant that the viewer's device owns.
fn viewer(visit: &Visit, found: &MeetingForViewer, seat: String) -> Viewer {
    let people = || found.meeting.participants.iter().zip(&found.participants);
    let mine: Vec<_> = people().filter(|(_, access)| access.own).map(|(one, _)| one.id).collect();
    let changeable: Vec<_> = people()
        .filter(|(_, access)| access.may_change() || found.access.own)
        .map(|(one, _)| (one.id, one.name.as_str().to_owned()))
        .collect();
    let chosen = seat.parse().ok().map(ParticipantId);
    let chosen = chosen.filter(|chosen| changeable.iter().any(|(id, _)| id == chosen));
    Viewer {
        url_code: found.meeting.url_code.to_string(),
        language: visit.language,
        me: chosen.or(mine.first().copied()),
        mine,
        organizes: found.access.own,
        changeable,
        seat: chosen.map(|id| id.0.to_string()).unwrap_or_default(),
    }
}

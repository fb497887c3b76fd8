//! The meeting page.

use std::sync::Arc;

use chrono::NaiveDateTime;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;

use super::choose_days::ChooseDays;
use super::comment_form::CommentForm;
use super::join_card::JoinCard;
use super::link_preview::LinkPreview;
use super::meeting_view::MeetingView;
use super::not_found::{NotFound, unreadable};
use super::parts::{Alert, Keys, Legend, LinkField, MeetingFields, PageTitle, action};
use super::range_card::RangeCard;
use super::table::PrintedLink;
use super::viewer::Viewer;
use crate::api::{self, Form, RefusedForm, Visit};
use crate::components::View;
use crate::domain::{Board, Meeting, ParticipantId, UrlCode};
use crate::islands::MeetingProps;
use crate::meetings::{MeetingForPage, MeetingForViewer};
use crate::texts::html::{isolated, linked, linked_text, typed};

/// The meeting page, or the page for status 404.
#[component]
pub(super) fn MeetingPage() -> impl IntoView {
    let url_code = use_params_map().with_untracked(|params| params.get("url_code")).unwrap_or_default();
    let query = use_query_map().with_untracked(|query| PageQuery {
        before: query.get("before").and_then(|before| before.parse().ok()),
        view: view(query),
    });
    let visit = use_context::<Visit>()?;
    Some(view! { <Suspense>{Suspend::new(page(visit, url_code, query))}</Suspense> })
}

/// What the viewer chose to see.
fn view(query: &ParamsMap) -> View {
    let mut view = View::default();
    // The form of people sends each of them as a field of its own.
    for name in ["seat", "people", "day", "person"] {
        for value in query.get_all(name).unwrap_or_default() {
            view.read_parameter(name, &value);
        }
    }
    view
}

/// The query parameters of the address.
struct PageQuery {
    view: View,
    /// Show timeline entries below this number; `None` shows the newest.
    before: Option<u64>,
}

async fn page(visit: Visit, url_code: String, query: PageQuery) -> impl IntoView {
    let Ok(url_code) = UrlCode::parse(&url_code) else { return view! { <NotFound/> }.into_any() };
    let read = if let Some(read) = &visit.read {
        read.clone()
    } else {
        let read = visit.meetings.read_for_page(&url_code, query.before, visit.device.as_ref()).await;
        read.map(Arc::new).map_err(Arc::new)
    };
    match read {
        Ok(read) => render(&visit, Arc::unwrap_or_clone(read), query).into_any(),
        Err(error) => unreadable(&visit, &url_code, &error),
    }
}

fn render(visit: &Visit, read: MeetingForPage, query: PageQuery) -> impl IntoView + use<> {
    let MeetingForPage { found, timeline, written, reserved } = read;
    let (language, today) = (visit.language, visit.meetings.today());
    let may_change = found.access.may_change();
    let viewer = Viewer::new(visit.language, &found, &query.view.seat_field());
    let open = open_notice(visit, &found, viewer.me);
    let seated = viewer.me.is_some();
    let now = visit.meetings.now();
    let may_answer = found.meeting.closing.takes_answers(now, found.access.own);
    // What was typed is kept, also if answering was closed before it arrived.
    let shows = |form| may_answer || RefusedForm::of(visit.refused.as_ref(), form).is_some();
    let (shows_join, shows_days) = (shows(Form::Join), shows(Form::Days));
    let stray = problem_without_form(visit, &viewer, &found);
    let meeting = found.meeting;
    let fields = StoredValue::new(viewer.clone());
    let heading = heading(visit, &meeting, fields);
    let (texts, page) = (language.pages(), format!("/m/{}", meeting.url_code));
    let expires = language.pages().expires(&language.day_of_year(meeting.expires_on));
    // Whoever may not change the days of the seat in the address has none.
    let seat = query.view.seat.filter(|_| !viewer.seat.is_empty());
    let view = View { seat, ..query.view };
    let address = view.address(&viewer.url_code);
    let query_text = address.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    let board = Board::of(&meeting, timeline.entries());
    let props = props(viewer.clone(), board, written, query.before, query_text, now);
    let board = props.board.clone();
    let comment_form = query.before.is_none().then(|| view! { <CommentForm viewer=fields/> }.into_any());
    let meetings = StoredValue::new(visit.meetings.clone());
    let utc_offset = move |at| meetings.with_value(|meetings| meetings.minutes_from_utc(at));
    let body = match board.dates {
        None => view! {
            <MeetingView props language today form=None comment_form utc_offset tabs=None join=None another=None>
                <RangeCard organizes=may_change viewer=fields/>
            </MeetingView>
        }
        .into_any(),
        Some(dates) => {
            let tabs = tabs(&viewer, &view).map(IntoAny::into_any);
            // One person's days are shown in the place of the form.
            let form = viewer.me.filter(|_| shows_days && view.person.is_none()).map(|me| -> Children {
                Box::new(move || {
                    view! { <ChooseDays board dates me only=view.only viewer=fields/> }.into_any()
                })
            });
            let join = |another| {
                let reserved = reserved.to_vec();
                (shows_join && seated == another)
                    .then(|| view! { <JoinCard viewer=fields another reserved/> }.into_any())
            };
            let (join, another) = (join(false), join(true));
            view! {
                <MeetingView props language today form comment_form utc_offset tabs join another>
                    <Legend mine=seated language/>
                    {seated.then(|| view! { <Keys language/> })}
                </MeetingView>
            }
            .into_any()
        }
    };
    view! {
        <div class="meeting">
            {heading} <Alert id="page-problem" text=stray/> {open} {body}
            <PrintedLink link=format!("{}{page}", visit.origin) qr_code=format!("{page}/qr.svg")/>
            <p class="screen quiet text-center">
                <a href=format!("{page}/table")>{texts.table_view()}</a> " · "
                <a href=format!("{page}/answers.csv") download>{texts.answers_table()}</a> " · "
                <a href=format!("{page}/feed.atom")>{texts.feed()}</a>
            </p>
            <p class="quiet text-center">{expires}</p>
        </div>
    }
}

/// The names of the viewer as tabs, if they are several: it cannot be mistaken whose days are being changed.
fn tabs(viewer: &Viewer, view: &View) -> Option<impl IntoView + use<>> {
    let names = viewer.changeable.iter().filter(|(id, _)| viewer.mine.contains(id) || Some(*id) == viewer.me);
    let names: Vec<_> = names.cloned().collect();
    let (code, me, view) = (viewer.url_code.clone(), viewer.me, view.clone());
    (names.len() > 1 && me.is_some()).then(|| {
        let tab = |(id, name): (ParticipantId, String)| {
            let current = (Some(id) == me).then_some("page");
            let address = View { seat: Some(id), person: None, ..view.clone() }.address(&code) + "#days";
            view! { <a class="tab" href=address aria-current=current inner_html=typed(&name)></a> }
        };
        view! { <nav class="tabs" aria-labelledby="days-title">{names.into_iter().map(tab).collect_view()}</nav> }
    })
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
    board: Board,
    written: Vec<u64>,
    before: Option<u64>,
    view: String,
    at: NaiveDateTime,
) -> MeetingProps {
    MeetingProps {
        url_code: viewer.url_code,
        board,
        me: viewer.me,
        mine: viewer.mine,
        view,
        organizes: viewer.organizes,
        written,
        at,
        before,
    }
}

/// The heading with title, location, dates and the link to share.
fn heading(visit: &Visit, meeting: &Arc<Meeting>, fields: StoredValue<Viewer>) -> impl IntoView + use<> {
    let viewer = fields.get_value();
    let (language, texts) = (visit.language, visit.language.pages());
    let title = language.title(&meeting.title).to_owned();
    let dates = meeting.dates.map_or_else(|| texts.no_dates().to_owned(), |dates| language.range(&dates));
    let (all, answered) =
        (meeting.participants.len(), meeting.participants.iter().filter(|one| one.answered).count());
    let people = (all > 0).then(|| language.live().answered_of(&answered.to_string(), &all.to_string()));
    let location = linked(meeting.location.as_str());
    let note = linked_text(meeting.note.as_str());
    let link = format!("{}/m/{}", visit.origin, meeting.url_code);
    let qr_code = format!("/m/{}/qr.svg", meeting.url_code);
    let is_new = viewer.organizes && meeting.dates.is_some() && meeting.participants.is_empty();
    // Offered while the meeting is new: later it is on the page for managing.
    let offer = (viewer.organizes && meeting.participants.is_empty()).then(|| {
        view! {
            <form class="line quiet" action=action(api::MakeLink::PATH, fields) method="post">
                <MeetingFields viewer=fields/>
                <input type="hidden" name="organizer" value="true"/>
                {texts.organizer_link_offer()}
                <button class="button" type="submit">{texts.make_organizer_link()}</button>
            </form>
        }
    });
    let manage = viewer.manages.then(|| {
        let text = if viewer.may_change { texts.organize() } else { texts.manage_mine() };
        view! { <a class="button mt-2" href=format!("/m/{}/manage", meeting.url_code)>{text}</a> }
    });
    view! {
        <PageTitle text=format!("{} – Meetifyr", isolated(&title))/>
        <LinkPreview meeting=Arc::clone(meeting)/>
        <div class="heading flex flex-col gap-3 wide:grid wide:grid-cols-[minmax(0,1.8fr)_minmax(0,1fr)] wide:items-end wide:gap-5">
            <div>
                <h1 data-live="title" dir="auto">{title}</h1>
                <p class="facts text-muted">
                    <span class="location" data-live="location" dir="auto" inner_html=location></span>
                    <span>{dates}</span>
                    <span data-live="answered">{people}</span>
                </p>
                <p class="note my-2 empty:hidden" data-live="note" dir="auto" inner_html=note></p>
                {manage}
            </div>
            <details class="share" open=is_new>
                <summary class="button primary">{texts.share()}</summary>
                <div class="mt-2 flex flex-col gap-2">
                    <label for="link" id="link-label">{texts.link()}</label>
                    <LinkField address=link labelled_by="link-label" described_by="link-hint"/>
                    <p class="quiet" id="link-hint">{texts.link_hint()}</p>
                    <div class="line">
                        <button class="button" type="button" data-copy hidden>{texts.copy()}</button>
                        <button class="button" type="button" data-share hidden>{texts.share()}</button>
                        <a class="button" href=qr_code target="_blank">{texts.qr_code()}</a>
                        <span class="quiet" role="status" data-copied=texts.copied()></span>
                    </div>
                    {offer}
                </div>
            </details>
        </div>
    }
}

/// The problem of a refused form that is no longer on the page, for example because somebody else has set the
/// dates meanwhile.
fn problem_without_form(visit: &Visit, viewer: &Viewer, found: &MeetingForViewer) -> Option<String> {
    let refused = visit.refused.as_ref()?;
    let has_dates = found.meeting.dates.is_some();
    let stands_here = match refused.form {
        Form::SetDates => !has_dates && found.access.may_change(),
        Form::Join => has_dates,
        Form::Days => viewer.me.is_some(),
        Form::Comment => true,
        _ => false,
    };
    (!stands_here).then(|| refused.sentences())
}

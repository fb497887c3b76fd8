//! Personal and organizer links on the page for managing: making, showing and revoking them.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::FormProblem;
use super::parts::{LinkField, MeetingFields, action};
use super::viewer::Viewer;
use crate::api::{self, Form, ShownLink, Visit};
use crate::domain::ParticipantId;
use crate::meetings::{Link, LinkTarget, Meetings, PERSONAL_LINK_LIFETIME};
use crate::texts::Language;
use crate::texts::html::typed;

/// The links for one target, with a button that makes one.
#[component]
pub(super) fn LinksFor(
    target: LinkTarget,
    links: StoredValue<Vec<Link>>,
    viewer: StoredValue<Viewer>,
) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let participant = target.participant();
    let (form, button) = match participant {
        Some(id) => (Form::PersonalLink(id), texts.make_personal_link()),
        None => (Form::OrganizerLink, texts.make_organizer_link()),
    };
    let list = links.with_value(|links| {
        let links = links.iter().filter(|link| link.target == target);
        links.map(|link| view! { <MadeLink link=link.clone() viewer/> }).collect_view()
    });
    Some(view! {
        <FormProblem form/>
        <form class="line" action=action(api::MakeLink::PATH, viewer) method="post">
            <MeetingFields viewer/>
            {hidden(participant)}
            <button class="button" type="submit">{button}</button>
        </form>
        <ul class="mt-2 flex flex-col gap-2">{list}</ul>
    })
}

/// The field that says what the link is for.
fn hidden(participant: Option<ParticipantId>) -> impl IntoView {
    let (name, value) =
        participant.map_or(("organizer", "true".to_owned()), |id| ("participant", id.0.to_string()));
    view! { <input type="hidden" name=name value=value/> }
}

/// A link that was made before, with the button that revokes it. Asks once.
#[component]
fn MadeLink(link: Link, viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let (language, texts) = (visit.language, visit.language.pages());
    Some(view! {
        <li class="line">
            <span class="quiet">{state(&link, &visit.meetings, language)}</span>
            <details class="ask">
                <summary class="button">{texts.revoke()}</summary>
                <form class="line" action=action(api::RevokeLink::PATH, viewer) method="post">
                    <MeetingFields viewer/>
                    <input type="hidden" name="link" value=link.id.0/>
                    <button class="button danger" type="submit">{texts.revoke_confirm()}</button>
                    <span class="quiet">{texts.revoke_hint()}</span>
                </form>
            </details>
        </li>
    })
}

/// When a link was made, and what became of it.
fn state(link: &Link, meetings: &Meetings, language: Language) -> String {
    let texts = language.pages();
    let made = texts.link_made_on(&language.day(meetings.day_of(link.created_at)));
    let became = match link.claimed_at {
        Some(_) => texts.link_devices(link.devices as usize),
        None if link.check_claim(meetings.now()).is_err() => texts.link_over().to_owned(),
        None => texts.link_unused().to_owned(),
    };
    format!("{made} · {became}")
}

/// The links that make somebody an organizer.
#[component]
pub(super) fn OrganizerLinks(links: StoredValue<Vec<Link>>, viewer: StoredValue<Viewer>) -> impl IntoView {
    let texts = use_context::<Visit>()?.language.pages();
    Some(view! {
        <section class="card" id=Form::OrganizerLink.to_string() aria-labelledby="organizers-heading">
            <h2 id="organizers-heading">{texts.organizers()}</h2>
            <p class="quiet">{texts.organizers_hint()}</p>
            <LinksFor target=LinkTarget::Meeting links viewer/>
        </section>
    })
}

/// The link that was just made. It is shown this once.
#[component]
pub(super) fn NewLinkCard(link: ShownLink, viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let (language, texts) = (visit.language, visit.language.pages());
    let name = link.participant.and_then(|id| {
        let people = viewer.with_value(|viewer| viewer.changeable.clone());
        people.into_iter().find(|(other, _)| *other == id).map(|(_, name)| name)
    });
    let heading = match &name {
        Some(name) => texts.new_personal_link(&typed(name)),
        None => texts.new_organizer_link().to_owned(),
    };
    let hint = if link.participant.is_some() {
        let until = visit.meetings.day_of(visit.meetings.now() + PERSONAL_LINK_LIFETIME);
        texts.personal_link_hint(&language.day(until))
    } else {
        texts.organizer_link_hint().to_owned()
    };
    Some(view! {
        <section class="card new-link" aria-labelledby="new-link-heading">
            <h2 id="new-link-heading" tabindex="-1" autofocus inner_html=heading></h2>
            <p>{texts.link_shown_once()}</p>
            <LinkField address=link.address labelled_by="new-link-heading"/>
            <div class="line">
                <button class="button" type="button" data-copy hidden>{texts.copy()}</button>
                <span class="quiet" role="status" data-copied=texts.copied()></span>
            </div>
            <div class="code" role="img" aria-label=texts.qr_code() inner_html=link.qr_code></div>
            <p class="quiet">{hint}</p>
        </section>
    })
}

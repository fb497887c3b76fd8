//! The card for renaming, removing and marking for participants that the viewer may change.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, TextField};
use super::links::LinksFor;
use super::parts::{MeetingFields, Saved, action, is_saved};
use super::viewer::Viewer;
use crate::api::{self, Form, RefusedForm, Visit};
use crate::domain::ParticipantId;
use crate::meetings::{Link, LinkTarget};
use crate::texts::html::typed;

/// A list of more people than this has a filter.
const LONG: usize = 12;

/// The participants that the viewer may change; nothing if there are none.
#[component]
pub(super) fn ManagePeople(links: StoredValue<Vec<Link>>, viewer: StoredValue<Viewer>) -> impl IntoView {
    let (people, texts) = viewer.with_value(|viewer| (viewer.changeable.clone(), viewer.language.pages()));
    let people: Vec<_> =
        people.into_iter().map(|(id, name)| view! { <Person id name links viewer/> }).collect();
    let live = viewer.with_value(|viewer| viewer.language.live());
    let is_long = people.len() > LONG;
    (!people.is_empty()).then(|| {
        view! {
            <section class="card" id="manage-people" aria-labelledby="manage-people-heading">
                <h2 id="manage-people-heading">{texts.manage_people()}</h2>
                <p class="quiet">{texts.people_organizer_hint()}</p>
                {is_long.then(|| view! {
                    <input class="field" type="search" data-filter aria-label=live.find_name() placeholder=live.find_name()/>
                })}
                <ul>{people}</ul>
            </section>
        }
    })
}

#[component]
fn Person(
    id: ParticipantId,
    name: String,
    links: StoredValue<Vec<Link>>,
    viewer: StoredValue<Viewer>,
) -> impl IntoView {
    let texts = viewer.with_value(|viewer| viewer.language.pages());
    let may_link = viewer.with_value(|viewer| viewer.linkable.contains(&id));
    let rename = Form::Rename(id);
    let seat = viewer.with_value(|viewer| format!("/m/{}?seat={}#days", viewer.url_code, id.0));
    let forms = [rename, Form::Remove(id), Form::PersonalLink(id)];
    let visit = use_context::<Visit>();
    let refused = visit.is_some_and(|visit| {
        forms.iter().any(|form| RefusedForm::of(visit.refused.as_ref(), *form).is_some())
    });
    let is_alone = viewer.with_value(|viewer| viewer.changeable.len() == 1);
    let open = is_alone || refused || is_saved(rename);
    view! {
        <li class="border-line not-first:border-t" id=rename.to_string()>
            <details open=open>
                <summary class="flex min-h-11 items-center gap-2">
                    <h3 class="name line-clamp-2" inner_html=typed(&name)></h3>
                </summary>
                <div class="flex flex-col gap-2 pb-4">
                    <Saved form=rename/>
                    <FormProblem form=rename/>
                    <form class="line top" action=action(api::Rename::PATH, viewer) method="post">
                        <MeetingFields viewer/>
                        <input type="hidden" name="participant" value=id.0/>
                        <TextField form=rename name="name" label=texts.new_name(&typed(&name)) value=name.clone() required=true/>
                        <button class="button" type="submit">{texts.rename()}</button>
                    </form>
                    <FormProblem form=Form::Remove(id)/>
                    <div class="line">
                        <a class="button" href=seat>{texts.edit_days()}</a>
                        // Asks once: the form is in what the first click shows.
                        <details class="ask">
                            <summary class="button"><span inner_html=texts.remove(&typed(&name))></span></summary>
                            <form class="line" action=action(api::Remove::PATH, viewer) method="post">
                                <MeetingFields viewer/>
                                <input type="hidden" name="participant" value=id.0/>
                                <button class="button danger" type="submit">
                                    <span inner_html=texts.remove_confirm(&typed(&name))></span>
                                </button>
                                <span class="quiet">{texts.remove_hint()}</span>
                            </form>
                        </details>
                    </div>
                    {may_link.then(|| view! { <LinksFor target=LinkTarget::Participant(id) links viewer/> })}
                </div>
            </details>
        </li>
    }
}

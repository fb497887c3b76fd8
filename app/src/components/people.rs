//! Who is in, and who has not answered.

use leptos::prelude::*;

use super::{MeetingFields, NameForm};
use crate::api::Refused;
use crate::domain::{Board, ParticipantId};
use crate::viewer::Viewer;

/// How many colours the round signs of people have.
const COLOURS: i64 = 8;

/// The card of all participants.
#[component]
pub fn People(
    #[prop(into)] board: Signal<Board>,
    viewer: StoredValue<Viewer>,
    refused: StoredValue<Option<Refused>>,
) -> impl IntoView {
    let texts = viewer.with_value(|viewer| viewer.language.live());
    let ids = move || board.with(|board| board.participants.iter().map(|one| one.id).collect::<Vec<_>>());
    view! {
        <section class="card" aria-labelledby="people">
            <h2 id="people">
                {texts.people} " " <span class="quiet">{move || board.with(|board| board.participants.len())}</span>
            </h2>
            <ul class="people">
                <For each=ids key=|id| id.0 let:id>
                    <Person id board viewer refused/>
                </For>
            </ul>
        </section>
    }
}

/// One participant, with what the viewer may do.
#[component]
fn Person(
    id: ParticipantId,
    #[prop(into)] board: Signal<Board>,
    viewer: StoredValue<Viewer>,
    refused: StoredValue<Option<Refused>>,
) -> impl IntoView {
    let texts = viewer.with_value(|viewer| viewer.language.live());
    let person = Memo::new(move |_| {
        let found = board.with(|board| {
            let found = board.participants.iter().find(|one| one.id == id);
            found.map(|one| (one.name.as_str().to_owned(), one.answered))
        });
        found.unwrap_or_default()
    });
    let name = move || person.with(|(name, _)| name.clone());
    let initial = move || person.with(|(name, _)| name.chars().next().map(String::from));
    let answered = move || person.with(|(_, answered)| if *answered { texts.answered } else { texts.not_answered });
    let (mine, changeable) = viewer.with_value(|viewer| (viewer.mine.contains(&id), viewer.may_change(id)));
    view! {
        <li>
            <span class="avatar" data-colour=id.0.rem_euclid(COLOURS) aria-hidden="true">{initial}</span>
            <span class="name">{name}</span>
            {mine.then(|| view! { <span class="badge">{texts.me}</span> })}
            <span class="quiet">{answered}</span>
            {changeable.then(|| view! { <Manage id name=person.with_untracked(|(name, _)| name.clone()) viewer refused/> })}
        </li>
    }
}

/// What the viewer may do with a participant: mark its days, rename it, remove it.
#[component]
fn Manage(
    id: ParticipantId,
    name: String,
    viewer: StoredValue<Viewer>,
    refused: StoredValue<Option<Refused>>,
) -> impl IntoView {
    let texts = viewer.with_value(|viewer| viewer.language.live());
    let seat = viewer.with_value(|viewer| format!("/m/{}?seat={}#days", viewer.url_code, id.0));
    let shown = viewer.with_value(|viewer| viewer.me == Some(id));
    let came_back = refused.with_value(|refused| {
        refused.as_ref().is_some_and(|refused| [format!("rename-{}", id.0), format!("remove-{}", id.0)].contains(&refused.form))
    });
    view! {
        <details class="manage" open=came_back>
            <summary>
                <span aria-hidden="true">{texts.manage_short}</span>
                <span class="sr-only">{(texts.manage)(&name)}</span>
            </summary>
            {(!shown).then(|| view! { <a class="button" href=seat>{texts.edit_days}</a> })}
            <NameForm id name=name.clone() viewer refused/>
            <form class="line" action="/api/remove" method="post">
                <MeetingFields viewer/>
                <input type="hidden" name="participant" value=id.0/>
                <button class="button danger" type="submit">{(texts.remove)(&name)}</button>
                <span class="quiet">{texts.remove_hint}</span>
            </form>
        </details>
    }
}

//! The live timeline with the comment form.

use chrono::NaiveDateTime;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlFormElement;

use super::browser::clock;
use super::comment_form::{self, CommentFields};
use super::live_board::LiveBoard;
use super::meeting_props::MeetingProps;
use crate::api::{Comment, RemoveComment, WireError, call};
use crate::components::{Timeline, TimelineView};

/// What happened, and a form to say something.
#[component]
pub(super) fn Comments(
    props: StoredValue<MeetingProps>,
    live: LiveBoard,
    hydrated: RwSignal<bool>,
) -> impl IntoView {
    let language = live.language;
    let texts = language.live();
    let view = StoredValue::new(props.with_value(|props| TimelineView {
        url_code: props.url_code.clone(),
        seat: props.seat.clone(),
        mine: props.mine.clone(),
        organizes: props.organizes,
        before: props.before,
        language,
    }));
    let servers_offset = props.with_value(|props| props.zone);
    // Until the page is hydrated it shows what the server rendered.
    let utc_offset =
        move |at: NaiveDateTime| if hydrated.get() { clock::utc_offset(at) } else { servers_offset };
    let problem = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        if let Some(form) = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
            event.prevent_default();
            leptos::task::spawn_local(send(form, live, problem));
        }
    };
    let (before, newest) = props.with_value(|props| (props.before, props.address()));
    let form = props.with_value(|props| props.comment_form.clone());
    let oldest = props.with_value(|props| props.board.timeline.first().map(|entry| entry.number));
    let earlier = oldest.filter(|oldest| *oldest > 1).map(|oldest| {
        let and = if newest.contains('?') { '&' } else { '?' };
        view! { <a href=format!("{newest}{and}before={oldest}#timeline")>{texts.earlier()}</a> }
    });
    let newest = before.map(|_| view! { <a href=format!("{newest}#timeline")>{texts.newest()}</a> });
    view! {
        <section class="card" id="timeline" aria-labelledby="timeline-title" on:submit=submit>
            <h2 id="timeline-title">{texts.timeline()}</h2>
            // The server renders the form. There is none beside older entries, where a comment would not show.
            <div inner_html=form></div>
            {newest}
            <p class="problem" role="alert" hidden=move || problem.with(String::is_empty)>{move || problem.get()}</p>
            <Timeline board=live.server_board wrote=move |number| live.wrote_comment(number) utc_offset view/>
            <p class="line">{earlier}</p>
        </section>
    }
}

/// Adds or removes a comment without leaving the page. What was typed stays until it is saved.
async fn send(form: HtmlFormElement, live: LiveBoard, problem: RwSignal<String>) {
    let (url_code, seat, after) = (live.url_code(), live.seat(), Some(live.version()));
    let mut entered = None;
    let response = if let Some(comment) = comment_form::number_to_remove(&form) {
        call(&RemoveComment { url_code, comment, seat, after })
    } else {
        let Some(CommentFields { text, name, key }) = comment_form::fields(&form) else { return };
        entered = Some(text.clone());
        call(&Comment { url_code, text, name, participant: live.signer(), seat, key, after })
    };
    problem.set(match response.await {
        Ok(response) => {
            if let Some(entered) = entered {
                comment_form::begin_next(&form, &entered);
            }
            live.apply_response(response);
            String::new()
        }
        Err(WireError { detail, retry: true, .. }) => [live.language.live().not_sent(), &detail].join(" "),
        Err(WireError { detail, .. }) => detail,
    });
}

//! The timeline with the form of comments, alive.

use chrono::NaiveDateTime;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlFormElement;

use super::browser::clock;
use super::forms;
use super::live_board::LiveBoard;
use super::meeting_props::MeetingProps;
use super::post::{PostError, post};
use crate::components::{Timeline, TimelineView};

/// What happened, and a form to say something.
#[component]
pub(super) fn Comments(
    props: StoredValue<MeetingProps>,
    live: LiveBoard,
    alive: RwSignal<bool>,
) -> impl IntoView {
    let language = props.with_value(|props| props.language);
    let texts = language.live();
    let view = StoredValue::new(props.with_value(|props| TimelineView {
        url_code: props.url_code.clone(),
        seat: props.seat.clone(),
        mine: props.mine.clone(),
        organizes: props.organizes,
        before: props.before,
        language,
    }));
    let servers_zone = props.with_value(|props| props.zone);
    // As the server wrote it, until the page is alive.
    let zone = move |at: NaiveDateTime| if alive.get() { clock::utc_offset(at) } else { servers_zone };
    let problem = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        if let Some(form) = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
            event.prevent_default();
            send(form, live, problem, texts.not_sent);
        }
    };
    let (before, newest) = props.with_value(|props| (props.before, props.address()));
    let form = props.with_value(|props| props.comment_form.clone());
    let oldest = props.with_value(|props| props.board.timeline.first().map(|entry| entry.number));
    let earlier = oldest.filter(|oldest| *oldest > 1).map(|oldest| {
        let and = if newest.contains('?') { '&' } else { '?' };
        view! { <a href=format!("{newest}{and}before={oldest}#timeline")>{texts.earlier}</a> }
    });
    let newest = before.map(|_| view! { <a href=format!("{newest}#timeline")>{texts.newest}</a> });
    view! {
        <section class="card" id="timeline" aria-labelledby="timeline-title" on:submit=submit>
            <h2 id="timeline-title">{texts.timeline}</h2>
            // The server wrote it; what is sent goes through here. Beside what happened before it would
            // show nothing of what is said.
            <div inner_html=form></div>
            {newest}
            <p class="problem" role="alert" hidden=move || problem.with(String::is_empty)>{move || problem.get()}</p>
            <Timeline board=live.truth wrote=move |number| live.wrote(number) zone view/>
            <p class="line">{earlier}</p>
        </section>
    }
}

/// Sends a form without leaving the page. What was typed stays until it is there.
fn send(form: HtmlFormElement, live: LiveBoard, problem: RwSignal<String>, not_sent: &'static str) {
    let Some(fields) = forms::fields(&form) else { return };
    fields.append("after", &live.version().to_string());
    let sent = forms::typed(&form).map(|(_, text)| text).unwrap_or_default();
    leptos::task::spawn_local(async move {
        problem.set(match post(&form.action(), &fields).await {
            Ok(envelope) => {
                forms::begin_anew(&form, &sent);
                live.apply_response(envelope);
                String::new()
            }
            Err(PostError::Failed(detail)) => [not_sent, &detail].join(" "),
            Err(PostError::Refused(detail)) => detail,
        });
    });
}

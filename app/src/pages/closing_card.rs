//! The card for closing answering.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, SeenField, TextField};
use super::parts::{MeetingFields, Saved, action};
use super::viewer::Viewer;
use crate::api::{self, Form, Visit};
use crate::domain::{ClosedBy, Closing};

/// Closing and opening by hand, and the answer-by day.
#[component]
pub(super) fn ClosingCard(closing: Closing, viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let (language, texts, live) = (visit.language, visit.language.pages(), visit.language.live());
    let now = visit.meetings.now();
    let cause = closing.cause(now);
    let day = closing.answer_by.map(|answer_by| answer_by.day);
    let said = match (cause, day) {
        (Some(ClosedBy::Hand), _) => live.closed_by_hand().to_owned(),
        (Some(ClosedBy::AnswerBy), Some(day)) => live.closed_since(&language.day(day)),
        (None, Some(day)) => live.answer_until(&language.day(day)),
        _ => texts.answering_is_open().to_owned(),
    };
    let shown = day.map(|day| day.to_string()).unwrap_or_default();
    // Whoever opens it again after its last day wants no last day any more: the form shows it and sends none.
    let opens_after = cause.is_some() && closing.is_answer_by_over(now);
    let cleared = opens_after.then(|| shown.clone());
    let button = if cause.is_some() { texts.open_answering() } else { texts.close_answering() };
    Some(view! {
        <section class="card" id=Form::Closing.to_string() aria-labelledby="closing-heading">
            <h2 id="closing-heading">{texts.closing_title()}</h2>
            <p class="quiet" inner_html=said></p>
            <p class="quiet">{texts.closing_hint()}</p>
            <Saved form=Form::Closing/>
            <FormProblem form=Form::Closing/>
            <form action=action(api::SetClosing::PATH, viewer) method="post">
                <MeetingFields viewer/>
                <input type="hidden" name="closed" value=cause.is_none().to_string()/>
                {cleared.map(|day| view! { <input type="hidden" name="seen_answer_by" value=day/> })}
                <button class="button" type="submit">{button}</button>
            </form>
            <form class="line top" action=action(api::SetClosing::PATH, viewer) method="post" autocomplete="off">
                <MeetingFields viewer/>
                <SeenField form=Form::Closing name="seen_answer_by" value=shown.clone()/>
                <TextField
                    form=Form::Closing
                    name="answer_by"
                    kind="date"
                    label=texts.answer_by()
                    note=texts.optional()
                    value=shown
                />
                <button class="button" type="submit">{texts.save()}</button>
            </form>
        </section>
    })
}

//! Small components that several cards use.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::viewer::Viewer;
use crate::api::{Form, Visit};
use crate::texts::Language;

/// The page's title. `leptos_meta` does not escape it, so text that people typed is escaped here.
#[component]
pub(super) fn PageTitle(#[prop(into)] text: String) -> impl IntoView {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    view! { <leptos_meta::Title text/> }
}

/// The hidden fields of every form on a meeting page: the url code, and the participant of `?seat=` if the
/// address has one.
#[component]
pub(super) fn MeetingFields(viewer: StoredValue<Viewer>) -> impl IntoView {
    let (url_code, seat) = viewer.with_value(|viewer| (viewer.url_code.clone(), viewer.seat.clone()));
    let seat = (!seat.is_empty()).then(|| view! { <input type="hidden" name="seat" value=seat/> });
    view! {
        <input type="hidden" name="url_code" value=url_code/>
        {seat}
    }
}

/// A link to copy: a field, which a script copies, or without scripts a text that one tap selects.
#[component]
pub(super) fn LinkField(
    address: String,
    /// The id of the element that names it.
    labelled_by: &'static str,
    #[prop(optional)] described_by: Option<&'static str>,
) -> impl IntoView {
    view! {
        <input
            class="field"
            id="link"
            readonly
            value=address.clone()
            aria-labelledby=labelled_by
            aria-describedby=described_by
        />
        <noscript>
            <p class="field one-tap" translate="no">{address}</p>
        </noscript>
    }
}

/// The address to which a form of a meeting's page is sent. It names the meeting, so that it leads back there if
/// somebody loads it again after the form was refused.
pub(super) fn action(path: &str, viewer: StoredValue<Viewer>) -> String {
    viewer.with_value(|viewer| format!("{path}?m={}", viewer.url_code))
}

/// The error message of a field. The field refers to it by `id` and gets the focus. Empty without `text`.
#[component]
pub(super) fn ProblemText(
    /// The id that the field refers to in `aria-describedby`.
    #[prop(into)]
    id: String,
    /// The message.
    text: Option<String>,
) -> impl IntoView {
    text.map(|text| view! { <p class="problem" role="alert" id=id>{text}</p> })
}

/// The error message of a form or of a part of it. The message itself gets the focus. Empty without `text`.
#[component]
pub(super) fn Alert(
    /// The id that fields refer to in `aria-describedby`.
    #[prop(into)]
    id: String,
    /// The message.
    text: Option<String>,
) -> impl IntoView {
    text.map(|text| view! { <p class="problem" role="alert" tabindex="-1" autofocus id=id>{text}</p> })
}

/// Says that a form was saved, on the page to which it led (`?saved=` and the form's name).
#[component]
pub(super) fn Saved(form: Form) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let saved = use_query_map()
        .with_untracked(|query| query.get("saved"))
        .is_some_and(|name| name == form.to_string());
    let is_refused = visit.refused.is_some();
    (saved && !is_refused).then(|| {
        view! { <p class="saved" role="status" tabindex="-1" autofocus>{visit.language.live().saved()}</p> }
    })
}

/// The legend of the calendar's signs; the viewer's own signs are included only if "your days" are shown.
#[component]
pub(super) fn Legend(mine: bool, language: Language) -> impl IntoView {
    let texts = language.pages();
    let entry = |sign: &'static str, text: &'static str| {
        view! { <li><span class=format!("sign {sign}") aria-hidden="true"></span>{text}</li> }
    };
    view! {
        <ul class="legend">
            {entry("share", texts.legend_share())}
            {entry("everyone", texts.legend_everyone())}
            {entry("best", texts.legend_best())}
            {mine.then(|| (entry("busy", texts.legend_busy()), entry("starred", texts.legend_starred())))}
        </ul>
    }
}

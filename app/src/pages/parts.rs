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
    is_saved(form).then(|| {
        view! { <p class="font-semibold text-accent" role="status" tabindex="-1" autofocus>{visit.language.live().saved()}</p> }
    })
}

/// Whether the page is that to which a form led that was saved.
pub(super) fn is_saved(form: Form) -> bool {
    let saved = use_query_map().with_untracked(|query| query.get("saved"));
    let is_refused = use_context::<Visit>().is_some_and(|visit| visit.refused.is_some());
    !is_refused && saved.is_some_and(|name| name == form.to_string())
}

/// The legend of the calendar's signs; the viewer's own signs are included only if "your days" are shown.
#[component]
pub(super) fn Legend(mine: bool, language: Language) -> impl IntoView {
    let texts = language.pages();
    let swatch = |classes: &'static str| view! { <span class=classes><span class="tile"></span></span> };
    let entry = |swatches: &[&'static str], text: &'static str| {
        let swatches = swatches.iter().copied().map(swatch).collect_view();
        view! { <li><span class="inline-flex" aria-hidden="true">{swatches}</span>{text}</li> }
    };
    let sign = |sign: &'static str, text: &'static str| {
        view! { <li><span class="font-bold" aria-hidden="true">{sign}</span>{text}</li> }
    };
    view! {
        <ul class="legend">
            {entry(&["day all"], texts.legend_everyone())}
            {entry(&["day l4", "day l3", "day l2", "day l1"], texts.legend_missing())}
            {entry(&["day unsure"], texts.legend_unknown())}
            {entry(&["day best"], texts.legend_best())}
            {mine.then(|| (sign("✕", texts.legend_busy()), sign("★", texts.legend_starred())))}
        </ul>
    }
}

/// The list of keys, which one of them opens.
#[component]
pub(super) fn Keys(language: Language) -> impl IntoView {
    let texts = language.pages();
    let keys = [
        texts.keys_move(),
        texts.keys_mark(),
        texts.keys_star(),
        texts.keys_extend(),
        texts.keys_who(),
        texts.keys_undo(),
        texts.keys_help(),
    ];
    view! {
        <details class="keys quiet" id="keys">
            <summary>{texts.keys()}</summary>
            <ul>{keys.map(|key| view! { <li>{key}</li> }).into_iter().collect_view()}</ul>
        </details>
    }
}

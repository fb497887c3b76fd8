//! Small parts that several cards have.

use leptos::prelude::*;

use super::viewer::Viewer;
use crate::texts::Language;

/// The page's title. `leptos_meta` writes it into the document as it is, so what people typed is
/// escaped here.
#[component]
pub(super) fn PageTitle(#[prop(into)] text: String) -> impl IntoView {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    view! { <leptos_meta::Title text/> }
}

/// What every form of a meeting's page sends along: the meeting, and the seat that the page is seen
/// from.
#[component]
pub(super) fn MeetingFields(viewer: StoredValue<Viewer>) -> impl IntoView {
    let (url_code, seat) = viewer.with_value(|viewer| (viewer.url_code.clone(), viewer.seat.clone()));
    let seat = (!seat.is_empty()).then(|| view! { <input type="hidden" name="seat" value=seat/> });
    view! {
        <input type="hidden" name="url_code" value=url_code/>
        {seat}
    }
}

/// What to do about a field, which has the focus and names it. Nothing where nothing is wrong.
#[component]
pub(super) fn ProblemText(
    /// What the field names as its description.
    #[prop(into)]
    id: String,
    /// The sentence.
    text: Option<String>,
) -> impl IntoView {
    text.map(|text| view! { <p class="problem" role="alert" id=id>{text}</p> })
}

/// What to do about a form, or a part of it, as a whole: it has the focus itself. Nothing where
/// nothing is wrong.
#[component]
pub(super) fn Alert(
    /// What fields name as their description.
    #[prop(into)]
    id: String,
    /// The sentence.
    text: Option<String>,
) -> impl IntoView {
    text.map(|text| view! { <p class="problem" role="alert" tabindex="-1" autofocus id=id>{text}</p> })
}

/// What the signs of the calendar mean; the viewer's own only where "your days" are shown.
#[component]
pub(super) fn Legend(mine: bool, language: Language) -> impl IntoView {
    let texts = language.pages();
    let entry = |sign: &'static str, text: &'static str| {
        view! { <li><span class=format!("sign {sign}") aria-hidden="true"></span>{text}</li> }
    };
    view! {
        <ul class="legend">
            {entry("share", texts.legend_share)}
            {entry("everyone", texts.legend_everyone)}
            {entry("best", texts.legend_best)}
            {mine.then(|| (entry("busy", texts.legend_busy), entry("starred", texts.legend_starred)))}
        </ul>
    }
}

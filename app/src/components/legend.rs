//! What the signs of the calendar mean.

use leptos::prelude::*;

use crate::texts::Language;

/// The legend; the viewer's own signs only where "your days" are shown.
#[component]
pub fn Legend(mine: bool, language: Language) -> impl IntoView {
    let texts = language.live();
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

//! The form for language and appearance at the head of every page.

use leptos::prelude::*;

use crate::api::{Theme, Visit};
use crate::texts::Language;

/// The path that the form is sent to.
pub const PREFERENCES_PATH: &str = "/preferences";

/// Language and appearance, folded behind a button.
#[component]
pub(super) fn Preferences() -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let (language, texts) = (visit.language, visit.language.pages());
    let languages = Language::all().iter().map(|one| {
        let selected = one.tag() == language.tag();
        view! { <option value=one.tag() lang=one.tag() selected=selected>{one.own_name()}</option> }
    });
    let themes = Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::System => texts.theme_system(),
            Theme::Light => texts.theme_light(),
            Theme::Dark => texts.theme_dark(),
        };
        view! { <option value=theme.name() selected=theme == visit.theme>{name}</option> }
    });
    Some(view! {
        <details class="preferences">
            <summary>
                <span class="sr-only">{texts.settings()} ": "</span>
                <span translate="no">{language.own_name()}</span>
                <span aria-hidden="true">"◐"</span>
            </summary>
            <form class="card" action=PREFERENCES_PATH method="post" autocomplete="off">
                <input type="hidden" name="back" value=visit.page.clone()/>
                <label for="language">{texts.language()}</label>
                <select class="field" id="language" name="language">{languages.collect_view()}</select>
                <label for="theme">{texts.theme()}</label>
                <select class="field" id="theme" name="theme">{themes.into_iter().collect_view()}</select>
                <button class="button primary" type="submit">{texts.change()}</button>
            </form>
        </details>
    })
}

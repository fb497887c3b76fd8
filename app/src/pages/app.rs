//! Which page an address names.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use super::home::Home;
use super::meeting::MeetingPage;
use super::not_found::NotFound;
use super::too_large::TooLarge;
use crate::texts::Language;
use crate::visit::Visit;

/// The header, and the page below it.
#[component]
pub fn App() -> impl IntoView {
    let texts = use_context::<Visit>().map_or(Language::English, |visit| visit.language).pages();
    view! {
        <Router>
            <a class="skip" href="#main">{texts.skip}</a>
            <header class="top">
                <a class="brand" href="/">"meetifyr"</a>
            </header>
            <main id="main">
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=Home/>
                    <Route path=path!("/m/:url_code") view=MeetingPage/>
                    <Route path=path!("/too-large") view=TooLarge/>
                </Routes>
            </main>
        </Router>
    }
}

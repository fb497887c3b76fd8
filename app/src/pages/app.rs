//! The router: which page belongs to which path.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use super::calendar::CalendarPage;
use super::claim::ClaimPage;
use super::device::DevicePage;
use super::home::Home;
use super::manage::ManagePage;
use super::meeting::MeetingPage;
use super::not_found::NotFound;
use super::preferences::Preferences;
use super::privacy::Privacy;
use super::table::TablePage;
use crate::api::Visit;
use crate::texts::Language;

/// The page for the requested path.
#[component]
pub(super) fn App() -> impl IntoView {
    view! {
        <Router>
            <Frame>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=Home/>
                    <Route path=path!("/privacy") view=Privacy/>
                    <Route path=path!("/device") view=DevicePage/>
                    <Route path=path!("/claim/:token") view=ClaimPage/>
                    <Route path=path!("/m/:url_code") view=MeetingPage/>
                    <Route path=path!("/m/:url_code/manage") view=ManagePage/>
                    <Route path=path!("/m/:url_code/calendar") view=CalendarPage/>
                    <Route path=path!("/m/:url_code/table") view=TablePage/>
                </Routes>
            </Frame>
        </Router>
    }
}

/// The frame around every page: skip link, header, main element and foot.
#[component]
pub(super) fn Frame(children: Children) -> impl IntoView {
    let texts = use_context::<Visit>().map_or_else(Language::default, |visit| visit.language).pages();
    view! {
        <a class="skip" href="#main">{texts.skip()}</a>
        <header class="mx-auto flex min-h-16 max-w-280 items-center justify-between px-4">
            <a class="inline-flex min-h-11 items-center text-lg font-heavy text-ink" href="/" translate="no">"meetifyr"</a>
            <Preferences/>
        </header>
        <p class="failed mx-auto max-w-280 px-4 pb-3 text-muted" role="status">{texts.script_failed()}</p>
        <p class="no-cookies mx-auto max-w-280 px-4 pb-3 text-muted" role="status">{texts.no_cookies()}</p>
        <main id="main" class="mx-auto max-w-280 px-4 pt-2 pb-12">{children()}</main>
        <footer class="quiet pb-8 text-center">
            <a class="inline-flex min-h-11 items-center text-muted" href="/privacy">{texts.privacy()}</a>
        </footer>
    }
}

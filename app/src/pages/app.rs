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
use super::privacy::Privacy;
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
        <header class="top">
            <a class="brand" href="/">"meetifyr"</a>
        </header>
        <p class="failed" role="status">{texts.script_failed()}</p>
        <p class="no-cookies" role="status">{texts.no_cookies()}</p>
        <main id="main">{children()}</main>
        <footer class="quiet centred">
            <a href="/privacy">{texts.privacy()}</a>
        </footer>
    }
}

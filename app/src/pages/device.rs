//! The page about this browser: going on in another one, and forgetting this one.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::FormProblem;
use super::home::read_list;
use super::parts::PageTitle;
use crate::api::{self, Form, Visit};

/// The page.
#[component]
pub(super) fn DevicePage() -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let list = Suspend::new(list(visit));
    Some(view! {
        <PageTitle text=format!("{} – Meetifyr", texts.device())/>
        <div class="meeting mx-auto max-w-160">
            <div class="heading">
                <h1>{texts.device()}</h1>
            </div>
            <section class="card" aria-labelledby="other-device">
                <h2 id="other-device">{texts.other_device()}</h2>
                <p class="quiet">{texts.other_device_hint()}</p>
                <Suspense>{list}</Suspense>
            </section>
            <section class="card" id=Form::ForgetDevice.to_string() aria-labelledby="forget-device">
                <h2 id="forget-device">{texts.forget_device()}</h2>
                <p class="quiet">{texts.forget_device_hint()}</p>
                <FormProblem form=Form::ForgetDevice/>
                <details class="ask">
                    <summary class="button">{texts.forget_device()}</summary>
                    <form class="line" action=api::ForgetDevice::PATH method="post">
                        <button class="button danger" type="submit">{texts.forget_device_confirm()}</button>
                    </form>
                </details>
            </section>
        </div>
    })
}

/// The meetings, each with the way to its links.
async fn list(visit: Visit) -> impl IntoView {
    let meetings = read_list(&visit).await;
    let item = move |meeting: crate::meetings::Summary| {
        let title = visit.language.title(&meeting.title).to_owned();
        view! { <li><a href=format!("/m/{}/manage", meeting.url_code) dir="auto">{title}</a></li> }
    };
    view! { <ul>{meetings.into_iter().map(item).collect_view()}</ul> }
}

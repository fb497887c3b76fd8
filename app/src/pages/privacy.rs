//! The page about privacy: what is stored, for how long, and who is asked.

use leptos::prelude::*;

use super::parts::PageTitle;
use crate::api::Visit;
use crate::texts::html::escape;

/// The page.
#[component]
pub(super) fn Privacy() -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let kept = |days| usize::try_from(days).unwrap_or(usize::MAX);
    let retention = visit.meetings.retention();
    let paragraphs = [
        texts.privacy_stored().to_owned(),
        texts.privacy_kept(kept(retention.with_dates)),
        texts.privacy_kept_without_dates(kept(retention.without_dates)),
        texts.privacy_cookie().to_owned(),
        texts.privacy_preferences().to_owned(),
        texts.privacy_browser().to_owned(),
        texts.privacy_addresses().to_owned(),
        texts.privacy_others().to_owned(),
    ];
    let contact = visit.contact.as_deref().map_or_else(
        || texts.privacy_no_contact().to_owned(),
        |contact| texts.privacy_contact(&linked_contact(contact)),
    );
    Some(view! {
        <PageTitle text=format!("{} – Meetifyr", texts.privacy())/>
        <div class="meeting mx-auto max-w-160">
            <div class="heading">
                <h1>{texts.privacy()}</h1>
            </div>
            <section class="card">
                {paragraphs.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                <p inner_html=contact></p>
                <p><a href="/device">{texts.to_device()}</a></p>
            </section>
        </div>
    })
}

/// The contact as HTML: a link if it is an address of mail or on the web.
fn linked_contact(contact: &str) -> String {
    let text = escape(contact);
    let is_web = contact.starts_with("https://") || contact.starts_with("http://");
    let scheme = match (is_web, contact.contains('@')) {
        (true, _) => "",
        (false, true) => "mailto:",
        (false, false) => return text,
    };
    format!("<a href=\"{scheme}{}\">{text}</a>", text.replace('"', "&quot;"))
}

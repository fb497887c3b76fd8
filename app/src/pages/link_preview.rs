//! What chats and feeds show of a link to a meeting (Open Graph).

use leptos::prelude::*;
use leptos_meta::{Link, Meta};

use crate::api::Visit;
use crate::domain::{Meeting, Ranking};
use crate::texts::html::isolated;

/// The tags in the head of a meeting's page. Reading them changes nothing, whoever reads.
#[component]
pub(super) fn LinkPreview(meeting: Meeting) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let language = visit.language;
    let title = isolated(language.title(&meeting.title));
    let description = description(&meeting, &visit);
    let address = format!("{}/m/{}", visit.origin, meeting.url_code);
    let feed = format!("{address}/feed.atom");
    Some(view! {
        <Meta property="og:type" content="website"/>
        <Meta property="og:site_name" content="Meetifyr"/>
        <Meta property="og:title" content=title.clone()/>
        <Meta property="og:description" content=description.clone()/>
        <Meta property="og:url" content=address/>
        <Meta property="og:locale" content=language.tag()/>
        <Meta name="twitter:card" content="summary"/>
        <Meta name="twitter:title" content=title/>
        <Meta name="twitter:description" content=description/>
        <Link rel="alternate" type_="application/atom+xml" href=feed/>
    })
}

/// The days, how many have answered, and the decision or the best day.
fn description(meeting: &Meeting, visit: &Visit) -> String {
    let (language, texts) = (visit.language, visit.language.pages());
    let people = &meeting.participants;
    let answered = people.iter().filter(|one| one.answered).count();
    let dates = meeting.dates.map(|dates| language.range(&dates));
    let answers =
        (!people.is_empty()).then(|| texts.answered_of(&answered.to_string(), &people.len().to_string()));
    let day = match (&meeting.decision, &meeting.dates) {
        (Some(decision), _) => Some(language.live().decided(&language.day(decision.date))),
        (None, Some(dates)) => {
            let best = Ranking::new(dates, people, visit.meetings.today()).best;
            best.first().map(|day| format!("{}: {}", language.live().best_day(), language.day(day.date)))
        }
        (None, None) => Some(texts.no_dates().to_owned()),
    };
    [dates, answers, day].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

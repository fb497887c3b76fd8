//! What chats and feeds show of a link to a meeting (Open Graph).

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::{Link, Meta};

use crate::api::Visit;
use crate::domain::{Meeting, Ranking};
use crate::texts::html::isolated;

/// The tags in the head of a meeting's page. Reading them changes nothing, whoever reads.
#[component]
pub(super) fn LinkPreview(meeting: Arc<Meeting>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let language = visit.language;
    let texts = LinkPreviewTexts::new(&meeting, &visit);
    let (title, description) = (isolated(&texts.title), texts.description());
    let address = format!("{}/m/{}", visit.origin, meeting.url_code);
    // Chats keep pictures by their addresses: a new version has a new one.
    let picture = format!("{address}/card.png?v={}", meeting.version);
    let feed = format!("{address}/feed.atom");
    Some(view! {
        <Meta property="og:type" content="website"/>
        <Meta property="og:site_name" content="Meetifyr"/>
        <Meta property="og:title" content=title.clone()/>
        <Meta property="og:description" content=description.clone()/>
        <Meta property="og:url" content=address/>
        <Meta property="og:locale" content=language.tag()/>
        <Meta property="og:image" content=picture/>
        <Meta property="og:image:width" content="1200"/>
        <Meta property="og:image:height" content="630"/>
        <Meta property="og:image:alt" content=description.clone()/>
        <Meta name="twitter:card" content="summary_large_image"/>
        <Meta name="twitter:title" content=title/>
        <Meta name="twitter:description" content=description/>
        <Link rel="alternate" type_="application/atom+xml" href=feed/>
    })
}

/// What a preview says about a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LinkPreviewTexts {
    /// The title, or words for none.
    pub title: String,
    /// The days to choose from.
    pub dates: Option<String>,
    /// How many have answered.
    pub answers: Option<String>,
    /// The decided day, otherwise the best one.
    pub day: Option<String>,
    /// Whether the day is decided.
    pub is_decided: bool,
}

impl LinkPreviewTexts {
    /// What a preview in the visit's language says today.
    #[must_use]
    pub fn new(meeting: &Meeting, visit: &Visit) -> Self {
        let (language, texts) = (visit.language, visit.language.pages());
        let people = &meeting.participants;
        let answered = people.iter().filter(|one| one.answered).count();
        let day = match (&meeting.decision, &meeting.dates) {
            (Some(decision), _) => Some(language.live().decided(&language.day(decision.date))),
            (None, Some(dates)) => {
                let best = Ranking::new(dates, people, visit.meetings.today()).best;
                best.first().map(|day| format!("{}: {}", language.live().best_day(), language.day(day.date)))
            }
            (None, None) => Some(texts.no_dates().to_owned()),
        };
        Self {
            title: language.title(&meeting.title).to_owned(),
            dates: meeting.dates.map(|dates| language.range(&dates)),
            answers: (!people.is_empty())
                .then(|| language.live().answered_of(&answered.to_string(), &people.len().to_string())),
            day,
            is_decided: meeting.decision.is_some(),
        }
    }

    /// All but the title in one line.
    fn description(&self) -> String {
        let parts = [&self.dates, &self.answers, &self.day];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

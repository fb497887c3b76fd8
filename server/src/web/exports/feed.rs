//! The timeline as an Atom feed (RFC 4287).

use app::domain::{Actor, Entry, merged_for_display};
use app::texts::Language;
use atom_syndication::{Entry as AtomEntry, Feed, FixedDateTime, Link, Person, Text, TextType};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDateTime;

use super::ExportRequest;
use crate::web::Shared;

pub(super) async fn serve(State(shared): State<Shared>, request: ExportRequest) -> Response {
    let meeting = &request.meeting;
    // A reader that has this version already needs no entries.
    let newest = if request.is_known() {
        Ok(Vec::new())
    } else {
        shared.meetings.timeline(&meeting.url_code, meeting.version + 1, None).await
    };
    let entries = match newest {
        Ok(entries) => entries.into_iter().map(|item| item.entry).collect::<Vec<_>>(),
        Err(error) => {
            tracing::error!(?error, url_code = %meeting.url_code, "a meeting could not be read for an export");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    request.respond("atom", "application/atom+xml; charset=utf-8", || {
        Some(feed(request.title(), &request.link, &entries, request.visit.language).to_string())
    })
}

/// The newest entries, as on the page.
fn feed(title: &str, link: &str, entries: &[Entry], language: Language) -> Feed {
    let own = Link { href: format!("{link}/feed.atom"), rel: "self".to_owned(), ..Link::default() };
    let page = Link { href: link.to_owned(), rel: "alternate".to_owned(), ..Link::default() };
    Feed {
        id: link.to_owned(),
        title: Text::plain(title),
        updated: entries.last().map(|entry| moment(entry.at)).unwrap_or_default(),
        links: vec![own, page],
        lang: Some(language.tag().to_owned()),
        entries: merged_for_display(entries).iter().map(|entry| atom_entry(link, entry, language)).collect(),
        ..Feed::default()
    }
}

fn atom_entry(link: &str, entry: &Entry, language: Language) -> AtomEntry {
    let author = match &entry.who {
        Actor::Participant(_, name) => name.as_str(),
        Actor::Organizer => language.live().organizer(),
        Actor::Guest => language.live().guest(),
    };
    let page = Link { href: format!("{link}#timeline"), rel: "alternate".to_owned(), ..Link::default() };
    AtomEntry {
        id: format!("{link}#{}", entry.number),
        title: Text { value: language.entry_sentence(entry), r#type: TextType::Html, ..Text::default() },
        updated: moment(entry.at),
        authors: vec![Person { name: author.to_owned(), ..Person::default() }],
        links: vec![page],
        ..AtomEntry::default()
    }
}

fn moment(at: NaiveDateTime) -> FixedDateTime {
    at.and_utc().fixed_offset()
}

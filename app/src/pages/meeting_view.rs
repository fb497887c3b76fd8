//! The live part of a meeting's page, as the server renders it. The browser replaces the elements with
//! `data-part`, see [`crate::islands::Parts`].

use chrono::{NaiveDate, NaiveDateTime};
use leptos::either::Either;
use leptos::prelude::*;

use crate::islands::{MeetingProps, Parts};
use crate::texts::Language;

/// Status, days, best days, people, and the timeline with the form for comments.
#[component]
pub(super) fn MeetingView<Z>(
    /// The state of the meeting.
    props: MeetingProps,
    language: Language,
    /// The current day.
    today: NaiveDate,
    /// The form of the viewer's days.
    form: Option<Children>,
    /// The form for comments; none beside earlier entries, where a comment would not show.
    comment_form: Option<AnyView>,
    /// The offset from UTC of the zone in which times are shown, at a moment, in minutes.
    utc_offset: Z,
    /// The names of the viewer, if they are several.
    tabs: Option<AnyView>,
    /// The form for joining, above the days.
    join: Option<AnyView>,
    /// The form for adding somebody else, below them.
    another: Option<AnyView>,
    /// What stands below the days in their card, or in their place.
    children: Children,
) -> impl IntoView
where
    Z: Fn(NaiveDateTime) -> i32 + Copy + Send + Sync + 'static,
{
    let texts = language.live();
    let attribute = props.to_attribute();
    let dates = props.board.dates;
    let newest = props.before.map(|_| format!("{}#timeline", props.view().address(&props.url_code)));
    let parts = Parts::new(props, language, today);
    let timeline = view! {
        <section class="card" id="timeline" aria-labelledby="timeline-title">
            <h2 id="timeline-title">{texts.comments()}</h2>
            {comment_form}
            {newest.map(|newest| view! { <a href=newest>{texts.newest()}</a> })}
            <div data-part="timeline">{parts.timeline(utc_offset)}</div>
        </section>
    };
    let board = match dates {
        Some(dates) => Either::Left(view! {
            <div class="board">
                {join}
                <section class="card days" id="days" aria-labelledby="days-title">
                    {tabs}
                    <div data-part="days">{parts.days(dates, form)}</div>
                    {children()}
                </section>
                {another}
                <div class="aside" data-part="results">{parts.results()}</div>
                {timeline}
            </div>
        }),
        None => Either::Right(view! { {children()} {timeline} }),
    };
    view! {
        <div class="meeting-view" data-props=attribute data-texts=language.lines_for_page()>
            <div data-part="status">{parts.status()}</div>
            <div class="meeting" data-part="decision">{parts.decision(None)}</div>
            {board}
        </div>
    }
}

//! The card that leads the page once a day is decided, and the sentence about closing.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use leptos::prelude::*;

use super::names::names;
use super::{flag, text};
use crate::domain::{Board, Participant};
use crate::texts::Language;

/// How many people are named at most in a line.
const MAX_NAMES: usize = 8;

/// The offset from UTC of the viewer's zone at a moment, in minutes.
pub type UtcOffset = fn(NaiveDateTime) -> i32;

/// The decided day with who can come, and whether answers are taken. Hidden while there is nothing to say.
#[component]
pub fn DecisionCard(
    /// The meeting's days and participants.
    board: Memo<Board>,
    /// Whether answering is closed now.
    closed: RwSignal<bool>,
    /// The viewer's zone; `None` on the server, which does not know it.
    utc_offset: Option<UtcOffset>,
    /// The address of the page with the ways to add the day to a calendar.
    calendar: String,
    /// The language of the card.
    language: Language,
) -> impl IntoView {
    let texts = language.live();
    let undecided = move || board.with(|board| board.decision.is_none());
    let when = move || board.with(|board| when(board, utc_offset, language));
    let who = move || board.with(|board| who(board, language));
    let closing = move || board.with(|board| closing(board, closed.get(), language));
    view! {
        <section class="card decision" aria-labelledby="decision-title" hidden=flag(undecided)>
            <h2 id="decision-title">{texts.decision()}</h2>
            <p class="decided" inner_html=text(when)></p>
            <p inner_html=text(who)></p>
            <p><a class="button" href=calendar>{texts.add_to_calendar()}</a></p>
        </section>
        <p class="closing" role="status" inner_html=text(closing)></p>
    }
}

/// The day and the time, also in the viewer's zone if it is another time there.
fn when(board: &Board, utc_offset: Option<UtcOffset>, language: Language) -> String {
    let Some(decision) = &board.decision else { return String::new() };
    let day = format!("<time datetime={}>{}</time>", decision.date, language.day(decision.date));
    let Some(time) = &board.time else { return day };
    let mut when = [day, language.time(Some(time))].join(" ");
    if let (Some(utc_offset), Some(starts_at)) = (utc_offset, board.starts_at) {
        let here = starts_at + TimeDelta::minutes(utc_offset(starts_at).into());
        let there = decision.date.and_time(NaiveTime::MIN) + TimeDelta::minutes(time.start.minutes().into());
        if here != there {
            when = [when, language.live().your_time(&language.moment(here))].join("<br>");
        }
    }
    when
}

/// Who can come, who cannot, who has not answered, and what has changed since the decision.
fn who(board: &Board, language: Language) -> String {
    let (Some(decision), Some(dates)) = (&board.decision, &board.dates) else { return String::new() };
    let texts = language.live();
    let day = decision.day(dates, &board.participants);
    let mut lines = vec![texts.can_come(day.can.len())];
    let mut say = |people: &[&Participant], say: &dyn Fn(&str) -> String| {
        if !people.is_empty() {
            lines.push(say(&names(people, MAX_NAMES, language)));
        }
    };
    say(&day.cannot, &|names| texts.cannot(names));
    say(&day.unanswered, &|names| texts.not_answered_names(names));
    say(&day.cannot_any_more, &|names| ["<strong>", &texts.cannot_any_more(names), "</strong>"].concat());
    say(&day.can_now, &|names| texts.can_now(names));
    lines.join("<br>")
}

/// Whether answers are taken, if anything is set about that.
fn closing(board: &Board, closed: bool, language: Language) -> String {
    let texts = language.live();
    match (board.closing.by_hand, board.closing.answer_by) {
        (true, _) => texts.closed_by_hand().to_owned(),
        (false, Some(answer_by)) if closed => texts.closed_since(&language.day(answer_by.day)),
        (false, Some(answer_by)) => texts.answer_until(&language.day(answer_by.day)),
        (false, None) => String::new(),
    }
}

//! The timeline of a meeting, newest entry first: the comments, then what else happened.

use chrono::{NaiveDateTime, TimeDelta, Timelike};
use leptos::server_fn::ServerFn;

use crate::api::RemoveComment;
use crate::domain::{Actor, Board, Entry, Event, ParticipantId, may_remove_comment, merged_for_display};
use crate::texts::Language;
use crate::texts::html::{escape, typed};

/// The data that the timeline needs about its viewer.
#[derive(Debug, Clone)]
pub struct TimelineView {
    /// The meeting's code.
    pub url_code: String,
    /// The value of `?seat=` in the page's address (the participant shown as "your days"); empty without one.
    pub seat: String,
    /// The participants of the viewer's device.
    pub mine: Vec<ParticipantId>,
    /// Whether the viewer is an organizer.
    pub organizes: bool,
    /// Only entries below this number are shown.
    pub before: Option<u64>,
    /// The language.
    pub language: Language,
}

/// How many entries of marks a day shows before they are folded.
const UNFOLDED_MARKS: usize = 2;

/// The comments, and below them what else happened, as HTML. `wrote` says whether the viewer's device wrote the comment
/// with a number, `utc_offset` is the offset at a point in time, in minutes.
pub fn timeline_html(
    board: &Board,
    wrote: &dyn Fn(u64) -> bool,
    utc_offset: &dyn Fn(NaiveDateTime) -> i32,
    view: &TimelineView,
) -> String {
    let entries = merged_for_display(&board.timeline);
    let mut entries: Vec<_> =
        entries.into_iter().filter(|entry| view.before.is_none_or(|before| entry.number < before)).collect();
    let texts = view.language.live();
    let mut comments = String::new();
    entries.retain(|entry| {
        let is_comment = matches!(entry.event, Event::Commented { .. });
        if is_comment {
            comments.push_str(&item(entry, wrote, utc_offset, view));
        }
        !is_comment
    });
    let day_of = |entry: &Entry| (entry.at + TimeDelta::minutes(utc_offset(entry.at).into())).date();
    let is_mark = |entry: &&Entry| matches!(entry.event, Event::Marked { .. });
    let mut others = String::new();
    let mut folded = None;
    for entry in &entries {
        let day = day_of(entry);
        let marks: Vec<_> = entries.iter().filter(is_mark).filter(|other| day_of(other) == day).collect();
        if !is_mark(&entry) || marks.len() <= UNFOLDED_MARKS {
            others.push_str(&item(entry, wrote, utc_offset, view));
        } else if folded != Some(day) {
            folded = Some(day);
            let items = marks.iter().map(|entry| item(entry, wrote, utc_offset, view)).collect::<String>();
            let (key, marks) = (day.to_string(), texts.marks_on(marks.len()));
            let day = view.language.day(day);
            let fold = [
                "<li><details data-key=m",
                &key,
                "><summary>",
                &day,
                ": ",
                &marks,
                "</summary><ol>",
                &items,
                "</ol></details></li>",
            ];
            others.push_str(&fold.concat());
        }
    }
    [
        "<ol class=timeline>",
        &comments,
        "</ol><h3>",
        texts.timeline(),
        "</h3><ol class=timeline>",
        &others,
        "</ol>",
    ]
    .concat()
}

/// An entry as HTML.
fn item(
    entry: &Entry,
    wrote: &dyn Fn(u64) -> bool,
    utc_offset: &dyn Fn(NaiveDateTime) -> i32,
    view: &TimelineView,
) -> String {
    let language = view.language;
    let texts = language.live();
    let at = entry.at;
    let local = language.moment(at + TimeDelta::minutes(utc_offset(at).into()));
    let said = match &entry.event {
        Event::Commented { name, text: Some(text), .. } => {
            let who = match entry.who {
                Actor::Participant(..) => "",
                Actor::Organizer => texts.organizer(),
                Actor::Guest => texts.guest(),
            };
            let (name, text) = (typed(name.as_str()), escape(text.as_str()));
            let parts = [
                "<strong>",
                &name,
                "</strong> <span class=quiet>",
                who,
                "</span><span class=said dir=auto>",
                &text,
                "</span>",
            ];
            parts.concat()
        }
        _ => language.entry_sentence(entry),
    };
    let is_comment = matches!(&entry.event, Event::Commented { text: Some(_), .. });
    let remove = if is_comment && is_removable(entry, view, wrote(entry.number)) {
        removal(entry.number, view)
    } else {
        String::new()
    };
    [
        "<li><p>",
        &said,
        "</p><time class=quiet datetime=",
        &iso_time(at),
        ">",
        &local,
        "</time>",
        &remove,
        "</li>",
    ]
    .concat()
}

/// The form that removes a comment, as HTML. It asks once: the form is in what the first click shows.
fn removal(number: u64, view: &TimelineView) -> String {
    let (texts, number) = (view.language.live(), number.to_string());
    let field =
        |name: &str, value: &str| ["<input type=hidden name=", name, " value=\"", value, "\">"].concat();
    [
        "<details class=ask data-key=c",
        &number,
        "><summary class=\"button small\" data-key=s",
        &number,
        ">",
        texts.remove_comment(),
        "</summary><form method=post action=\"",
        RemoveComment::PATH,
        "?m=",
        &view.url_code,
        "\" data-comment=",
        &number,
        ">",
        &field("url_code", &view.url_code),
        &field("seat", &view.seat),
        &field("comment", &number),
        "<button class=\"button small danger\" data-key=b",
        &number,
        ">",
        texts.remove_comment_confirm(),
        "</button></form></details>",
    ]
    .concat()
}

/// A time in UTC in ISO 8601, for the `datetime` attribute.
fn iso_time(at: NaiveDateTime) -> String {
    let (day, hour, minute, second) = (at.date(), at.hour(), at.minute(), at.second());
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Whether the viewer may remove a comment; `wrote` says whether their device wrote it.
fn is_removable(entry: &Entry, view: &TimelineView, wrote: bool) -> bool {
    let open = matches!(&entry.event, Event::Commented { open: true, .. });
    let signed = matches!(&entry.who, Actor::Participant(id, _) if view.mine.contains(id));
    may_remove_comment(open, wrote || signed, view.organizes)
}

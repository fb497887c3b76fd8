//! English.

use super::LiveTexts;
#[cfg(feature = "ssr")]
use super::{PageTexts, RefusalTexts};

pub(super) const LIVE: LiveTexts = LiveTexts {
    my_days: "Your days",
    how_to_choose: "Each tap takes a day from ○ works to ✕ busy to ★ liked. Save when you are done.",
    how_to_mark: "Tap the days you cannot make. All the others count as free.",
    brush: "A tap marks a day as",
    free: "Works",
    busy: "Busy",
    starred: "Liked",
    saving: "Saving",
    saved: "Saved",
    not_saved: "Not saved yet.",
    try_again: "Try again",
    weekends_busy: "Weekends busy",
    all_days_work: "All days work",
    everyones_days: "Everyone's days",
    best_day: "best day",
    best_days: "Best days",
    nobody_yet: "They show up here when the first person is in.",
    everyone_can: "Everyone can",
    cannot: |names, more| match more {
        0 => format!("Cannot: {names}"),
        _ => format!("Cannot: {names} and {more} more"),
    },
    unanswered_count_as_free: |count| match count {
        1 => "1 person who has not answered yet counts as free.".to_owned(),
        _ => format!("{count} people who have not answered yet count as free."),
    },
    day_counts: |free, of, starred| match starred {
        0 => format!("{free} of {of} can"),
        1 => format!("{free} of {of} can, 1 star"),
        _ => format!("{free} of {of} can, {starred} stars"),
    },
    people: "Who is in",
    me: "you",
    answered: "answered",
    not_answered: "not yet",
    unreachable: "The server could not be reached.",
    undo: "Undo",
    away: "Not connected. What you mark is kept and sent when the connection is back.",
    waits: "not sent yet",
    dropped: "Some marks were not sent: the person they were for has left this meeting.",
    refused_for_other: "Some marks for another person were not saved:",
    outdated: "This meeting has changed.",
    show_anew: "Show it",
    and_more: |count| match count {
        1 => "And one more change.".to_owned(),
        _ => format!("And {count} more changes."),
    },
    timeline: "What happened",
    earlier: "Earlier",
    newest: "Back to now",
    not_sent: "Not sent yet.",
    remove_comment: "Remove",
    comment_removed: "This comment was removed.",
    guest: "guest",
    created: "The meeting was made",
    dates: "Dates",
    title: "Title",
    location: "Place",
    untitled: "Untitled meeting",
    joined: |name| format!("{name} is in"),
    renamed: |before, name| format!("{before} is now {name}"),
    removed: |name| format!("{name} is out"),
    marked: |name, days| {
        let Some([busy, starred, free]) = days else { return format!("All days work for {name}") };
        let mut sentence = format!("{name} marked ");
        let mut and = "";
        for (count, what) in [(busy, "busy"), (starred, "liked"), (free, "free")] {
            if count > 0 {
                let days = if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
                for part in [and, &days, " ", what] {
                    sentence.push_str(part);
                }
                and = ", ";
            }
        }
        if and.is_empty() {
            sentence.push_str("nothing as busy");
        }
        sentence
    },
    organizer: "organizer",
};

#[cfg(feature = "ssr")]
pub(super) const PAGES: PageTexts = PageTexts {
    when: "When, roughly?",
    select_dates: "Select dates",
    most_days: "up to 62 days",
    decide_later: "Decide later",
    decide_later_hint: "not knowing yet is fine",
    first_day: "First day",
    last_day: "Last day",
    leave_out: "Weekdays to leave out",
    legend_share: "people who can",
    legend_everyone: "everyone can",
    legend_best: "best day",
    legend_busy: "you cannot",
    legend_starred: "you like it",
    edit_days: "Edit days",
    new_name: |name| format!("New name of {name}"),
    rename: "Rename",
    remove: |name| format!("Remove {name}"),
    remove_hint: "The days that were marked go too.",
    presets: ["Next 4 weeks", "This month", "Next month"],
    manage_people: "Rename or remove people",
    home_title: "Meetifyr – the day that works",
    home_lines: ["The day that works,", "in one link."],
    home_hint: "No account. Tap the days you cannot make, done.",
    description: "Find the day that works for everyone, with one link and no account.",
    skip: "Skip to content",
    title: "What is it about?",
    location: "Where?",
    optional: "optional",
    location_later: "can be decided later",
    create: "Make the meeting",
    kept: |days| format!("Deleted by itself {days} days after its last day"),
    my_meetings: "Your meetings",
    no_dates: "no dates yet",
    people: |count| if count == 1 { "1 person".to_owned() } else { format!("{count} people") },
    link: "The link to share",
    link_hint: "Everyone who has it can read the meeting and join.",
    set_dates: "When, roughly?",
    set_dates_button: "Set the dates",
    set_dates_hint: "Once set, they cannot be changed.",
    wait_for_dates: "There are no dates yet. You can join as soon as the organizer has set them.",
    join: "When can you not make it?",
    join_hint: "A name is all it takes. No account, no mail.",
    name: "Name",
    join_button: "Start",
    add_another: "Answer for somebody else",
    add_another_hint: "Add a person who cannot open the link.",
    add_another_button: "Add",
    comment: "Say something",
    comment_name: "Name for your comment",
    comment_button: "Send",
    organize: "Manage the meeting",
    save: "Save",
    delete: "Delete the meeting",
    delete_hint: "Everybody's days go at once and do not come back.",
    delete_confirm: "Yes, delete it",
    delete_button: "Delete",
    expires: |day| format!("Deleted by itself on {day}"),
    not_found: "There is nothing here",
    not_found_hint: "The link may have been cut off, or the meeting deleted. Please check the link.",
    to_home: "Make a new meeting",
    broken: "Something went wrong",
    broken_hint: "Please open the page again in a moment. What was saved is still there.",
    too_large: "That is too long",
    too_large_hint: "Go back: what you typed is still there. Shorten it and send it again.",
    too_many: "That was a lot at once",
    too_many_hint: "Please wait a moment and open the page again. Nothing is lost.",
    no_cookie: "One more step",
    no_cookie_hint: "Meetifyr knows your browser by a cookie, so that only you can change what you make. It \
        did not come with your form. Go on and it should. If your browser keeps no cookies, everybody who \
        has the link will be able to change what you make now.",
    go_on: "Go on",
    open_meeting: "Everybody who has the link can change this meeting.",
    open_days: "Everybody who has the link can change these days.",
    open_meeting_and_days: "Everybody who has the link can change this meeting and these days.",
};

#[cfg(feature = "ssr")]
pub(super) const REFUSALS: RefusalTexts = RefusalTexts {
    empty: "Please write a name.",
    too_long: |most, more| format!("There is room for {most} characters. Please shorten it by {more}."),
    no_such_day: "There is no such day. Please write it like 2026-12-31.",
    reversed: "The first day is after the last. Please swap them.",
    range_too_long: "There is room for 62 days. Please choose fewer.",
    no_day_left: "No day is left. Please leave out fewer weekdays or choose more days.",
    out_of_years: "Please choose days in the years 1000 to 9999.",
    today_moved: "The dates have moved on. Please check the new ones and send them again.",
    choose_dates: "Please choose when, roughly.",
    meeting_not_found: "There is no such meeting. It may have been deleted.",
    participant_not_found: "This person is no longer in the meeting.",
    dates_already_set: |dates| format!("The dates are set already: {dates}."),
    dates_not_set: "There are no dates yet. You can join as soon as the organizer has set them.",
    name_taken: "This name is taken. Please choose another one.",
    meeting_full: |limit| format!("This meeting is full: {limit} people are in."),
    marks_do_not_fit: "The marks do not fit this meeting. Please open the page again.",
    not_organizer: "Only the organizer can do this, on the device that made the meeting.",
    not_their_device: "Only this person's own device and the organizer can change this.",
    comment_not_found: "This comment is not there.",
    not_their_name: "Only this person's own device can sign with this name.",
    not_their_comment: "Only the author of this comment and the organizer can remove it.",
    key_reused: "Something else was sent with the same key. Please open the page again.",
    not_confirmed: "To delete it, tick the box first.",
    unreadable: "What was sent could not be read. Please send it again.",
    failed: "It could not be saved just now. What you typed is still here: please send it again.",
    too_many: |seconds| match seconds {
        1 => "That was a lot at once. Please send it again in a second.".to_owned(),
        _ => format!("That was a lot at once. Please send it again in {seconds} seconds."),
    },
    doubtful: "Your browser sent two different cookies of this site, and one may be somebody else's. Please \
        delete this site's cookies and send it again.",
};

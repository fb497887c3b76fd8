//! Every text that people read, in one place: a struct of texts and a constant for each language,
//! so that a missing text does not compile.

mod dates;
mod english;
mod korean;
mod timeline;

use serde::{Deserialize, Serialize};

/// A language that the pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// 한국어.
    Korean,
    /// English.
    English,
}

impl Language {
    /// Its tag (BCP 47), as it stands in `<html lang>`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// The language with this tag.
    #[must_use]
    pub fn tagged(tag: &str) -> Option<Self> {
        [Self::Korean, Self::English].into_iter().find(|language| language.tag() == tag)
    }

    /// The texts of the islands.
    #[must_use]
    pub fn live(self) -> &'static LiveTexts {
        match self {
            Self::Korean => &korean::LIVE,
            Self::English => &english::LIVE,
        }
    }

    /// The texts that only the server writes.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn pages(self) -> &'static PageTexts {
        match self {
            Self::Korean => &korean::PAGES,
            Self::English => &english::PAGES,
        }
    }

    /// What the rules say no with.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn refusals(self) -> &'static RefusalTexts {
        match self {
            Self::Korean => &korean::REFUSALS,
            Self::English => &english::REFUSALS,
        }
    }
}

/// A text with a number in it.
type Counted = fn(usize) -> String;
/// A text with another in it.
#[cfg(feature = "ssr")]
type Named = fn(&str) -> String;

/// The texts of the islands, which the browser has too.
pub struct LiveTexts {
    /// Above one's own calendar.
    pub my_days: &'static str,
    /// What to do with it where every day is a form's field.
    pub how_to_choose: &'static str,
    /// What to do with it with a brush.
    pub how_to_mark: &'static str,
    /// The brushes as a group.
    pub brush: &'static str,
    /// Free.
    pub free: &'static str,
    /// Busy.
    pub busy: &'static str,
    /// Starred.
    pub starred: &'static str,
    /// While a stroke is under way.
    pub saving: &'static str,
    /// When it is there.
    pub saved: &'static str,
    /// When it is not.
    pub not_saved: &'static str,
    /// Sends it again.
    pub try_again: &'static str,
    /// Marks weekends busy.
    pub weekends_busy: &'static str,
    /// Says that all days work.
    pub all_days_work: &'static str,
    /// Above the calendar of all.
    pub everyones_days: &'static str,
    /// Of a day, for those who listen: it is one of the best.
    pub best_day: &'static str,
    /// Above the best days.
    pub best_days: &'static str,
    /// Instead of them, while nobody has joined.
    pub nobody_yet: &'static str,
    /// Of a best day: everyone can.
    pub everyone_can: &'static str,
    /// Of a best day: who cannot.
    pub cannot: fn(&str, usize) -> String,
    /// Below the best days: how many count as free for want of an answer.
    pub unanswered_count_as_free: Counted,
    /// Of a day, for those who listen: free people of all, starred.
    pub day_counts: fn(usize, usize, usize) -> String,
    /// Above the names.
    pub people: &'static str,
    /// Behind one's own name.
    pub me: &'static str,
    /// Behind the name of who has answered.
    pub answered: &'static str,
    /// Behind the name of who has not.
    pub not_answered: &'static str,
    /// When a page lost its connection to the server.
    pub unreachable: &'static str,
    /// Takes the last stroke back.
    pub undo: &'static str,
    /// When the server is not there: what becomes of what one does.
    pub away: &'static str,
    /// Of a day: what was marked is not sent yet.
    pub waits: &'static str,
    /// What waited was for somebody who is out.
    pub dropped: &'static str,
    /// Before the reason why marks for somebody else were refused.
    pub refused_for_other: &'static str,
    /// The page does not show the meeting as it is.
    pub outdated: &'static str,
    /// Shows it.
    pub show_anew: &'static str,
    /// For those who listen: more happened than was said.
    pub and_more: Counted,
    /// Above what happened.
    pub timeline: &'static str,
    /// Leads to what happened before.
    pub earlier: &'static str,
    /// Leads back from there.
    pub newest: &'static str,
    /// When it was not sent.
    pub not_sent: &'static str,
    /// Takes a comment back.
    pub remove_comment: &'static str,
    /// In its place.
    pub comment_removed: &'static str,
    /// Behind a name that was typed.
    pub guest: &'static str,
    /// The meeting was made.
    pub created: &'static str,
    /// Before new dates.
    pub dates: &'static str,
    /// Before a new title.
    pub title: &'static str,
    /// Before a new location.
    pub location: &'static str,
    /// Instead of a title.
    pub untitled: &'static str,
    /// Somebody is in.
    pub joined: fn(&str) -> String,
    /// Somebody is called otherwise: before, now.
    pub renamed: fn(&str, &str) -> String,
    /// Somebody is out.
    pub removed: fn(&str) -> String,
    /// Somebody marked so many days busy, starred and free; none: all days work.
    pub marked: fn(&str, Option<[usize; 3]>) -> String,
    /// Behind what the organizer did, or said.
    pub organizer: &'static str,
}

/// The texts that only the server writes.
#[cfg(feature = "ssr")]
pub struct PageTexts {
    /// Above the choice of dates.
    pub when: &'static str,
    /// The choice of any first and last day.
    pub select_dates: &'static str,
    /// Below it: how many days there may be.
    pub most_days: &'static str,
    /// The choice of no dates.
    pub decide_later: &'static str,
    /// Below it.
    pub decide_later_hint: &'static str,
    /// Before the field of the first day.
    pub first_day: &'static str,
    /// Before the field of the last day.
    pub last_day: &'static str,
    /// Above the weekdays to leave out.
    pub leave_out: &'static str,
    /// In the legend: the bar.
    pub legend_share: &'static str,
    /// In the legend: the ring.
    pub legend_everyone: &'static str,
    /// In the legend: the double ring.
    pub legend_best: &'static str,
    /// In the legend: the cross.
    pub legend_busy: &'static str,
    /// In the legend: the star.
    pub legend_starred: &'static str,
    /// Leads to a participant's days.
    pub edit_days: &'static str,
    /// Before the field of a new name.
    pub new_name: Named,
    /// Sends it.
    pub rename: &'static str,
    /// Removes a participant.
    pub remove: Named,
    /// What removing does.
    pub remove_hint: &'static str,
    /// The presets' names: next 4 weeks, this month, next month.
    pub presets: [&'static str; 3],
    /// Opens the list of people that can be renamed and removed.
    pub manage_people: &'static str,
    /// The title of the first page.
    pub home_title: &'static str,
    /// What it is, in two short lines.
    pub home_lines: [&'static str; 2],
    /// How little it takes.
    pub home_hint: &'static str,
    /// For search engines and previews.
    pub description: &'static str,
    /// Jumps to what a page is about.
    pub skip: &'static str,
    /// Before the field of the title.
    pub title: &'static str,
    /// Before the field of the location.
    pub location: &'static str,
    /// Behind a field that may be empty.
    pub optional: &'static str,
    /// In the empty field of the location.
    pub location_later: &'static str,
    /// Makes the meeting.
    pub create: &'static str,
    /// Below it: how many days it is kept.
    pub kept: fn(u64) -> String,
    /// Above the meetings of this device.
    pub my_meetings: &'static str,
    /// Instead of a range.
    pub no_dates: &'static str,
    /// How many people are in.
    pub people: Counted,
    /// Before the link to share.
    pub link: &'static str,
    /// What the link is for.
    pub link_hint: &'static str,
    /// Above the form of the range.
    pub set_dates: &'static str,
    /// Sends it.
    pub set_dates_button: &'static str,
    /// What it decides.
    pub set_dates_hint: &'static str,
    /// For guests, while there is no range.
    pub wait_for_dates: &'static str,
    /// Above the form that joins.
    pub join: &'static str,
    /// How little it takes.
    pub join_hint: &'static str,
    /// Before the field of the name.
    pub name: &'static str,
    /// Sends it.
    pub join_button: &'static str,
    /// Opens the form that adds somebody else.
    pub add_another: &'static str,
    /// What it is for.
    pub add_another_hint: &'static str,
    /// Sends it.
    pub add_another_button: &'static str,
    /// Before the field of a comment.
    pub comment: &'static str,
    /// Before the field of the name that signs it.
    pub comment_name: &'static str,
    /// Sends it.
    pub comment_button: &'static str,
    /// Opens what the organizer can do.
    pub organize: &'static str,
    /// Saves title and location.
    pub save: &'static str,
    /// Above the form that deletes.
    pub delete: &'static str,
    /// What it does.
    pub delete_hint: &'static str,
    /// The box to tick.
    pub delete_confirm: &'static str,
    /// Sends it.
    pub delete_button: &'static str,
    /// When the meeting goes.
    pub expires: Named,
    /// The title of the page that is not.
    pub not_found: &'static str,
    /// What may be the reason.
    pub not_found_hint: &'static str,
    /// Leads to the first page.
    pub to_home: &'static str,
    /// The title of the page when something broke.
    pub broken: &'static str,
    /// What to do.
    pub broken_hint: &'static str,
    /// The title of the page when a form was too long.
    pub too_large: &'static str,
    /// What to do.
    pub too_large_hint: &'static str,
    /// The title of the page for who asks too often.
    pub too_many: &'static str,
    /// What to do.
    pub too_many_hint: &'static str,
    /// The title of the page that sends a form on that came without a cookie.
    pub no_cookie: &'static str,
    /// What the cookie is for, and what it means to have none.
    pub no_cookie_hint: &'static str,
    /// Sends it on.
    pub go_on: &'static str,
    /// Of a meeting that was made without a device.
    pub open_meeting: &'static str,
    /// Of a participant who joined without a device, in a meeting that has an organizer.
    pub open_days: &'static str,
    /// Of both.
    pub open_meeting_and_days: &'static str,
}

/// What the rules say no with: what to do about it.
#[cfg(feature = "ssr")]
pub struct RefusalTexts {
    /// A name is empty.
    pub empty: &'static str,
    /// A text is too long: how many characters it may have, and by how many it is over.
    pub too_long: fn(usize, usize) -> String,
    /// A day does not exist.
    pub no_such_day: &'static str,
    /// The first day is after the last.
    pub reversed: &'static str,
    /// There are more days than there may be.
    pub range_too_long: &'static str,
    /// No day is left.
    pub no_day_left: &'static str,
    /// Years out of range.
    pub out_of_years: &'static str,
    /// The dates on the page are no longer today's.
    pub today_moved: &'static str,
    /// Neither a preset nor dates are chosen where they are needed.
    pub choose_dates: &'static str,
    /// No such meeting.
    pub meeting_not_found: &'static str,
    /// No such participant.
    pub participant_not_found: &'static str,
    /// The range is set already.
    pub dates_already_set: Named,
    /// There is no range to join.
    pub dates_not_set: &'static str,
    /// The name is taken.
    pub name_taken: &'static str,
    /// The meeting is full.
    pub meeting_full: Counted,
    /// The marks do not fit.
    pub marks_do_not_fit: &'static str,
    /// Only the organizer may.
    pub not_organizer: &'static str,
    /// Only their own device and the organizer may.
    pub not_their_device: &'static str,
    /// No such comment.
    pub comment_not_found: &'static str,
    /// Only their own device may sign so.
    pub not_their_name: &'static str,
    /// Only its author and the organizer may.
    pub not_their_comment: &'static str,
    /// A key that was used.
    pub key_reused: &'static str,
    /// The box was not ticked.
    pub not_confirmed: &'static str,
    /// The form could not be read.
    pub unreadable: &'static str,
    /// The database failed.
    pub failed: &'static str,
    /// Somebody asks too often: how many seconds to wait.
    pub too_many: fn(u64) -> String,
    /// There are two cookies that differ.
    pub doubtful: &'static str,
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::domain::MAX_DAYS;

    #[test]
    fn texts_name_the_limits_of_the_rules() {
        for language in [Language::Korean, Language::English] {
            let days = MAX_DAYS.to_string();
            assert!(language.pages().most_days.contains(&days));
            assert!(language.refusals().range_too_long.contains(&days));
        }
    }
}

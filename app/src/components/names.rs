//! Names of several people in a sentence.

use chrono::NaiveDate;

use crate::domain::{Board, Participant};
use crate::texts::Language;
use crate::texts::html::typed;

/// How many of the people who cannot come are named at most beside a day.
const MAX_NAMES: usize = 3;

/// The names of people as HTML, at most `most` of them and how many more they are.
pub(super) fn names(people: &[&Participant], most: usize, language: Language) -> String {
    let names: Vec<_> = people.iter().take(most).map(|one| typed(one.name.as_str())).collect();
    match people.len().saturating_sub(most) {
        0 => language.list(&names),
        more => language.live().and_more_people(more, &language.row(&names)),
    }
}

/// The sentence about who cannot come on a day, as HTML; empty if nobody said so.
pub(super) fn cannot(board: &Board, day: NaiveDate, language: Language) -> String {
    let index = board.dates.and_then(|dates| dates.position(day));
    let is_busy = |one: &&Participant| {
        index.and_then(|index| one.days.get(index)).is_some_and(|availability| !availability.is_free())
    };
    let people: Vec<_> = board.participants.iter().filter(is_busy).collect();
    if people.is_empty() {
        return String::new();
    }
    language.live().cannot(&names(&people, MAX_NAMES, language))
}

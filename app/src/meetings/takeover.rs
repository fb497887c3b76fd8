//! Conversion of data of the Python service, which allowed values that the current rules do not.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::domain::{
    Availability, DateRange, Location, MAX_CHARS, NameKey, ParticipantDateId, ParticipantName, Title,
    Weekdays,
};

/// The maximum length in days of a range that is taken over. The Python service limited ranges to 63 days,
/// but it did not check reversed ends, which may lie centuries apart.
const MAX_DAYS: i64 = 1_000;

/// The placeholder for a name without visible characters.
const PLACEHOLDER_NAME: &str = "(no name)";

/// A row of the Python service's table `participant_dates`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OldDate {
    /// The id, which clients know.
    pub id: ParticipantDateId,
    /// The day; several rows can have the same day.
    pub date: NaiveDate,
    /// The availability in this row.
    pub availability: Availability,
}

/// A participant date that follows the current rules. It has no id yet if the Python service had no row for
/// the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConvertedDate {
    /// The id of the old row, which stays.
    pub id: Option<ParticipantDateId>,
    /// The day.
    pub date: NaiveDate,
    /// The availability.
    pub availability: Availability,
}

/// Converts a title; one that is too long is cut.
#[must_use]
pub fn title(old: &str) -> Title {
    Title::parse(&truncate(old, MAX_CHARS)).unwrap_or_default()
}

/// Converts a location; one that is too long is cut.
#[must_use]
pub fn location(old: &str) -> Location {
    Location::parse(&truncate(old, MAX_CHARS)).unwrap_or_default()
}

/// Converts a range: reversed ends are swapped, and a long range stays as it is. `None` if an end is missing
/// or outside the supported years, or if the range has more than a thousand days.
#[must_use]
pub fn range(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Option<DateRange> {
    let (start, end) = (start?, end?);
    let (first, last) = (start.min(end), start.max(end));
    let is_usable = (last - first).num_days() < MAX_DAYS;
    DateRange::of_any_length(first, last, Weekdays::NONE).ok().filter(|_| is_usable)
}

/// Converts the names of a meeting's participants, in their order: a blank name becomes a placeholder, and of
/// equal names all but the first get a number.
#[must_use]
pub fn names(old: &[String]) -> Vec<ParticipantName> {
    let names: Vec<_> = old.iter().map(|old| name(old)).collect();
    let mut taken: HashSet<_> = names.iter().map(NameKey::of).collect();
    let mut seen = HashSet::new();
    let tell_apart = |name: ParticipantName| {
        if seen.insert(NameKey::of(&name)) {
            return name;
        }
        let mut numbered = (2..).map(|number| with_number(&name, number));
        // The search always succeeds: there are more numbers than names.
        let free = numbered.find(|numbered| taken.insert(NameKey::of(numbered)));
        free.unwrap_or(name)
    };
    names.into_iter().map(tell_apart).collect()
}

/// Converts participant dates to one for each day of `range`. Duplicate rows of a day are merged into one,
/// which keeps the lower id and the stronger availability (busy before starred before free); a missing day
/// becomes free; days outside the range are dropped.
#[must_use]
pub fn dates(old: &[OldDate], range: &DateRange) -> Vec<ConvertedDate> {
    let mut by_day: BTreeMap<NaiveDate, OldDate> = BTreeMap::new();
    for row in old {
        let merged = by_day.entry(row.date).or_insert(*row);
        merged.id = merged.id.min(row.id);
        merged.availability = stronger(merged.availability, row.availability);
    }
    let taken = |date| match by_day.get(&date) {
        Some(OldDate { id, availability, .. }) => {
            ConvertedDate { id: Some(*id), date, availability: *availability }
        }
        None => ConvertedDate { id: None, date, availability: Availability::Free },
    };
    range.days().map(taken).collect()
}

/// Whether the participant has answered. If all days are free, they may never have looked at them.
#[must_use]
pub fn answered(dates: &[ConvertedDate]) -> bool {
    dates.iter().any(|date| date.availability != Availability::Free)
}

fn name(old: &str) -> ParticipantName {
    ParticipantName::parse(&truncate(old, MAX_CHARS))
        .unwrap_or_else(|_| ParticipantName::parse(PLACEHOLDER_NAME).expect("the placeholder is a name"))
}

fn with_number(name: &ParticipantName, number: usize) -> ParticipantName {
    let number = format!(" ({number})");
    let base = truncate(name.as_str(), MAX_CHARS - number.len());
    ParticipantName::parse(&format!("{base}{number}")).expect("a cut name and a number are a name")
}

fn stronger(one: Availability, other: Availability) -> Availability {
    let weight = |availability| match availability {
        Availability::Busy => 2,
        Availability::Starred => 1,
        Availability::Free => 0,
    };
    std::cmp::max_by_key(one, other, |availability| weight(*availability))
}

/// The first `chars` characters of the trimmed text.
fn truncate(text: &str, chars: usize) -> String {
    text.trim().chars().take(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn named(old: &[&str]) -> Vec<String> {
        let old: Vec<_> = old.iter().map(|name| (*name).to_owned()).collect();
        names(&old).iter().map(|name| name.as_str().to_owned()).collect()
    }

    #[test]
    fn reversed_ends_are_swapped_and_long_ranges_stay() {
        let swapped = range(Some(day("2026-12-05")), Some(day("2026-12-01"))).unwrap();
        assert_eq!((swapped.first(), swapped.len()), (day("2026-12-01"), 5));
        assert_eq!(range(Some(day("2026-12-01")), Some(day("2027-02-01"))).unwrap().len(), 63);
        assert_eq!(range(Some(day("2026-12-01")), None), None);
        assert_eq!(range(Some(day("2026-12-01")), Some(day("1926-12-05"))), None);
    }

    #[test]
    fn equal_names_become_tellable_apart_and_nobody_else_is_renamed() {
        assert_eq!(
            named(&["Kit", " KIT", "Kit (2)", "kit", "Ann"]),
            ["Kit", "KIT (3)", "Kit (2)", "kit (4)", "Ann"]
        );
        let long = "가".repeat(255);
        let apart = named(&[&long, &long]);
        assert_eq!(apart[1].chars().count(), 255);
        assert!(apart[1].ends_with(" (2)"));
    }

    #[test]
    fn blank_names_get_a_placeholder_and_long_ones_are_cut() {
        assert_eq!(named(&["", "\u{200b} "]), ["(no name)", "(no name) (2)"]);
        assert_eq!(named(&[&"x".repeat(300)])[0].len(), 255);
        assert_eq!(title(&"x".repeat(300)).as_str().len(), 255);
    }

    #[test]
    fn a_day_that_is_there_twice_becomes_one_and_a_missing_day_is_free() {
        let row =
            |id, date, availability| OldDate { id: ParticipantDateId(id), date: day(date), availability };
        let old = [
            row(7, "2026-12-01", Availability::Starred),
            row(4, "2026-12-01", Availability::Busy),
            row(5, "2026-12-02", Availability::Starred),
            row(6, "2026-12-02", Availability::Free),
            row(8, "2026-12-09", Availability::Busy),
        ];
        let range = range(Some(day("2026-12-01")), Some(day("2026-12-03"))).unwrap();
        let taken = |id: Option<i64>, date, availability| ConvertedDate {
            id: id.map(ParticipantDateId),
            date: day(date),
            availability,
        };
        let dates = dates(&old, &range);
        assert_eq!(
            dates,
            [
                taken(Some(4), "2026-12-01", Availability::Busy),
                taken(Some(5), "2026-12-02", Availability::Starred),
                taken(None, "2026-12-03", Availability::Free),
            ]
        );
        assert!(answered(&dates));
        assert!(!answered(&dates[2..]));
    }
}

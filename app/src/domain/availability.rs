//! Availability of one participant on one day (free, busy, starred), and the marks that change it.

/// The availability of one participant on one day. A starred day is a free day that is preferred: "busy and
/// starred" does not exist.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Availability {
    /// The participant can make it. This is the default.
    #[default]
    Free,
    /// The participant cannot make it.
    Busy,
    /// The participant can make it and prefers this day.
    Starred,
}

/// A change to one day of one participant. Each mark is idempotent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The day becomes free, without a star.
    Free,
    /// The day becomes busy and loses its star (the API's `off`).
    Busy,
    /// The day becomes free and starred, even if it was busy (the API's `star`).
    Starred,
    /// A busy day becomes free; a star stays (the API's `on`, and "all days work").
    NotBusy,
    /// A starred day becomes free; a busy day stays busy (the API's `unstar`).
    NotStarred,
}

impl Availability {
    /// All three, in the order in which a tap without a brush cycles through them.
    pub const ALL: [Self; 3] = [Self::Free, Self::Busy, Self::Starred];

    /// The availability for the columns `enabled` and `starred`. The star of a day that is not enabled is
    /// ignored.
    #[must_use]
    pub fn from_columns(enabled: bool, starred: bool) -> Self {
        match (enabled, starred) {
            (false, _) => Self::Busy,
            (true, false) => Self::Free,
            (true, true) => Self::Starred,
        }
    }

    /// The value of the column `enabled`: whether the day is free (starred counts as free).
    #[must_use]
    pub fn is_free(self) -> bool {
        self != Self::Busy
    }

    /// The value of the column `starred`.
    #[must_use]
    pub fn is_starred(self) -> bool {
        self == Self::Starred
    }

    /// The character for this availability in the text form of a participant's days (one character per day).
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Free => 'f',
            Self::Busy => 'b',
            Self::Starred => 's',
        }
    }

    /// The availability for a character that [`Self::letter`] returned; `None` for any other character.
    #[must_use]
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|availability| availability.letter() == letter)
    }

    /// The availability of the day after `mark`.
    #[must_use]
    pub fn after(self, mark: Mark) -> Self {
        match (mark, self) {
            (Mark::Busy, _) => Self::Busy,
            (Mark::Starred, _) => Self::Starred,
            (Mark::Free, _) | (Mark::NotBusy, Self::Busy) | (Mark::NotStarred, Self::Starred) => Self::Free,
            (Mark::NotBusy | Mark::NotStarred, other) => other,
        }
    }
}

impl From<Availability> for Mark {
    fn from(availability: Availability) -> Self {
        match availability {
            Availability::Free => Self::Free,
            Availability::Busy => Self::Busy,
            Availability::Starred => Self::Starred,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ON: Mark = Mark::NotBusy;
    const OFF: Mark = Mark::Busy;
    const STAR: Mark = Mark::Starred;
    const UNSTAR: Mark = Mark::NotStarred;

    #[test]
    fn the_four_verbs_say_what_the_rules_say() {
        use Availability::{Busy, Free, Starred};
        for (verb, results) in [
            (ON, [Free, Free, Starred]),
            (OFF, [Busy, Busy, Busy]),
            (STAR, [Starred, Starred, Starred]),
            (UNSTAR, [Free, Busy, Free]),
        ] {
            assert_eq!([Free, Busy, Starred].map(|before| before.after(verb)), results, "{verb:?}");
        }
    }

    proptest! {
        #[test]
        fn a_starred_day_is_free_after_any_sequence_of_verbs(
            verbs in prop::collection::vec(prop::sample::select(vec![ON, OFF, STAR, UNSTAR]), 0..40),
        ) {
            // The columns as the Python service sets them, with each verb implemented separately.
            let (mut enabled, mut starred) = (true, false);
            let mut availability = Availability::Free;
            for verb in verbs {
                match verb {
                    ON => enabled = true,
                    OFF => (enabled, starred) = (false, false),
                    STAR => (enabled, starred) = (true, true),
                    _ => starred = false,
                }
                availability = availability.after(verb);
                prop_assert_eq!(availability.is_free(), enabled);
                prop_assert_eq!(availability.is_starred(), starred);
                prop_assert!(availability.is_free() || !availability.is_starred());
            }
        }

        #[test]
        fn every_mark_is_idempotent(
            before in prop::sample::select(Availability::ALL.to_vec()),
            mark in prop::sample::select(vec![Mark::Free, OFF, STAR, ON, UNSTAR]),
        ) {
            prop_assert_eq!(before.after(mark).after(mark), before.after(mark));
        }

        #[test]
        fn columns_and_letters_give_the_availability_back(
            availability in prop::sample::select(Availability::ALL.to_vec()),
        ) {
            let (free, starred) = (availability.is_free(), availability.is_starred());
            prop_assert_eq!(Availability::from_columns(free, starred), availability);
            prop_assert_eq!(Availability::from_letter(availability.letter()), Some(availability));
        }
    }
}

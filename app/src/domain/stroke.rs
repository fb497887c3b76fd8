//! A stroke: several days of one participant, marked together.

use thiserror::Error;

use super::{Availability, DateRange, Mark};

/// The character for a day that the stroke does not change.
const UNTOUCHED: char = '.';

/// A mark for some of the candidate days. The other days are not touched, so that two devices that change
/// different days of one participant do not overwrite each other.
///
/// As text it has a character for each candidate day: a letter of [`Availability`], or a full stop. The range
/// of a meeting never changes once it is set, so a position in the text always means the same day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stroke(Vec<Option<Mark>>);

/// Why a text is not a stroke over a date range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StrokeError {
    /// The text has more or fewer characters than there are candidate days.
    #[error("should have a character for each of {days} days, not {given}")]
    OtherLength {
        /// How many candidate days there are.
        days: usize,
        /// How many characters were given.
        given: usize,
    },
    /// A character is not a known mark.
    #[error("has the unknown mark {0:?}")]
    UnknownMark(char),
}

impl Stroke {
    /// A stroke over `days` candidate days that changes none of them.
    #[must_use]
    pub fn untouched(days: usize) -> Self {
        Self(vec![None; days])
    }

    /// The stroke that makes every day free and keeps the stars.
    #[must_use]
    pub fn all_days_work(dates: &DateRange) -> Self {
        Self(vec![Some(Mark::NotBusy); dates.len()])
    }

    /// Parses the text of a stroke over `dates`.
    ///
    /// # Errors
    /// [`StrokeError`].
    pub fn parse(text: &str, dates: &DateRange) -> Result<Self, StrokeError> {
        letters(text, dates)?
            .into_iter()
            .map(|letter| match letter {
                UNTOUCHED => Ok(None),
                _ => availability(letter).map(|availability| Some(availability.into())),
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The days whose availability in a form (`chosen`) differs from the one that the form showed (`seen`),
    /// so that a concurrent change by somebody else is kept. A day that was not sent is not changed.
    ///
    /// # Errors
    /// [`StrokeError`].
    pub fn from_form(seen: &str, chosen: &str, dates: &DateRange) -> Result<Self, StrokeError> {
        let seen = letters(seen, dates)?;
        let chosen = letters(chosen, dates)?;
        seen.into_iter()
            .zip(chosen)
            .map(|(seen, chosen)| {
                if chosen == UNTOUCHED {
                    return Ok(None);
                }
                let (seen, chosen) = (availability(seen)?, availability(chosen)?);
                Ok((seen != chosen).then(|| chosen.into()))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Marks the day at index `index`, from 0; an index outside the range is ignored.
    pub fn set(&mut self, index: usize, mark: Mark) {
        if let Some(day) = self.0.get_mut(index) {
            *day = Some(mark);
        }
    }

    /// Whether the stroke marks the day at index `index`.
    #[must_use]
    pub fn touches(&self, index: usize) -> bool {
        self.0.get(index).is_some_and(Option::is_some)
    }

    /// Merges a later stroke into this one: if both mark a day, the later mark wins.
    pub fn then(&mut self, later: &Self) {
        for (day, mark) in self.0.iter_mut().zip(&later.0) {
            *day = mark.or(*day);
        }
    }

    /// Whether the stroke changes no day.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// The availability of `days` after the stroke.
    #[must_use]
    pub fn applied_to(&self, days: &[Availability]) -> Vec<Availability> {
        let marks = self.0.iter().copied().chain(std::iter::repeat(None));
        days.iter().zip(marks).map(|(day, mark)| mark.map_or(*day, |mark| day.after(mark))).collect()
    }

    /// The stroke as text. The marks [`Mark::NotBusy`] and [`Mark::NotStarred`] have no letter of their own:
    /// they are written as the availability that they result in when applied to `days`.
    #[must_use]
    pub fn text(&self, days: &[Availability]) -> String {
        let after = self.applied_to(days);
        self.0.iter().zip(after).map(|(mark, after)| mark.map_or(UNTOUCHED, |_| after.letter())).collect()
    }
}

/// The characters of `text`, one for each candidate day.
fn letters(text: &str, dates: &DateRange) -> Result<Vec<char>, StrokeError> {
    let letters: Vec<char> = text.chars().collect();
    let days = dates.len();
    if letters.len() == days {
        Ok(letters)
    } else {
        Err(StrokeError::OtherLength { days, given: letters.len() })
    }
}

fn availability(letter: char) -> Result<Availability, StrokeError> {
    Availability::from_letter(letter).ok_or(StrokeError::UnknownMark(letter))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Weekdays;

    fn five_days() -> DateRange {
        DateRange::new("2026-12-01".parse().unwrap(), "2026-12-05".parse().unwrap(), Weekdays::NONE).unwrap()
    }

    fn days(text: &str) -> Vec<Availability> {
        text.chars().map(|letter| Availability::from_letter(letter).unwrap()).collect()
    }

    #[test]
    fn a_stroke_changes_only_the_days_it_names() {
        let stroke = Stroke::parse("..bs.", &five_days()).unwrap();
        assert_eq!(stroke.applied_to(&days("sbsbf")), days("sbbsf"));
    }

    #[test]
    fn a_form_marks_only_the_days_that_differ_from_what_it_showed() {
        let stroke = Stroke::from_form("ffbsf", "fbbf.", &five_days()).unwrap();
        assert_eq!(stroke, Stroke::parse(".b.f.", &five_days()).unwrap());
    }

    #[test]
    fn all_days_work_makes_every_day_free_and_keeps_stars() {
        let stroke = Stroke::all_days_work(&five_days());
        assert_eq!(stroke.applied_to(&days("fbsbs")), days("ffsfs"));
    }

    #[test]
    fn a_text_of_another_length_or_with_an_unknown_letter_is_no_stroke() {
        assert_eq!(Stroke::parse("bb", &five_days()), Err(StrokeError::OtherLength { days: 5, given: 2 }));
        assert_eq!(Stroke::parse("..x..", &five_days()), Err(StrokeError::UnknownMark('x')));
        assert_eq!(Stroke::from_form("fffff", "ffff?", &five_days()), Err(StrokeError::UnknownMark('?')));
    }

    proptest! {
        #[test]
        fn one_stroke_after_another_is_their_sum(
            before in "[fbs]{5}", first in "[fbs.]{5}", second in "[fbs.]{5}",
        ) {
            let before = days(&before);
            let first = Stroke::parse(&first, &five_days()).unwrap();
            let second = Stroke::parse(&second, &five_days()).unwrap();
            let one_by_one = second.applied_to(&first.applied_to(&before));
            let mut sum = first;
            sum.then(&second);
            prop_assert_eq!(sum.applied_to(&before), one_by_one);
        }

        #[test]
        fn a_stroke_is_the_same_after_writing_and_reading(before in "[fbs]{5}", text in "[fbs.]{5}") {
            let stroke = Stroke::parse(&text, &five_days()).unwrap();
            prop_assert_eq!(stroke.text(&days(&before)), text);
        }
    }
}

//! A pending edit: a change to the viewer's days that the server may not have yet.

use crate::domain::{Availability, DateRange, Stroke};

/// The text form of "all days work" in a stored edit.
const ALL_DAYS_WORK: &str = "*";

/// A change that the viewer made to their days. It is idempotent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PendingEdit {
    /// Days were marked.
    Stroke(Stroke),
    /// All days work.
    AllDaysWork,
}

impl PendingEdit {
    /// The availability of `days` after the edit.
    pub(super) fn applied_to(&self, days: &[Availability], dates: &DateRange) -> Vec<Availability> {
        match self {
            Self::Stroke(stroke) => stroke.applied_to(days),
            Self::AllDaysWork => Stroke::all_days_work(dates).applied_to(days),
        }
    }

    /// The undo for this edit, given the availability `days` before it.
    pub(super) fn undone(&self, days: &[Availability], dates: &DateRange) -> Undo {
        let changes = days.iter().copied().zip(self.applied_to(days, dates)).enumerate();
        Undo(changes.filter(|(_, (before, after))| before != after).collect())
    }

    /// Whether the edit marks the day at index `index`.
    pub(super) fn touches(&self, index: usize) -> bool {
        match self {
            Self::Stroke(stroke) => stroke.touches(index),
            Self::AllDaysWork => true,
        }
    }

    /// The edit as a line of text, given the viewer's current availability `days`.
    pub(super) fn text(&self, days: &[Availability]) -> String {
        match self {
            Self::Stroke(stroke) => stroke.text(days),
            Self::AllDaysWork => ALL_DAYS_WORK.to_owned(),
        }
    }

    /// Parses a line of text; `None` if it is not an edit over these dates.
    pub(super) fn parse(text: &str, dates: &DateRange) -> Option<Self> {
        if text == ALL_DAYS_WORK {
            return Some(Self::AllDaysWork);
        }
        Stroke::parse(text, dates).ok().map(Self::Stroke)
    }
}

/// The undo of an edit: for each day that it changed, the index and the availability before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undo(Vec<(usize, (Availability, Availability))>);

impl Undo {
    /// Whether there is nothing to undo.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes `now` the availability to which undoing leads back on the day at index `index`, if the edit changed it.
    pub(super) fn lead_back_to(&mut self, index: usize, now: Availability) {
        for (changed, (before, _)) in &mut self.0 {
            if *changed == index {
                *before = now;
            }
        }
    }

    /// The stroke that undoes the edit, given the current availability `days`. Days that were marked later,
    /// here or elsewhere, keep their mark.
    pub(super) fn stroke(&self, days: &[Availability]) -> Stroke {
        let mut stroke = Stroke::untouched(days.len());
        for (index, (before, after)) in &self.0 {
            if days.get(*index) == Some(after) {
                stroke.set(*index, (*before).into());
            }
        }
        stroke
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Weekdays;

    fn dates() -> DateRange {
        DateRange::new("2026-12-01".parse().unwrap(), "2026-12-05".parse().unwrap(), Weekdays::NONE).unwrap()
    }

    fn days(text: &str) -> Vec<Availability> {
        text.chars().map(|letter| Availability::from_letter(letter).unwrap()).collect()
    }

    #[test]
    fn what_is_undone_is_as_it_was_and_touches_nothing_else() {
        for (edit, before) in [("b.s.f", "fsbbs"), ("*", "fbsbf")] {
            let (edit, before) = (PendingEdit::parse(edit, &dates()).unwrap(), days(before));
            let after = edit.applied_to(&before, &dates());
            let undo = edit.undone(&before, &dates()).stroke(&after);
            assert_eq!(undo.applied_to(&after), before);
            let untouched = (0..5).filter(|index| before[*index] == after[*index]);
            assert!(untouched.into_iter().all(|index| !undo.touches(index)));
        }
    }

    #[test]
    fn undoing_leads_back_to_what_somebody_else_marked_while_the_edit_was_waiting() {
        let mut undo = PendingEdit::parse("bb...", &dates()).unwrap().undone(&days("fffff"), &dates());
        undo.lead_back_to(0, Availability::Starred);
        undo.lead_back_to(4, Availability::Starred);
        assert_eq!(undo.stroke(&days("bbfff")).applied_to(&days("bbfff")), days("sffff"));
    }

    #[test]
    fn what_was_marked_after_it_stays_when_it_is_undone() {
        let undo = PendingEdit::parse("bb...", &dates()).unwrap().undone(&days("fffff"), &dates());
        assert_eq!(undo.stroke(&days("bsfff")).applied_to(&days("bsfff")), days("fsfff"));
    }

    #[test]
    fn what_changes_nothing_needs_no_undoing() {
        assert!(PendingEdit::AllDaysWork.undone(&days("ffsff"), &dates()).is_empty());
        assert!(PendingEdit::parse("f....", &dates()).unwrap().undone(&days("fbbbb"), &dates()).is_empty());
    }

    #[test]
    fn a_deed_is_the_same_after_it_was_kept_as_text() {
        for text in ["b.s.f", "*"] {
            let edit = PendingEdit::parse(text, &dates()).unwrap();
            assert_eq!(edit.text(&days("fffff")), text);
        }
        assert_eq!(PendingEdit::parse("bb", &dates()), None);
    }
}

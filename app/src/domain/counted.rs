//! Leaving people out of the count: the view of one viewer.

use super::{Participant, ParticipantId};

/// The participants who count: those in `only`. All of them do if it names none of them, as when it is empty.
#[must_use]
pub fn counted(participants: &[Participant], only: &[ParticipantId]) -> Vec<Participant> {
    let counts = |one: &&Participant| only.contains(&one.id);
    let left: Vec<_> = participants.iter().filter(counts).cloned().collect();
    if left.is_empty() { participants.to_vec() } else { left }
}

/// Parses the value of `?people=` in an address: ids with commas in between; what is no id is ignored.
#[must_use]
pub fn parse_people(text: &str) -> Vec<ParticipantId> {
    text.split(',').filter_map(|id| id.trim().parse().ok()).map(ParticipantId).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ParticipantName;

    #[test]
    fn those_who_are_named_count_and_everybody_if_none_of_them_is_there() {
        let name = ParticipantName::parse("Kit").unwrap();
        let person =
            |id| Participant { id: ParticipantId(id), name: name.clone(), answered: true, days: Vec::new() };
        let people = [person(1), person(2), person(3)];
        let ids = |text| counted(&people, &parse_people(text)).iter().map(|one| one.id.0).collect::<Vec<_>>();
        assert_eq!(ids("3, 1"), [1, 3]);
        assert_eq!(ids("2,9,x"), [2]);
        for nobody in ["", "9", "x,,", "99999999999999999999"] {
            assert_eq!(ids(nobody), [1, 2, 3], "{nobody:?}");
        }
    }
}

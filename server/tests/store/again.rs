//! A new meeting like an earlier one, and the names that are reserved in it.

use app::domain::{Event, Location, Note, TimeOfDay, Title, ZoneName};
use app::meetings::{Description, IdempotencyKey, NewName, Patch, Refusal, TimeChange};

use crate::World;
use crate::helpers::{dates, execute, five_days, refused};
use crate::support::{device, name};

crate::on_both_engines!(
    a_new_meeting_has_the_texts_the_time_and_the_names_but_no_dates_and_marks,
    only_the_organizer_meets_again_or_anybody_if_it_is_open,
    a_reserved_name_is_taken_once_by_who_says_that_it_is_theirs,
    who_renames_to_a_reserved_name_takes_it,
    names_that_are_the_same_by_the_rule_of_today_are_reserved_once,
    the_same_request_makes_one_meeting,
);

async fn a_new_meeting_has_the_texts_the_time_and_the_names_but_no_dates_and_marks(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let note = Note::parse("Bring boots").unwrap();
    let description =
        Description { title: None, location: Location::parse("마포").ok(), note: Some(note.clone()) };
    world.meetings.describe(code.clone(), Some(organizer), description).await.unwrap();
    let time = TimeChange {
        start: Patch::Set(TimeOfDay::parse("19:30").unwrap()),
        zone: Patch::Set(ZoneName::parse("America/New_York").unwrap()),
        duration: Patch::Keep,
    };
    world.meetings.set_time(code.clone(), Some(organizer), time).await.unwrap();
    for who in ["Kit", "이순신", "Ann"] {
        world.meetings.join(code.clone(), Some(device()), name(who), None).await.unwrap();
    }
    let new = world.meetings.again(&code, Some(organizer), None).await.unwrap();
    let before = world.meetings.read(&code, None).await.unwrap().meeting;
    let found = world.meetings.read(&new, Some(&organizer)).await.unwrap();
    let meeting = found.meeting;
    assert_eq!((&meeting.title, &meeting.location, &meeting.note), (&before.title, &before.location, &note));
    assert_eq!((&meeting.time, meeting.dates, meeting.participants.len()), (&before.time, None, 0));
    assert!(found.access.own && meeting.version == 3);
    let names = world.meetings.reserved_names(&new).await.unwrap();
    assert_eq!(names, ["Kit", "이순신", "Ann"].map(name));
    let entries = world.meetings.entries_since(&new, 0).await.unwrap().entries;
    assert!(matches!(entries[1].event, Event::NoteChanged { .. }));
    assert!(matches!(entries[2].event, Event::TimeChanged { .. }));
    // The earlier one stays as it was.
    assert_eq!((before.participants.len(), before.version), (3, 8));
}

async fn only_the_organizer_meets_again_or_anybody_if_it_is_open(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    for asker in [Some(device()), None] {
        assert_eq!(refused(world.meetings.again(&code, asker, None).await), Refusal::NotOrganizer);
    }
    let open = world.meetings.create(None, Title::default(), Location::default(), None, None).await.unwrap();
    let asker = device();
    let new = world.meetings.again(&open, Some(asker), None).await.unwrap();
    assert!(world.meetings.read(&new, Some(&asker)).await.unwrap().access.own);
}

async fn a_reserved_name_is_taken_once_by_who_says_that_it_is_theirs(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    world.meetings.join(code.clone(), Some(device()), name("Kit"), None).await.unwrap();
    let new = world.meetings.again(&code, Some(organizer), None).await.unwrap();
    let days = dates("2026-12-01", "2026-12-03");
    world.meetings.set_dates(new.clone(), Some(organizer), days).await.unwrap();
    let version = world.meetings.read(&new, None).await.unwrap().meeting.version;
    // By whatever letters: the name is compared as names of participants are.
    let asked = world.meetings.join(new.clone(), Some(device()), name("KIT"), None).await;
    assert_eq!(refused(asked), Refusal::NameReserved(name("KIT")));
    assert_eq!(world.meetings.reserved_names(&new).await.unwrap(), [name("Kit")]);
    assert_eq!(world.meetings.read(&new, None).await.unwrap().meeting.version, version);
    // Who does not come this time is there the next time.
    let third = world.meetings.again(&new, Some(organizer), None).await.unwrap();
    assert_eq!(world.meetings.reserved_names(&third).await.unwrap(), [name("Kit")]);
    world.meetings.join(new.clone(), Some(device()), name("Lee"), None).await.unwrap();
    let kit = NewName { name: name("Kit"), takes_reserved: true };
    let takes = tokio::join!(
        world.meetings.join(new.clone(), Some(device()), kit.clone(), None),
        world.meetings.join(new.clone(), Some(device()), kit, None)
    );
    assert_ne!(takes.0.is_ok(), takes.1.is_ok());
    let late = if takes.0.is_ok() { takes.1 } else { takes.0 };
    assert_eq!(refused(late), Refusal::NameTaken(name("Kit")));
    assert_eq!(world.meetings.reserved_names(&new).await.unwrap(), []);
}

async fn who_renames_to_a_reserved_name_takes_it(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    world.meetings.join(code.clone(), Some(device()), name("Kit"), None).await.unwrap();
    let new = world.meetings.again(&code, Some(organizer), None).await.unwrap();
    let days = dates("2026-12-01", "2026-12-03");
    world.meetings.set_dates(new.clone(), Some(organizer), days).await.unwrap();
    let id = world.meetings.join(new.clone(), Some(organizer), name("Kitty"), None).await.unwrap();
    world.meetings.rename(new.clone(), Some(organizer), id, name("kit")).await.unwrap();
    assert_eq!(world.meetings.reserved_names(&new).await.unwrap(), []);
}

async fn names_that_are_the_same_by_the_rule_of_today_are_reserved_once(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    for who in ["Kit", "Other"] {
        world.meetings.join(code.clone(), Some(device()), name(who), None).await.unwrap();
    }
    execute(world, "UPDATE participants SET name = 'KIT' WHERE name = 'Other'").await;
    let new = world.meetings.again(&code, Some(organizer), None).await.unwrap();
    assert_eq!(world.meetings.reserved_names(&new).await.unwrap(), [name("Kit")]);
}

async fn the_same_request_makes_one_meeting(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let key = IdempotencyKey::of_form("0123456789abcdefghijkl", &["again", code.as_str()]);
    let first = world.meetings.again(&code, Some(organizer), key).await.unwrap();
    assert_eq!(world.meetings.again(&code, Some(organizer), key).await.unwrap(), first);
}

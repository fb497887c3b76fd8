//! Renaming and removing participants.

use app::meetings::Refusal;

use crate::World;
use crate::helpers::{five_days, refused};
use crate::support::{device, name};

crate::on_both_engines!(
    a_participant_is_renamed_by_its_device_and_by_the_organizer,
    the_same_name_again_changes_nothing,
    a_participant_may_change_the_case_of_its_name,
    a_participant_cannot_take_the_name_of_another,
    a_removed_participant_takes_its_dates_along_and_frees_its_name,
    a_stranger_neither_renames_nor_removes,
    a_number_is_never_given_again,
);

async fn a_participant_is_renamed_by_its_device_and_by_the_organizer(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    let id = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    for (asker, text) in [(guest, "Kat"), (organizer, "Kot")] {
        world.meetings.rename(code.clone(), Some(asker), id, name(text)).await.unwrap();
        let seen = world.meetings.read(&code, None).await.unwrap();
        assert_eq!(seen.meeting.participants[0].name, name(text));
    }
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, 5);
}

async fn the_same_name_again_changes_nothing(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let id = world.meetings.join(code.clone(), None, name("Kit"), None).await.unwrap();
    world.meetings.rename(code.clone(), None, id, name(" Kit ")).await.unwrap();
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, 3);
}

async fn a_participant_may_change_the_case_of_its_name(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let id = world.meetings.join(code.clone(), None, name("kit"), None).await.unwrap();
    world.meetings.rename(code.clone(), None, id, name("KIT")).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!(seen.meeting.participants[0].name.as_str(), "KIT");
}

async fn a_participant_cannot_take_the_name_of_another(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    world.meetings.join(code.clone(), None, name("Kit"), None).await.unwrap();
    let robin = world.meetings.join(code.clone(), None, name("Robin"), None).await.unwrap();
    let answer = world.meetings.rename(code.clone(), None, robin, name("kIT")).await;
    assert_eq!(refused(answer), Refusal::NameTaken(name("kIT")));
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!(seen.meeting.participants[1].name.as_str(), "Robin");
}

async fn a_removed_participant_takes_its_dates_along_and_frees_its_name(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    let id = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    world.meetings.remove(code.clone(), Some(organizer), id).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert!(seen.meeting.participants.is_empty());
    assert_eq!(seen.meeting.version, 4);
    let again = world.meetings.remove(code.clone(), Some(guest), id).await;
    assert_eq!(refused(again), Refusal::ParticipantNotFound(id));
    world.meetings.join(code, Some(guest), name("Kit"), None).await.unwrap();
}

async fn a_stranger_neither_renames_nor_removes(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let id = world.meetings.join(code.clone(), Some(device()), name("Kit"), None).await.unwrap();
    let stranger = Some(device());
    let answer = world.meetings.rename(code.clone(), stranger, id, name("Kat")).await;
    assert_eq!(refused(answer), Refusal::NotTheirDevice);
    let answer = world.meetings.remove(code.clone(), stranger, id).await;
    assert_eq!(refused(answer), Refusal::NotTheirDevice);
}

async fn a_number_is_never_given_again(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let first = world.meetings.join(code.clone(), None, name("Kit"), None).await.unwrap();
    world.meetings.remove(code.clone(), None, first).await.unwrap();
    let second = world.meetings.join(code, None, name("Kit"), None).await.unwrap();
    assert!(second > first);
}

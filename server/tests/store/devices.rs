//! What a device keeps for itself: meetings that it does not list, and that it is forgotten.

use app::domain::{CommentText, Marking};
use app::meetings::{LinkTarget, Refusal, Signature};

use crate::World;
use crate::helpers::{five_days, refused, texts};
use crate::support::{device, name};

crate::on_both_engines!(
    a_meeting_is_left_out_of_the_list_of_one_device_and_put_back,
    other_meetings_are_not_left_out,
    a_device_that_is_forgotten_owns_nothing,
);

async fn a_meeting_is_left_out_of_the_list_of_one_device_and_put_back(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let version = world.meetings.read(&code, None).await.unwrap().meeting.version;
    let hidden = async |viewer| world.meetings.meetings_of(&viewer).await.unwrap()[0].hidden;
    for (hides, expected) in [(true, true), (true, true), (false, false)] {
        world.meetings.hide_meeting(code.clone(), Some(guest), hides).await.unwrap();
        assert_eq!((hidden(guest).await, hidden(organizer).await), (expected, false));
    }
    // Nothing else changes.
    let found = world.meetings.read(&code, Some(&guest)).await.unwrap();
    assert!(found.participants[0].own && found.meeting.version == version);
    let (other, _) = five_days(&world.meetings).await;
    world.meetings.join(other.clone(), Some(guest), name("Kit"), None).await.unwrap();
    world.meetings.hide_meeting(other.clone(), Some(guest), true).await.unwrap();
    let listed: Vec<_> = world.meetings.meetings_of(&guest).await.unwrap();
    assert_eq!(listed.iter().map(|meeting| &meeting.url_code).collect::<Vec<_>>(), [&code, &other]);
}

async fn other_meetings_are_not_left_out(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    world.meetings.hide_meeting(code.clone(), Some(device()), true).await.unwrap();
    assert_eq!(texts(world, "SELECT meeting_id FROM hidden_meetings").await, Vec::<String>::new());
    let refusal = world.meetings.hide_meeting(code, None, true).await;
    assert_eq!(refused(refusal), Refusal::NoDevice);
}

async fn a_device_that_is_forgotten_owns_nothing(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let kit = world.meetings.join(code.clone(), Some(organizer), name("Kit"), None).await.unwrap();
    let text = CommentText::parse("See you there").unwrap();
    let signature = Signature::Participant(kit);
    world.meetings.comment(code.clone(), Some(organizer), signature, text, None).await.unwrap();
    let phone = device();
    let token =
        world.meetings.make_link(code.clone(), Some(organizer), LinkTarget::Participant(kit)).await.unwrap();
    world.meetings.claim(&token, Some(phone)).await.unwrap();
    world.meetings.hide_meeting(code.clone(), Some(phone), true).await.unwrap();
    for forgotten in [phone, organizer, organizer] {
        world.meetings.forget_device(&forgotten).await.unwrap();
        assert!(world.meetings.meetings_of(&forgotten).await.unwrap().is_empty());
        let marked = world.meetings.mark(code.clone(), Some(forgotten), kit, Marking::AllDaysWork).await;
        assert_eq!(refused(marked), Refusal::NotTheirDevice);
    }
    // The meeting stays, and is not open.
    let found = world.meetings.read(&code, Some(&organizer)).await.unwrap();
    assert!(!found.access.own && !found.access.open && found.meeting.participants.len() == 1);
    for table in ["hidden_meetings", "meeting_devices", "participant_devices"] {
        let rows = match table {
            "hidden_meetings" => "SELECT hex(device_hash) FROM hidden_meetings",
            "meeting_devices" => "SELECT hex(device_hash) FROM meeting_devices",
            _ => "SELECT hex(device_hash) FROM participant_devices",
        };
        assert_eq!(texts(world, rows).await, Vec::<String>::new(), "{table}");
    }
}

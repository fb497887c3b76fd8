//! Comments are timeline entries that their author and the organizer can remove.

use app::domain::{Actor, CommentText, Event, UrlCode};
use app::meetings::{DeviceHash, IdempotencyKey, Refusal, Signature};

use crate::World;
use crate::helpers::{five_days, refused};
use crate::support::{device, name};

crate::on_both_engines!(
    a_comment_is_an_entry_signed_by_a_participant_or_a_typed_name,
    nobody_signs_for_others,
    author_and_organizer_remove_a_comment_and_its_number_stays,
    a_comment_without_a_device_is_everybodys,
    a_comment_sent_twice_is_one,
);

fn text(text: &str) -> CommentText {
    CommentText::parse(text).unwrap()
}

/// Adds a comment with a typed name.
async fn say(world: &World, code: &UrlCode, who: Option<DeviceHash>, what: &str) -> u64 {
    let signature = Signature::Typed(name("Guest"));
    world.meetings.comment(code.clone(), who, signature, text(what), None).await.unwrap()
}

/// The timeline entry with this number.
async fn entry(world: &World, code: &UrlCode, number: u64) -> app::domain::Entry {
    world.meetings.entries_since(code, number - 1).await.unwrap().entries.remove(0)
}

async fn a_comment_is_an_entry_signed_by_a_participant_or_a_typed_name(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    let kit = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let signature = Signature::Participant(kit);
    let number =
        world.meetings.comment(code.clone(), Some(guest), signature, text("a\nb"), None).await.unwrap();
    let said = entry(world, &code, number).await;
    assert_eq!(said.who, Actor::Participant(kit, name("Kit")));
    assert_eq!(said.event, Event::Commented { name: name("Kit"), text: Some(text("a\nb")), open: false });

    let by_guest = say(world, &code, Some(device()), "hello").await;
    assert_eq!(by_guest, number + 1);
    assert_eq!(entry(world, &code, by_guest).await.who, Actor::Guest);
    let by_organizer = say(world, &code, Some(organizer), "hello").await;
    assert_eq!(entry(world, &code, by_organizer).await.who, Actor::Organizer);
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, by_organizer);
}

async fn nobody_signs_for_others(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let kit = world.meetings.join(code.clone(), Some(device()), name("Kit"), None).await.unwrap();
    for other in [Some(organizer), Some(device()), None] {
        let signature = Signature::Participant(kit);
        let answer = world.meetings.comment(code.clone(), other, signature, text("I am Kit"), None).await;
        assert_eq!(refused(answer), Refusal::NotTheirName);
    }
    let (elsewhere, _) = five_days(&world.meetings).await;
    let signature = Signature::Participant(kit);
    let answer = world.meetings.comment(elsewhere, Some(organizer), signature, text("hi"), None).await;
    assert_eq!(refused(answer), Refusal::ParticipantNotFound(kit));
}

async fn author_and_organizer_remove_a_comment_and_its_number_stays(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    for remover in [0, 1] {
        let guest = device();
        let number = say(world, &code, Some(guest), "secret").await;
        for other in [Some(device()), None] {
            let answer = world.meetings.remove_comment(code.clone(), other, number).await;
            assert_eq!(refused(answer), Refusal::NotTheirComment);
        }
        let remover = [guest, organizer][remover];
        world.meetings.remove_comment(code.clone(), Some(remover), number).await.unwrap();
        let Event::Commented { text: None, .. } = entry(world, &code, number).await.event else {
            panic!("the text is still there")
        };
        assert_eq!(entry(world, &code, number + 1).await.event, Event::CommentRemoved { comment: number });
        // Removing it again changes nothing.
        world.meetings.remove_comment(code.clone(), Some(remover), number).await.unwrap();
        assert_eq!(world.meetings.entries_since(&code, 0).await.unwrap().version, number + 1);
    }
    let joined = 1;
    let answer = world.meetings.remove_comment(code, Some(organizer), joined).await;
    assert_eq!(refused(answer), Refusal::CommentNotFound(joined));
}

async fn a_comment_without_a_device_is_everybodys(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let number = say(world, &code, None, "anybody's").await;
    let Event::Commented { open: true, .. } = entry(world, &code, number).await.event else {
        panic!("not written down as open")
    };
    world.meetings.remove_comment(code, Some(device()), number).await.unwrap();
}

async fn a_comment_sent_twice_is_one(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let guest = device();
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let idempotency_key = IdempotencyKey::of_form("0123456789abcdefghijkl", &["hello"]);
        let signature = Signature::Typed(name("Guest"));
        let said = world
            .meetings
            .comment(code.clone(), Some(guest), signature, text("hello"), idempotency_key)
            .await;
        numbers.push(said.unwrap());
    }
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(world.meetings.entries_since(&code, 0).await.unwrap().version, numbers[0]);
}

//! Joining a meeting.

use app::domain::{Location, Title};
use app::meetings::{HostLimits, IdempotencyKey, Refusal};

use crate::World;
use crate::helpers::meetings_on;
use crate::helpers::{five_days, letters, refused};
use crate::support::{device, name};

crate::on_both_engines!(
    who_joins_is_free_on_all_days_and_has_not_answered,
    participants_stand_in_joining_order,
    a_name_is_taken_in_any_case_and_unicode_form,
    a_name_may_be_taken_in_another_meeting,
    joining_needs_a_range,
    a_full_meeting_takes_nobody_else,
    the_same_form_sent_twice_adds_one_participant,
    a_form_that_is_sent_again_after_removing_adds_another,
    a_refused_request_is_not_remembered,
    a_key_from_another_meeting_is_refused,
);

async fn who_joins_is_free_on_all_days_and_has_not_answered(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let guest = device();
    let id = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let seen = world.meetings.read(&code, Some(&guest)).await.unwrap();
    assert_eq!(seen.meeting.participants[0].id, id);
    assert!(!seen.meeting.participants[0].answered);
    assert_eq!(letters(&seen, 0), "fffff");
    assert!(seen.participants[0].own && !seen.participants[0].open && !seen.access.own);
    assert_eq!(seen.meeting.version, 3);
}

async fn participants_stand_in_joining_order(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    for text in ["하늘", "Kit", "곰돌이"] {
        world.meetings.join(code.clone(), None, name(text), None).await.unwrap();
    }
    let seen = world.meetings.read(&code, None).await.unwrap();
    let names: Vec<_> = seen.meeting.participants.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["하늘", "Kit", "곰돌이"]);
    assert!(seen.participants.iter().all(|access| access.open && !access.own));
}

async fn a_name_is_taken_in_any_case_and_unicode_form(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    for text in ["Zoë", "지우"] {
        world.meetings.join(code.clone(), None, name(text), None).await.unwrap();
    }
    for text in ["zOE\u{308}", "\u{110C}\u{1175}\u{110B}\u{116E}"] {
        let answer = world.meetings.join(code.clone(), None, name(text), None).await;
        assert_eq!(refused(answer), Refusal::NameTaken(name(text)));
    }
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, 4);
}

async fn a_name_may_be_taken_in_another_meeting(world: &World) {
    for _ in 0..2 {
        let (code, _) = five_days(&world.meetings).await;
        world.meetings.join(code, None, name("Kit"), None).await.unwrap();
    }
}

async fn joining_needs_a_range(world: &World) {
    let code = world.meetings.create(None, Title::default(), Location::default(), None, None).await.unwrap();
    let answer = world.meetings.join(code, None, name("Kit"), None).await;
    assert_eq!(refused(answer), Refusal::DatesNotSet);
}

async fn a_full_meeting_takes_nobody_else(world: &World) {
    let host_limits = HostLimits { max_participants: 3, ..HostLimits::default() };
    let meetings = meetings_on(world.store.clone(), host_limits);
    let (code, _) = five_days(&meetings).await;
    for text in ["하나", "둘", "셋"] {
        meetings.join(code.clone(), None, name(text), None).await.unwrap();
    }
    let answer = meetings.join(code.clone(), None, name("넷"), None).await;
    assert_eq!(refused(answer), Refusal::MeetingFull { url_code: code, limit: 3 });
}

const KEY: &str = "0123456789abcdefghijkl";

async fn the_same_form_sent_twice_adds_one_participant(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let (guest, idempotency_key) = (device(), IdempotencyKey::of_form(KEY, &["Kit"]));
    let join = || world.meetings.join(code.clone(), Some(guest), name("Kit"), idempotency_key);
    assert_eq!(join().await.unwrap(), join().await.unwrap());
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((seen.meeting.participants.len(), seen.meeting.version), (1, 3));
}

async fn a_form_that_is_sent_again_after_removing_adds_another(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let (guest, idempotency_key) = (device(), IdempotencyKey::of_form(KEY, &["Kit"]));
    let join = || world.meetings.join(code.clone(), Some(guest), name("Kit"), idempotency_key);
    let first = join().await.unwrap();
    world.meetings.remove(code.clone(), Some(guest), first).await.unwrap();
    let second = join().await.unwrap();
    assert_ne!(first, second);
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.participants.len(), 1);
}

async fn a_refused_request_is_not_remembered(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let kit = world.meetings.join(code.clone(), None, name("Kit"), None).await.unwrap();
    let idempotency_key = IdempotencyKey::of_form(KEY, &["Kit"]);
    let join = || world.meetings.join(code.clone(), Some(organizer), name("Kit"), idempotency_key);
    assert_eq!(refused(join().await), Refusal::NameTaken(name("Kit")));
    world.meetings.remove(code.clone(), Some(organizer), kit).await.unwrap();
    join().await.unwrap();
}

async fn a_key_from_another_meeting_is_refused(world: &World) {
    let idempotency_key = Some(IdempotencyKey { key: [1; 32], fingerprint: [1; 32] });
    let other = Some(IdempotencyKey { key: [1; 32], fingerprint: [2; 32] });
    let (first, _) = five_days(&world.meetings).await;
    let (second, _) = five_days(&world.meetings).await;
    world.meetings.join(first, None, name("Kit"), idempotency_key).await.unwrap();
    assert_eq!(refused(world.meetings.join(second, None, name("Kit"), other).await), Refusal::KeyReused);
}

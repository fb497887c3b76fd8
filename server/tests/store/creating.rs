//! Creating meetings.

use app::domain::{Location, Title, UrlCode};
use app::meetings::{IdempotencyKey, Meetings, UrlCodes};
use server::application::Limits;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::World;
use crate::helpers::{dates, five_days, title};
use crate::support::{FixedClock, application, device, now};

crate::on_both_engines!(
    a_meeting_is_read_as_it_was_made,
    creation_and_range_are_the_first_two_entries,
    a_url_code_is_compared_by_exact_bytes,
    a_url_code_that_is_taken_is_drawn_again,
    the_same_form_sent_twice_makes_one_meeting,
    the_same_form_after_an_edit_makes_another,
    the_same_key_on_another_device_makes_another,
    a_form_that_is_sent_again_after_deleting_makes_another,
    a_device_sees_the_meetings_it_made_or_joined,
);

async fn a_meeting_is_read_as_it_was_made(world: &World) {
    let organizer = device();
    let location = Location::parse("강남역 11번 출구").unwrap();
    let range = dates("2026-12-01", "2027-01-31");
    let code = world
        .meetings
        .create(Some(organizer), title("팀 회식 🍖"), location.clone(), Some(range), None)
        .await
        .unwrap();
    let seen = world.meetings.read(&code, Some(&organizer)).await.unwrap();
    assert_eq!(seen.meeting.url_code, code);
    assert_eq!(seen.meeting.title, title("팀 회식 🍖"));
    assert_eq!(seen.meeting.location, location);
    assert_eq!(seen.meeting.dates, Some(range));
    assert!(seen.meeting.participants.is_empty());
    assert_eq!(seen.meeting.expires_on.to_string(), "2027-05-01");
    assert!(seen.access.own && !seen.access.open);
    let stranger = world.meetings.read(&code, Some(&device())).await.unwrap();
    assert!(!stranger.access.own && !stranger.access.open);
}

async fn creation_and_range_are_the_first_two_entries(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, 2);
    let bare = world.meetings.create(None, Title::default(), Location::default(), None, None).await.unwrap();
    let bare = world.meetings.read(&bare, None).await.unwrap();
    assert_eq!(bare.meeting.version, 1);
    assert!(bare.access.open, "what is created without a device is open");
}

/// Url codes in a fixed order.
struct Codes(AtomicUsize, &'static [&'static str]);

impl UrlCodes for Codes {
    fn next(&self) -> UrlCode {
        UrlCode::parse(self.1[self.0.fetch_add(1, Ordering::Relaxed)]).unwrap()
    }
}

fn with_codes(world: &World, codes: &'static [&'static str]) -> Meetings {
    let codes = Codes(AtomicUsize::new(0), codes);
    application(world.store.clone(), FixedClock(now()), codes, Limits::default()).meetings
}

async fn a_url_code_is_compared_by_exact_bytes(world: &World) {
    let meetings = with_codes(world, &["abc", "ABC"]);
    for text in ["small", "large"] {
        meetings.create(None, title(text), Location::default(), None, None).await.unwrap();
    }
    for (code, text) in [("abc", "small"), ("ABC", "large")] {
        let seen = meetings.read(&UrlCode::parse(code).unwrap(), None).await.unwrap();
        assert_eq!(seen.meeting.title, title(text));
    }
    assert!(meetings.read(&UrlCode::parse("Abc").unwrap(), None).await.is_err());
}

async fn a_url_code_that_is_taken_is_drawn_again(world: &World) {
    let meetings = with_codes(world, &["one", "one", "one", "two"]);
    let mut made = Vec::new();
    for _ in 0..2 {
        let code = meetings.create(None, Title::default(), Location::default(), None, None).await.unwrap();
        made.push(code.to_string());
    }
    assert_eq!(made, ["one", "two"]);
}

const KEY: &str = "0123456789abcdefghijkl";

async fn the_same_form_sent_twice_makes_one_meeting(world: &World) {
    let (organizer, idempotency_key) = (device(), IdempotencyKey::of_form(KEY, &["회식"]));
    let create =
        || world.meetings.create(Some(organizer), title("회식"), Location::default(), None, idempotency_key);
    let (first, second) = (create().await.unwrap(), create().await.unwrap());
    assert_eq!(first, second);
    assert_eq!(world.meetings.meetings_of(&organizer).await.unwrap().len(), 1);
}

async fn the_same_form_after_an_edit_makes_another(world: &World) {
    let organizer = device();
    for text in ["회식", "등산"] {
        let idempotency_key = IdempotencyKey::of_form(KEY, &[text]);
        let made = world
            .meetings
            .create(Some(organizer), title(text), Location::default(), None, idempotency_key)
            .await;
        made.unwrap();
    }
    assert_eq!(world.meetings.meetings_of(&organizer).await.unwrap().len(), 2);
}

async fn the_same_key_on_another_device_makes_another(world: &World) {
    let idempotency_key = IdempotencyKey::of_form(KEY, &["회식"]);
    let mut codes = std::collections::HashSet::new();
    for organizer in [Some(device()), Some(device()), None] {
        let made =
            world.meetings.create(organizer, title("회식"), Location::default(), None, idempotency_key).await;
        codes.insert(made.unwrap());
    }
    assert_eq!(codes.len(), 3);
}

async fn a_form_that_is_sent_again_after_deleting_makes_another(world: &World) {
    let (organizer, idempotency_key) = (device(), IdempotencyKey::of_form(KEY, &["회식"]));
    let create =
        || world.meetings.create(Some(organizer), title("회식"), Location::default(), None, idempotency_key);
    let first = create().await.unwrap();
    world.meetings.delete(first.clone(), Some(organizer)).await.unwrap();
    let second = create().await.unwrap();
    assert_ne!(first, second);
    assert!(world.meetings.read(&second, None).await.is_ok());
}

async fn a_device_sees_the_meetings_it_made_or_joined(world: &World) {
    let (joined, organizer) = five_days(&world.meetings).await;
    let guest = device();
    world.meetings.join(joined.clone(), Some(guest), crate::support::name("Kit"), None).await.unwrap();
    let made =
        world.meetings.create(Some(guest), title("등산"), Location::default(), None, None).await.unwrap();
    let codes = |list: Vec<app::meetings::Summary>| {
        list.into_iter().map(|summary| (summary.url_code, summary.participants)).collect::<Vec<_>>()
    };
    let of_guest = codes(world.meetings.meetings_of(&guest).await.unwrap());
    assert_eq!(of_guest, [(made, 0), (joined.clone(), 1)]);
    let of_organizer = codes(world.meetings.meetings_of(&organizer).await.unwrap());
    assert_eq!(of_organizer, [(joined, 1)]);
    assert!(world.meetings.meetings_of(&device()).await.unwrap().is_empty());
}

//! Deletion of meetings, by hand or when they expire.

use app::domain::{CommentText, Location, Title};
use app::meetings::{IdempotencyKey, LinkTarget, Meetings, Refusal, Signature};
use chrono::{NaiveDateTime, TimeDelta};
use server::application::Limits;
use server::random::RandomCodes;

use crate::World;
use crate::helpers::{dates, five_days, refused, texts};
use crate::support::{FixedClock, application, device, name};

crate::on_both_engines!(
    the_organizer_deletes_a_meeting_with_everything_in_it,
    nobody_else_deletes_a_meeting,
    an_open_meeting_is_deleted_by_nobody,
    meetings_are_deleted_on_the_day_they_expire,
    a_meeting_that_is_gone_leaves_no_row_in_any_table,
    an_idempotency_key_is_kept_for_24_hours,
);

async fn the_organizer_deletes_a_meeting_with_everything_in_it(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    world.meetings.join(code.clone(), Some(organizer), name("Kit"), None).await.unwrap();
    world.meetings.delete(code.clone(), Some(organizer)).await.unwrap();
    let refusal = refused(world.meetings.read(&code, Some(&organizer)).await);
    assert_eq!(refusal, Refusal::MeetingNotFound(code.to_string()));
    assert!(world.meetings.meetings_of(&organizer).await.unwrap().is_empty());
}

async fn nobody_else_deletes_a_meeting(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let guest = device();
    world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    for asker in [Some(guest), Some(device()), None] {
        assert_eq!(refused(world.meetings.delete(code.clone(), asker).await), Refusal::NotOrganizer);
    }
}

async fn an_open_meeting_is_deleted_by_nobody(world: &World) {
    let code = world.meetings.create(None, Title::default(), Location::default(), None, None).await.unwrap();
    for asker in [Some(device()), None] {
        assert_eq!(refused(world.meetings.delete(code.clone(), asker).await), Refusal::NotOrganizer);
    }
}

fn at(world: &World, now: NaiveDateTime) -> Meetings {
    let codes = RandomCodes::default();
    application(world.store.clone(), FixedClock(now), codes, Limits::default()).meetings
}

async fn meetings_are_deleted_on_the_day_they_expire(world: &World) {
    let noon: NaiveDateTime = "2026-11-23T12:00:00".parse().unwrap();
    let bare = at(world, noon).create(None, Title::default(), Location::default(), None, None).await.unwrap();
    let (dated, _) = five_days(&at(world, noon)).await;
    assert_eq!(at(world, noon + TimeDelta::days(29)).expire().await.unwrap(), 0);
    assert_eq!(at(world, noon + TimeDelta::days(30)).expire().await.unwrap(), 1);
    assert!(world.meetings.read(&bare, None).await.is_err());
    assert!(world.meetings.read(&dated, None).await.is_ok());
    let last: NaiveDateTime = "2026-12-05T12:00:00".parse().unwrap();
    assert_eq!(at(world, last + TimeDelta::days(89)).expire().await.unwrap(), 0);
    assert_eq!(at(world, last + TimeDelta::days(90)).expire().await.unwrap(), 1);
}

/// The rows of all tables that belong to meetings.
const ROWS: &str = "SELECT 'meetings' FROM meetings UNION ALL SELECT 'participants' FROM participants \
    UNION ALL SELECT 'participant_dates' FROM participant_dates UNION ALL SELECT 'meeting_devices' FROM meeting_devices \
    UNION ALL SELECT 'participant_devices' FROM participant_devices UNION ALL SELECT 'timeline' FROM timeline \
    UNION ALL SELECT 'comments' FROM comments UNION ALL SELECT 'meeting_settings' FROM meeting_settings \
    UNION ALL SELECT 'links' FROM links UNION ALL SELECT 'link_devices' FROM link_devices \
    UNION ALL SELECT 'reserved_names' FROM reserved_names UNION ALL SELECT 'hidden_meetings' FROM hidden_meetings";

async fn a_meeting_that_is_gone_leaves_no_row_in_any_table(world: &World) {
    let now = crate::support::now();
    for by_hand in [true, false] {
        let (first, organizer) = five_days(&world.meetings).await;
        world.meetings.join(first.clone(), Some(organizer), name("Ann"), None).await.unwrap();
        // The second one has names that are reserved.
        let code = world.meetings.again(&first, Some(organizer), None).await.unwrap();
        world.meetings.delete(first, Some(organizer)).await.unwrap();
        let days = dates("2026-12-01", "2026-12-05");
        world.meetings.set_dates(code.clone(), Some(organizer), days).await.unwrap();
        world.meetings.hide_meeting(code.clone(), Some(organizer), true).await.unwrap();
        let kit = world.meetings.join(code.clone(), Some(organizer), name("Kit"), None).await.unwrap();
        let text = CommentText::parse("See you there").unwrap();
        let signature = Signature::Participant(kit);
        world.meetings.comment(code.clone(), Some(organizer), signature, text, None).await.unwrap();
        let day = "2026-12-01".parse().unwrap();
        world.meetings.decide(code.clone(), Some(organizer), day, true).await.unwrap();
        let target = LinkTarget::Participant(kit);
        let link = world.meetings.make_link(code.clone(), Some(organizer), target).await.unwrap();
        world.meetings.claim(&link, Some(device())).await.unwrap();
        let tables: std::collections::BTreeSet<_> = texts(world, ROWS).await.into_iter().collect();
        assert_eq!(tables.len(), 12, "{tables:?}");
        if by_hand {
            world.meetings.delete(code, Some(organizer)).await.unwrap();
        } else {
            assert_eq!(at(world, now + TimeDelta::days(200)).expire().await.unwrap(), 1);
        }
        assert_eq!(texts(world, ROWS).await, Vec::<String>::new());
    }
}

async fn an_idempotency_key_is_kept_for_24_hours(world: &World) {
    let noon: NaiveDateTime = "2026-11-23T12:00:00".parse().unwrap();
    let idempotency_key = IdempotencyKey::of_form("0123456789abcdefghijkl", &["회식"]);
    let create = async |hours| {
        let meetings = at(world, noon + TimeDelta::hours(hours));
        meetings.expire().await.unwrap();
        meetings.create(None, Title::default(), Location::default(), None, idempotency_key).await.unwrap()
    };
    let first = create(0).await;
    assert_eq!(create(24).await, first);
    assert_ne!(create(25).await, first);
}

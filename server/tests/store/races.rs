//! Races are resolved by the database, and no client notices them.

use app::domain::{Location, Marking, Title};
use app::meetings::{Error, IdempotencyKey, Refusal, Result, StoreError};
use futures::future::join_all;

use crate::World;
use crate::helpers::{dates, description, execute, five_days, letters};
use crate::support::{device, name};

crate::on_both_engines!(
    of_20_concurrent_range_settings_one_wins,
    of_20_concurrent_joins_with_one_name_one_gets_in,
    concurrent_joins_with_other_names_all_get_in,
    the_same_create_sent_20_times_at_once_makes_one_meeting,
    the_same_join_sent_20_times_at_once_adds_one_participant,
    two_devices_that_mark_different_days_both_win,
    concurrent_changes_are_numbered_without_gaps,
    a_meeting_read_while_people_join_is_never_half_of_one,
    a_number_that_another_node_gave_to_an_entry_is_a_conflict,
);

/// Runs all futures concurrently, each as its own task.
async fn at_once<T: Send + 'static>(
    tasks: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let tasks = tasks.into_iter().map(tokio::spawn).collect::<Vec<_>>();
    join_all(tasks).await.into_iter().map(|task| task.expect("no panic")).collect()
}

fn refusals<T: std::fmt::Debug>(answers: Vec<Result<T>>) -> Vec<Refusal> {
    let refusal = |answer| match answer {
        Ok(_) => None,
        Err(Error::Refused(refusal)) => Some(refusal),
        Err(error) => panic!("a race was shown to people: {error:?}"),
    };
    answers.into_iter().filter_map(refusal).collect()
}

async fn of_20_concurrent_range_settings_one_wins(world: &World) {
    let code = world.meetings.create(None, Title::default(), Location::default(), None, None).await.unwrap();
    let answers = at_once((1..=20).map(|day| {
        let (meetings, code) = (world.meetings.clone(), code.clone());
        let dates = dates("2026-12-01", &format!("2026-12-{day:02}"));
        async move { meetings.set_dates(code, None, dates).await.map(|()| dates) }
    }))
    .await;
    let won: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok().copied()).collect();
    assert_eq!(won.len(), 1);
    let already = refusals(answers);
    assert!(already.iter().all(|refusal| matches!(refusal, Refusal::DatesAlreadySet { .. })), "{already:?}");
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((seen.meeting.dates, seen.meeting.version), (Some(won[0]), 2));
}

async fn of_20_concurrent_joins_with_one_name_one_gets_in(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let answers = at_once((0..20).map(|number| {
        let (meetings, code) = (world.meetings.clone(), code.clone());
        let text = if number % 2 == 0 { "Kit" } else { "kIT" };
        async move { meetings.join(code, Some(device()), name(text), None).await }
    }))
    .await;
    let taken = refusals(answers);
    assert_eq!(taken.len(), 19);
    assert!(taken.iter().all(|refusal| matches!(refusal, Refusal::NameTaken(_))), "{taken:?}");
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((seen.meeting.participants.len(), seen.meeting.version), (1, 3));
}

async fn concurrent_joins_with_other_names_all_get_in(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let answers = at_once((0..20).map(|number| {
        let (meetings, code) = (world.meetings.clone(), code.clone());
        async move { meetings.join(code, Some(device()), name(&format!("Kit {number}")), None).await }
    }))
    .await;
    assert_eq!(refusals(answers), []);
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((seen.meeting.participants.len(), seen.meeting.version), (20, 22));
}

async fn the_same_create_sent_20_times_at_once_makes_one_meeting(world: &World) {
    let (organizer, idempotency_key) =
        (device(), IdempotencyKey::of_form("0123456789abcdefghijkl", &["회식"]));
    let answers = at_once((0..20).map(|_| {
        let meetings = world.meetings.clone();
        async move {
            meetings
                .create(Some(organizer), Title::default(), Location::default(), None, idempotency_key)
                .await
        }
    }))
    .await;
    let codes: std::collections::HashSet<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(codes.len(), 1);
    assert_eq!(world.meetings.meetings_of(&organizer).await.unwrap().len(), 1);
}

async fn the_same_join_sent_20_times_at_once_adds_one_participant(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let (guest, idempotency_key) = (device(), IdempotencyKey::of_form("0123456789abcdefghijkl", &["Kit"]));
    let answers = at_once((0..20).map(|_| {
        let (meetings, code) = (world.meetings.clone(), code.clone());
        async move { meetings.join(code, Some(guest), name("Kit"), idempotency_key).await }
    }))
    .await;
    let ids: std::collections::HashSet<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(ids.len(), 1);
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((seen.meeting.participants.len(), seen.meeting.version), (1, 3));
}

async fn two_devices_that_mark_different_days_both_win(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    let id = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let marks =
        [(guest, "b...."), (organizer, ".s..."), (guest, "..b.."), (organizer, "...s."), (guest, "....b")];
    let answers = at_once(marks.map(|(asker, text)| {
        let (meetings, code) = (world.meetings.clone(), code.clone());
        async move { meetings.mark(code, Some(asker), id, Marking::Stroke(text.to_owned())).await }
    }))
    .await;
    assert_eq!(refusals(answers), []);
    assert_eq!(letters(&world.meetings.read(&code, None).await.unwrap(), 0), "bsbsb");
}

async fn concurrent_changes_are_numbered_without_gaps(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let id = world.meetings.join(code.clone(), Some(organizer), name("Kit"), None).await.unwrap();
    let answers = at_once((0..30).map(|number| {
        let (meetings, code) = (world.meetings.clone(), code.clone());
        async move {
            let own = Some(organizer);
            match number % 3 {
                0 => meetings.rename(code, own, id, name(&format!("Kit {number}"))).await,
                1 => {
                    meetings
                        .describe(
                            code,
                            own,
                            description(Some(Title::parse(&number.to_string()).unwrap()), None),
                        )
                        .await
                }
                _ => meetings.join(code, own, name(&format!("guest {number}")), None).await.map(drop),
            }
        }
    }))
    .await;
    assert_eq!(refusals(answers), []);
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, 33);
}

async fn a_meeting_read_while_people_join_is_never_half_of_one(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let joining = (0..20).map(|number| {
        let (meetings, code) = (world.meetings.clone(), code.clone());
        tokio::spawn(async move { meetings.join(code, None, name(&format!("Kit {number}")), None).await })
    });
    let joining: Vec<_> = joining.collect();
    // A participant without all of its days would be an inconsistency, which is an error.
    for _ in 0..50 {
        let seen = world.meetings.read(&code, None).await.unwrap();
        assert_eq!(seen.meeting.version, 2 + seen.meeting.participants.len() as u64);
    }
    for task in joining {
        task.await.unwrap().unwrap();
    }
}

async fn a_number_that_another_node_gave_to_an_entry_is_a_conflict(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let taken = "INSERT INTO timeline (meeting_id, number, created_at, actor, event) \
        SELECT url_code, version + 1, created_at, 'guest', '{}' FROM meetings";
    execute(world, taken).await;
    let title = Title::parse("회식").ok();
    let answer =
        world.meetings.describe(code.clone(), Some(organizer), description(title.clone(), None)).await;
    let Err(Error::Failed(StoreError::Unavailable(cause))) = answer else { panic!("{answer:?}") };
    assert_eq!(cause.to_string(), "too many conflicts");
    execute(world, "DELETE FROM timeline WHERE event = '{}'").await;
    world.meetings.describe(code, Some(organizer), description(title, None)).await.unwrap();
}

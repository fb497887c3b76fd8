//! Every change is recorded in the timeline, with who made it and the state after it.

use app::domain::{Location, Marking};

use crate::World;
use crate::helpers::{description, five_days, texts, title};
use crate::support::{device, name};

crate::on_both_engines!(every_change_is_an_entry_with_who_did_it, a_deleted_meeting_leaves_nothing_behind,);

async fn every_change_is_an_entry_with_who_did_it(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    let location = Some(Location::parse("한강").unwrap());
    world
        .meetings
        .describe(code.clone(), Some(organizer), description(Some(title("등산")), location))
        .await
        .unwrap();
    let kit = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let stroke = Marking::Stroke("b.s..".to_owned());
    world.meetings.mark(code.clone(), Some(guest), kit, stroke).await.unwrap();
    world.meetings.mark(code.clone(), Some(organizer), kit, Marking::AllDaysWork).await.unwrap();
    world.meetings.rename(code.clone(), Some(guest), kit, name("Kat")).await.unwrap();
    world.meetings.remove(code.clone(), Some(organizer), kit).await.unwrap();

    let who = texts(
        world,
        "SELECT CONCAT(number, ' ', actor, ' ', COALESCE(actor_name, '')) FROM timeline ORDER BY number",
    )
    .await;
    assert_eq!(
        who,
        [
            "1 organizer ",
            "2 organizer ",
            "3 organizer ",
            "4 organizer ",
            "5 participant Kit",
            "6 participant Kit",
            "7 organizer ",
            "8 participant Kit",
            "9 organizer ",
        ]
    );
    let what = texts(world, "SELECT event FROM timeline ORDER BY number").await;
    let id = kit.0;
    let expected = [
        r#"{"created":{"title":"팀 회식 🍖","location":""}}"#.to_owned(),
        r#"{"dates_set":{"dates":["2026-12-01","2026-12-05",[]]}}"#.to_owned(),
        r#"{"title_changed":{"title":"등산"}}"#.to_owned(),
        r#"{"location_changed":{"location":"한강"}}"#.to_owned(),
        format!(r#"{{"joined":{{"participant":{id},"name":"Kit"}}}}"#),
        format!(
            r#"{{"marked":{{"participant":{id},"name":"Kit","free":[],"busy":["2026-12-01"],"starred":["2026-12-03"],"all_days_work":false}}}}"#
        ),
        format!(
            r#"{{"marked":{{"participant":{id},"name":"Kit","free":["2026-12-01"],"busy":[],"starred":[],"all_days_work":true}}}}"#
        ),
        format!(r#"{{"renamed":{{"participant":{id},"before":"Kit","name":"Kat"}}}}"#),
        format!(r#"{{"removed":{{"participant":{id},"name":"Kat"}}}}"#),
    ];
    assert_eq!(what, expected);
}

async fn a_deleted_meeting_leaves_nothing_behind(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    world.meetings.join(code.clone(), Some(organizer), name("Kit"), None).await.unwrap();
    world.meetings.delete(code, Some(organizer)).await.unwrap();
    let left = texts(
        world,
        "SELECT 'meetings' FROM meetings UNION ALL SELECT 'participants' FROM participants \
         UNION ALL SELECT 'participant_dates' FROM participant_dates \
         UNION ALL SELECT 'meeting_devices' FROM meeting_devices \
         UNION ALL SELECT 'participant_devices' FROM participant_devices \
         UNION ALL SELECT 'timeline' FROM timeline \
         UNION ALL SELECT 'comments' FROM comments",
    )
    .await;
    assert_eq!(left, Vec::<String>::new());
}

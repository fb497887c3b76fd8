//! The decision, the time of day, the note, and closing.

use app::domain::{
    Board, ClosedBy, Duration, Event, Mark, Marking, MeetingTime, Note, ParticipantId, TimeOfDay, UrlCode,
    ZoneName,
};
use app::meetings::{ClosingChange, Description, DeviceHash, Patch, Refusal, TimeChange};
use chrono::NaiveDate;

use crate::World;
use crate::helpers::{execute, five_days, refused};
use crate::support::{device, name};

crate::on_both_engines!(
    the_organizer_decides_changes_and_takes_back,
    a_decision_keeps_who_could_then,
    deciding_closes_if_asked_to,
    only_the_organizer_decides_and_closes,
    the_note_is_kept_as_it_was_typed,
    the_time_is_kept_and_cleared,
    while_it_is_closed_nobody_but_the_organizer_answers,
    the_board_follows_all_of_it,
    an_entry_of_a_newer_server_is_read_as_unknown,
);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn evening() -> TimeChange {
    TimeChange {
        start: Patch::Set(TimeOfDay::parse("19:30").unwrap()),
        zone: Patch::Set(ZoneName::parse("Asia/Seoul").unwrap()),
        duration: Patch::Set(Duration::from_minutes(120).unwrap()),
    }
}

fn closed(by_hand: bool) -> ClosingChange {
    ClosingChange { by_hand: Some(by_hand), answer_by: Patch::Keep, ..ClosingChange::default() }
}

/// Joins and marks the first day busy or free.
async fn answer(world: &World, code: &UrlCode, who: &str, busy: bool) -> (ParticipantId, DeviceHash) {
    let own = device();
    let id = world.meetings.join(code.clone(), Some(own), name(who), None).await.unwrap();
    mark(world, code, id, own, if busy { Mark::Busy } else { Mark::Starred }).await.unwrap();
    (id, own)
}

async fn mark(
    world: &World,
    code: &UrlCode,
    id: ParticipantId,
    own: DeviceHash,
    mark: Mark,
) -> app::meetings::Result<()> {
    let letter = match mark {
        Mark::Busy => "b",
        Mark::Starred => "s",
        _ => "f",
    };
    world.meetings.mark(code.clone(), Some(own), id, Marking::Stroke(format!("{letter}...."))).await
}

async fn the_organizer_decides_changes_and_takes_back(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    for text in ["2026-12-02", "2026-12-03", "2026-12-03"] {
        world.meetings.decide(code.clone(), Some(organizer), day(text), false).await.unwrap();
    }
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!(seen.decision.clone().unwrap().date, day("2026-12-03"));
    assert_eq!(seen.version, 4, "saying it twice adds nothing");
    for _ in 0..2 {
        world.meetings.withdraw_decision(code.clone(), Some(organizer)).await.unwrap();
    }
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!((&seen.decision, seen.withdrawn, seen.version), (&None, Some(day("2026-12-03")), 5));
    world.meetings.decide(code.clone(), Some(organizer), day("2026-12-03"), false).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!((seen.decision.clone().unwrap().date, seen.withdrawn), (day("2026-12-03"), None));
    let other = world.meetings.decide(code, Some(organizer), day("2026-12-06"), false).await;
    assert_eq!(refused(other), Refusal::NoCandidateDay(day("2026-12-06")));
}

async fn a_decision_keeps_who_could_then(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let (can, own) = answer(world, &code, "Kit", false).await;
    let (cannot, _) = answer(world, &code, "Lee", true).await;
    let unanswered = world.meetings.join(code.clone(), None, name("Moon"), None).await.unwrap();
    world.meetings.decide(code.clone(), Some(organizer), day("2026-12-01"), false).await.unwrap();
    mark(world, &code, can, own, Mark::Busy).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    let decision = seen.decision.clone().unwrap();
    assert_eq!((decision.could.as_slice(), decision.could_not.as_slice()), (&[can][..], &[cannot][..]));
    let today = decision.day(&seen.dates.unwrap(), &seen.participants);
    assert_eq!(today.cannot_any_more.iter().map(|one| one.id).collect::<Vec<_>>(), [can]);
    assert_eq!(today.unanswered.iter().map(|one| one.id).collect::<Vec<_>>(), [unanswered]);
}

async fn deciding_closes_if_asked_to(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    world.meetings.decide(code.clone(), Some(organizer), day("2026-12-02"), true).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!((seen.closing.by_hand, seen.version), (true, 4));
    assert_eq!(seen.decision.clone().unwrap().date, day("2026-12-02"));
}

async fn only_the_organizer_decides_and_closes(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    for stranger in [Some(device()), None] {
        let answers = [
            world.meetings.decide(code.clone(), stranger, day("2026-12-02"), false).await,
            world.meetings.withdraw_decision(code.clone(), stranger).await,
            world.meetings.set_time(code.clone(), stranger, evening()).await,
            world.meetings.set_closing(code.clone(), stranger, closed(true)).await,
        ];
        for answer in answers {
            assert_eq!(refused(answer), Refusal::NotOrganizer);
        }
    }
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, 2);
}

async fn the_note_is_kept_as_it_was_typed(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let note = Note::parse(&"말🍖\n".repeat(500)).unwrap();
    let description = Description { note: Some(note.clone()), ..Description::default() };
    for _ in 0..2 {
        world.meetings.describe(code.clone(), Some(organizer), description.clone()).await.unwrap();
    }
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!((&seen.note, seen.version), (&note, 3));
}

async fn the_time_is_kept_and_cleared(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    world.meetings.set_time(code.clone(), Some(organizer), evening()).await.unwrap();
    world.meetings.decide(code.clone(), Some(organizer), day("2026-12-02"), false).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!(seen.starts_at().unwrap().to_string(), "2026-12-02 10:30:00");
    let MeetingTime { start, zone, duration } = seen.time.clone().unwrap();
    assert_eq!(
        (start.to_string(), zone.as_str(), duration.unwrap().minutes()),
        ("19:30".to_owned(), "Asia/Seoul", 120)
    );
    let cleared = TimeChange { start: Patch::Clear, ..TimeChange::default() };
    world.meetings.set_time(code.clone(), Some(organizer), cleared).await.unwrap();
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.time, None);
}

async fn while_it_is_closed_nobody_but_the_organizer_answers(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let (kit, own) = answer(world, &code, "Kit", false).await;
    world.meetings.set_closing(code.clone(), Some(organizer), closed(true)).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!(seen.closing.cause(crate::support::now()), Some(ClosedBy::Hand));
    let closed_now = Refusal::Closed(code.clone());
    assert_eq!(refused(mark(world, &code, kit, own, Mark::Busy).await), closed_now);
    let answers = [
        world.meetings.join(code.clone(), Some(own), name("Lee"), None).await.map(drop),
        world.meetings.rename(code.clone(), Some(own), kit, name("Kat")).await,
        world.meetings.remove(code.clone(), Some(own), kit).await,
    ];
    for answer in answers {
        assert_eq!(refused(answer), closed_now);
    }
    mark(world, &code, kit, organizer, Mark::Busy).await.unwrap();
    world.meetings.set_closing(code.clone(), Some(organizer), closed(false)).await.unwrap();
    mark(world, &code, kit, own, Mark::Free).await.unwrap();
    let last =
        ClosingChange { by_hand: None, answer_by: Patch::Set(day("9999-12-31")), ..ClosingChange::default() };
    world.meetings.set_closing(code.clone(), Some(organizer), last).await.unwrap();
    // The answer-by day ends at midnight of the zone of the meeting, otherwise of the host's: here UTC.
    let until =
        ClosingChange { by_hand: None, answer_by: Patch::Set(day("2026-11-24")), ..ClosingChange::default() };
    world.meetings.set_closing(code.clone(), Some(organizer), until).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap().meeting;
    assert_eq!(seen.closing.answer_by.unwrap().until.to_string(), "2026-11-25 00:00:00");
    let over =
        ClosingChange { by_hand: None, answer_by: Patch::Set(day("2026-11-23")), ..ClosingChange::default() };
    let answer = world.meetings.set_closing(code, Some(organizer), over).await;
    assert_eq!(refused(answer), Refusal::AnswerByOver(day("2026-11-23")));
}

async fn the_board_follows_all_of_it(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    answer(world, &code, "Kit", false).await;
    let mut board = world.meetings.board(&code).await.unwrap();
    let own = Some(organizer);
    let note = Description { note: Note::parse("boots").ok(), ..Description::default() };
    world.meetings.describe(code.clone(), own, note).await.unwrap();
    world.meetings.decide(code.clone(), own, day("2026-12-01"), false).await.unwrap();
    world.meetings.set_time(code.clone(), own, evening()).await.unwrap();
    let until =
        ClosingChange { by_hand: None, answer_by: Patch::Set(day("2026-11-30")), ..ClosingChange::default() };
    world.meetings.set_closing(code.clone(), own, until).await.unwrap();
    follow(world, &code, &mut board).await;
    world.meetings.withdraw_decision(code.clone(), own).await.unwrap();
    world.meetings.decide(code.clone(), own, day("2026-12-02"), true).await.unwrap();
    follow(world, &code, &mut board).await;
}

/// Applies the entries since, and compares the board with the one that is read anew.
async fn follow(world: &World, code: &UrlCode, board: &mut Board) {
    for entry in world.meetings.entries_since(code, board.version).await.unwrap().entries {
        board.apply(&entry).unwrap();
    }
    let read = world.meetings.board(code).await.unwrap();
    assert_eq!(Board { timeline: Vec::new(), ..board.clone() }, Board { timeline: Vec::new(), ..read });
}

async fn an_entry_of_a_newer_server_is_read_as_unknown(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    execute(
        world,
        "INSERT INTO timeline (meeting_id, number, created_at, actor, event) \
        SELECT url_code, 3, created_at, 'organizer', '{\"teleported\":{\"to\":\"Mars\"}}' FROM meetings",
    )
    .await;
    execute(world, "UPDATE meetings SET version = 3").await;
    let board = world.meetings.board(&code).await.unwrap();
    assert_eq!(board.timeline.last().map(|entry| &entry.event), Some(&Event::Unknown));
    // What this server adds goes on after it.
    world.meetings.decide(code.clone(), Some(organizer), day("2026-12-01"), false).await.unwrap();
    assert_eq!(world.meetings.board(&code).await.unwrap().version, 4);
}

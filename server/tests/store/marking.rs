//! Marking days.

use app::domain::{Marking, ParticipantId, StrokeError, UrlCode};
use app::meetings::{Attempt, DeviceHash, Refusal};

use crate::World;
use crate::helpers::{five_days, letters, refused};
use crate::support::{device, name};

crate::on_both_engines!(
    a_stroke_marks_several_days_in_one_entry,
    saying_it_twice_changes_nothing_more,
    a_form_leaves_what_others_changed_meanwhile,
    the_first_mark_counts_as_an_answer_even_if_nothing_changes,
    all_days_work_makes_every_day_free_and_keeps_stars,
    an_empty_stroke_is_no_answer,
    the_organizer_marks_for_a_participant,
    a_stranger_marks_for_nobody_but_open_participants,
    a_participant_of_another_meeting_is_not_found,
    a_stroke_of_another_length_is_refused,
    what_a_page_gave_up_is_not_carried_out_after_what_it_sent_next,
);

async fn kit(world: &World) -> (UrlCode, DeviceHash, DeviceHash, ParticipantId) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    let id = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    (code, organizer, guest, id)
}

fn stroke(text: &str) -> Marking {
    Marking::Stroke(text.to_owned())
}

async fn state(world: &World, code: &UrlCode) -> (String, bool, u64) {
    let seen = world.meetings.read(code, None).await.unwrap();
    (letters(&seen, 0), seen.meeting.participants[0].answered, seen.meeting.version)
}

async fn a_stroke_marks_several_days_in_one_entry(world: &World) {
    let (code, _, guest, id) = kit(world).await;
    world.meetings.mark(code.clone(), Some(guest), id, stroke("b.bsf")).await.unwrap();
    assert_eq!(state(world, &code).await, ("bfbsf".to_owned(), true, 4));
    world.meetings.mark(code.clone(), Some(guest), id, stroke("f..b.")).await.unwrap();
    assert_eq!(state(world, &code).await, ("ffbbf".to_owned(), true, 5));
}

async fn saying_it_twice_changes_nothing_more(world: &World) {
    let (code, _, guest, id) = kit(world).await;
    for _ in 0..2 {
        world.meetings.mark(code.clone(), Some(guest), id, stroke("bs...")).await.unwrap();
    }
    assert_eq!(state(world, &code).await, ("bsfff".to_owned(), true, 4));
}

async fn a_form_leaves_what_others_changed_meanwhile(world: &World) {
    let (code, organizer, guest, id) = kit(world).await;
    world.meetings.mark(code.clone(), Some(organizer), id, stroke("b....")).await.unwrap();
    let form = Marking::Form { seen: "fffff".to_owned(), chosen: "fsff.".to_owned() };
    world.meetings.mark(code.clone(), Some(guest), id, form).await.unwrap();
    assert_eq!(state(world, &code).await, ("bsfff".to_owned(), true, 5));
}

async fn the_first_mark_counts_as_an_answer_even_if_nothing_changes(world: &World) {
    let (code, _, guest, id) = kit(world).await;
    for _ in 0..2 {
        world.meetings.mark(code.clone(), Some(guest), id, stroke("f....")).await.unwrap();
    }
    assert_eq!(state(world, &code).await, ("fffff".to_owned(), true, 4));
}

async fn all_days_work_makes_every_day_free_and_keeps_stars(world: &World) {
    let (code, _, guest, id) = kit(world).await;
    world.meetings.mark(code.clone(), Some(guest), id, stroke("bbs..")).await.unwrap();
    for _ in 0..2 {
        world.meetings.mark(code.clone(), Some(guest), id, Marking::AllDaysWork).await.unwrap();
    }
    assert_eq!(state(world, &code).await, ("ffsff".to_owned(), true, 5));
}

async fn an_empty_stroke_is_no_answer(world: &World) {
    let (code, _, guest, id) = kit(world).await;
    world.meetings.mark(code.clone(), Some(guest), id, stroke(".....")).await.unwrap();
    assert_eq!(state(world, &code).await, ("fffff".to_owned(), false, 3));
}

async fn the_organizer_marks_for_a_participant(world: &World) {
    let (code, organizer, _, id) = kit(world).await;
    world.meetings.mark(code.clone(), Some(organizer), id, stroke("b....")).await.unwrap();
    assert_eq!(state(world, &code).await.0, "bffff");
}

async fn a_stranger_marks_for_nobody_but_open_participants(world: &World) {
    let (code, _, _, id) = kit(world).await;
    for stranger in [Some(device()), None] {
        let answer = world.meetings.mark(code.clone(), stranger, id, stroke("b....")).await;
        assert_eq!(refused(answer), Refusal::NotTheirDevice);
    }
    let open = world.meetings.join(code.clone(), None, name("Robin"), None).await.unwrap();
    world.meetings.mark(code.clone(), Some(device()), open, stroke("b....")).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((letters(&seen, 0), letters(&seen, 1)), ("fffff".to_owned(), "bffff".to_owned()));
}

async fn a_participant_of_another_meeting_is_not_found(world: &World) {
    let (_, _, guest, id) = kit(world).await;
    let (other, organizer) = five_days(&world.meetings).await;
    for asker in [guest, organizer] {
        let answer = world.meetings.mark(other.clone(), Some(asker), id, stroke("b....")).await;
        assert_eq!(refused(answer), Refusal::ParticipantNotFound(id));
        let answer = world.meetings.rename(other.clone(), Some(asker), id, name("Kat")).await;
        assert_eq!(refused(answer), Refusal::ParticipantNotFound(id));
        let answer = world.meetings.remove(other.clone(), Some(asker), id).await;
        assert_eq!(refused(answer), Refusal::ParticipantNotFound(id));
    }
}

async fn a_stroke_of_another_length_is_refused(world: &World) {
    let (code, _, guest, id) = kit(world).await;
    let answer = world.meetings.mark(code, Some(guest), id, stroke("bb")).await;
    assert_eq!(refused(answer), Refusal::MarksDoNotFit(StrokeError::OtherLength { days: 5, given: 2 }));
}

/// The attempt with this name, which gives up the attempts in `given_up`.
fn attempt(code: &UrlCode, id: ParticipantId, name: &str, given_up: &str) -> Attempt {
    Attempt::parse(name, given_up, code, id).unwrap()
}

async fn what_a_page_gave_up_is_not_carried_out_after_what_it_sent_next(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let guest = device();
    let id = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let mark = async |text: &str, by: &str, given_up: &str| {
        let attempt = Some(attempt(&code, id, by, given_up));
        let marked = world.meetings.mark_by_attempt(code.clone(), Some(guest), id, stroke(text), attempt);
        marked.await.unwrap();
        let seen = world.meetings.read(&code, None).await.unwrap();
        (letters(&seen, 0), seen.meeting.version)
    };
    let now = |letters: &str, version| (letters.to_owned(), version);
    assert_eq!(mark("b....", "a-10", "").await, now("bffff", 4));
    // The attempt with number 20 was given up; the next one is carried out before it arrives.
    assert_eq!(mark(".b...", "a-30", "a").await, now("bbfff", 5));
    assert_eq!(mark("ff...", "a-20", "").await, now("bbfff", 5));
    assert_eq!(mark("..b..", "a-40", "").await, now("bbbff", 6));
    // A request that changes nothing gives up attempts all the same, and adds no entry.
    assert_eq!(mark("bbb..", "a-60", "a").await, now("bbbff", 6));
    assert_eq!(mark("fffff", "a-50", "").await, now("bbbff", 6));
    // A page that takes over the outbox of an earlier page gives up what that page sent until then, and no
    // more.
    assert_eq!(mark("...b.", "b-90", " a-80").await, now("bbbbf", 7));
    assert_eq!(mark("fffff", "a-70", "").await, now("bbbbf", 7));
    assert_eq!(mark("....b", "a-85", "").await, now("bbbbb", 8));
}

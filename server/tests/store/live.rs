//! A viewer that applies live updates has the same board as one that reads the meeting.

use app::domain::{Board, CommentText, Location, Marking, ParticipantId, UrlCode};
use app::live_protocol::{Applied, MeetingUpdate, decode, encode};
use app::meetings::{DeviceHash, Meetings, Signature};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::World;
use crate::helpers::{dates, description, title};
use crate::support::{device, name};

crate::on_both_engines!(
    pages_that_hear_and_miss_what_they_like_have_the_meeting_as_read,
    who_is_far_behind_gets_the_whole_board,
    who_knows_more_than_there_is_gets_the_whole_board,
    who_looks_at_a_deleted_meeting_hears_that_it_is_gone,
    versions_neither_skip_nor_repeat_where_two_processes_write,
);

/// The board after encoding and decoding it, as a page receives it.
fn over_the_wire(board: &Board) -> Board {
    decode(&encode(board)).unwrap()
}

/// The part of a board that is the same for a page that was open all the time and for one that is opened now:
/// the latter has fewer old entries.
fn comparable(mut board: Board) -> Board {
    let more = board.timeline.len().saturating_sub(30);
    board.timeline.drain(..more);
    board
}

/// A random operation on a meeting.
async fn something(meetings: &Meetings, code: &UrlCode, organizer: DeviceHash, rng: &mut StdRng, step: u32) {
    let board = meetings.board(code).await.unwrap();
    let people: Vec<ParticipantId> = board.participants.iter().map(|one| one.id).collect();
    let somebody = people.get(rng.random_range(0..people.len().max(1))).copied();
    let asker = Some(organizer);
    let code = code.clone();
    // Refusals are included, for example before the range is set.
    let _ = match (rng.random_range(0..10), somebody) {
        (0, _) => meetings.describe(code, asker, description(Some(title(&format!("t{step}"))), None)).await,
        (1, _) => {
            let location = Location::parse(&format!("l{step}")).unwrap();
            meetings.describe(code, asker, description(None, Some(location))).await
        }
        (2, _) => meetings.set_dates(code, asker, dates("2026-12-01", "2026-12-05")).await,
        (3 | 4, _) | (_, None) => meetings.join(code, asker, name(&format!("p{step}")), None).await.map(drop),
        (5, Some(one)) => meetings.rename(code, asker, one, name(&format!("n{step}"))).await,
        (6, Some(one)) if people.len() > 2 => meetings.remove(code, asker, one).await,
        (7, _) => {
            let text = CommentText::parse(&format!("c{step}")).unwrap();
            meetings.comment(code, asker, Signature::Typed(name("G")), text, None).await.map(drop)
        }
        (8, _) => meetings.remove_comment(code, asker, rng.random_range(1..=board.version)).await,
        (_, Some(one)) => {
            let marks = (0..5).map(|_| ['f', 'b', 's', '.'][rng.random_range(0..4)]).collect();
            meetings.mark(code, asker, one, Marking::Stroke(marks)).await
        }
    };
}

/// A page with the live view.
struct Viewer {
    board: Board,
    /// The probability that a message arrives.
    hears: f64,
}

impl Viewer {
    /// Applies a message, and catches up if entries are missing.
    async fn hear(&mut self, update: &MeetingUpdate, meetings: &Meetings, code: &UrlCode) {
        let applied = decode::<MeetingUpdate>(&encode(update)).unwrap().apply_to(&mut self.board);
        if applied == Applied::Missed {
            self.catch_up(meetings, code).await;
        }
    }

    /// Requests the update since the board's version and applies it.
    async fn catch_up(&mut self, meetings: &Meetings, code: &UrlCode) {
        let update = meetings.update_since(code, self.board.version).await.unwrap();
        let applied = decode::<MeetingUpdate>(&encode(&update)).unwrap().apply_to(&mut self.board);
        assert!(matches!(applied, Applied::New(_) | Applied::Whole), "{applied:?}");
    }
}

async fn pages_that_hear_and_miss_what_they_like_have_the_meeting_as_read(world: &World) {
    for seed in 0..6 {
        let mut rng = StdRng::seed_from_u64(seed);
        let organizer = device();
        let meetings = &world.meetings;
        let code =
            meetings.create(Some(organizer), title(""), Location::default(), None, None).await.unwrap();
        let first = over_the_wire(&meetings.board(&code).await.unwrap());
        let mut viewers = [1.0, 0.6, 0.1].map(|hears| Viewer { board: first.clone(), hears });
        let (mut told, mut before) = (first.version, None);
        for step in 0..60 {
            something(meetings, &code, organizer, &mut rng, step).await;
            // Changes in quick succession share a message.
            if rng.random_bool(0.3) {
                continue;
            }
            let read = over_the_wire(&meetings.board(&code).await.unwrap());
            let message = meetings.update_since(&code, told).await.unwrap();
            told = read.version;
            for viewer in &mut viewers {
                // The previous message arrives late, or again.
                if let Some(before) = before.as_ref().filter(|_| rng.random_bool(0.2)) {
                    viewer.hear(before, meetings, &code).await;
                }
                if rng.random_bool(viewer.hears) {
                    viewer.hear(&message, meetings, &code).await;
                }
                if viewer.board.version == told {
                    assert_eq!(comparable(viewer.board.clone()), read, "seed {seed}, step {step}");
                }
            }
            before = Some(message);
        }
        let read = over_the_wire(&meetings.board(&code).await.unwrap());
        for viewer in &mut viewers {
            viewer.catch_up(meetings, &code).await;
            assert_eq!(comparable(viewer.board.clone()), read, "seed {seed}, at the end");
        }
    }
}

async fn who_is_far_behind_gets_the_whole_board(world: &World) {
    let meetings = &world.meetings;
    let code = meetings.create(None, title(""), Location::default(), None, None).await.unwrap();
    for number in 0..201 {
        meetings
            .describe(code.clone(), None, description(Some(title(&number.to_string())), None))
            .await
            .unwrap();
    }
    let MeetingUpdate::Whole(board) = meetings.update_since(&code, 1).await.unwrap() else {
        panic!("not whole")
    };
    assert_eq!((board.version, board.timeline.len()), (202, 30));
    let MeetingUpdate::Entries(entries) = meetings.update_since(&code, 2).await.unwrap() else {
        panic!("whole")
    };
    assert_eq!(entries.len(), 200);
}

async fn who_knows_more_than_there_is_gets_the_whole_board(world: &World) {
    let code = world.meetings.create(None, title(""), Location::default(), None, None).await.unwrap();
    for after in [2, u64::MAX] {
        assert!(matches!(world.meetings.update_since(&code, after).await.unwrap(), MeetingUpdate::Whole(_)));
    }
    assert_eq!(world.meetings.update_since(&code, 1).await.unwrap(), MeetingUpdate::Entries(Vec::new()));
}

async fn who_looks_at_a_deleted_meeting_hears_that_it_is_gone(world: &World) {
    let organizer = Some(device());
    let code = world.meetings.create(organizer, title(""), Location::default(), None, None).await.unwrap();
    world.meetings.delete(code.clone(), organizer).await.unwrap();
    assert_eq!(world.meetings.update_since(&code, 1).await.unwrap(), MeetingUpdate::Gone);
    assert_eq!(world.meetings.versions(&[code]).await.unwrap(), []);
}

async fn versions_neither_skip_nor_repeat_where_two_processes_write(world: &World) {
    // Another process has its own connections.
    let other = world.database.open().await;
    let other_meetings = crate::helpers::meetings_on(other.clone(), app::meetings::HostLimits::default());
    let code = world.meetings.create(None, title(""), Location::default(), None, None).await.unwrap();
    let writer = |meetings: Meetings, from: u32| {
        let code = code.clone();
        tokio::spawn(async move {
            for number in from..from + 20 {
                meetings
                    .describe(code.clone(), None, description(Some(title(&number.to_string())), None))
                    .await
                    .unwrap();
            }
        })
    };
    let writers = [world.meetings.clone(), other_meetings.clone(), world.meetings.clone(), other_meetings];
    let writers =
        writers.into_iter().zip([100, 200, 300, 400]).map(|(meetings, from)| writer(meetings, from));
    for written in writers.collect::<Vec<_>>() {
        written.await.unwrap();
    }
    let entries_since = world.meetings.entries_since(&code, 0).await.unwrap();
    let numbers: Vec<_> = entries_since.entries.iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (1..=81).collect::<Vec<_>>());
    assert_eq!(entries_since.version, 81);
    other.close().await;
}

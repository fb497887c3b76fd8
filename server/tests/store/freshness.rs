//! What is read is never older than what was acknowledged, though meetings are cached: see `store::reading`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use app::domain::{CommentText, Marking, ParticipantId, UrlCode};
use app::meetings::{ClosingChange, DeviceHash, HostLimits, Meetings, Signature};
use futures::future::join_all;
use server::store::{OpenOptions, open};

use crate::World;
use crate::helpers::{dates, description, execute, five_days, letters, meetings_on, title};
use crate::support::{device, name, open_options};

crate::on_both_engines!(
    no_read_through_any_process_is_older_than_what_was_acknowledged,
    what_is_followed_is_what_is_read,
    a_version_that_comes_twice_after_a_backup_is_restored_is_read_again,
    who_owns_what_is_read_with_each_request,
    a_reserved_name_that_is_taken_by_renaming_is_no_longer_offered,
);

/// Changes by each of the two writers; each is followed by four reads, so together there are 10,000.
const WRITES: usize = 1_000;

async fn no_read_through_any_process_is_older_than_what_was_acknowledged(world: &World) {
    let other = meetings_on(world.database.open().await, HostLimits::default());
    let processes = [world.meetings.clone(), other];
    let (code, organizer) = five_days(&world.meetings).await;
    let acknowledged = Arc::new(AtomicU64::new(0));
    let ended = Arc::new(AtomicBool::new(false));
    let watchers = processes.clone().map(|process| {
        tokio::spawn(watch(process, code.clone(), Arc::clone(&acknowledged), Arc::clone(&ended)))
    });
    let mut writers = Vec::new();
    for number in 0..2 {
        let guest = device();
        let id =
            world.meetings.join(code.clone(), Some(guest), name(&number.to_string()), None).await.unwrap();
        writers.push(Writer { number, code: code.clone(), guest, organizer, id });
    }
    let writing = writers
        .into_iter()
        .map(|writer| tokio::spawn(writer.write(processes.clone(), Arc::clone(&acknowledged))));
    for writer in join_all(writing).await {
        writer.unwrap();
    }
    ended.store(true, Ordering::SeqCst);
    for watcher in join_all(watchers).await {
        assert!(watcher.unwrap() > 0);
    }
}

/// Somebody who marks through one process, and reads through all of them.
struct Writer {
    number: usize,
    code: UrlCode,
    guest: DeviceHash,
    organizer: DeviceHash,
    id: ParticipantId,
}

impl Writer {
    async fn write(self, processes: [Meetings; 2], acknowledged: Arc<AtomicU64>) {
        for turn in 0..WRITES {
            let process = &processes[(turn / 3 + self.number) % 2];
            let mut days = *b"fffff";
            days[turn % 5] = b"bs"[turn / 5 % 2];
            let days = String::from_utf8(days.to_vec()).unwrap();
            // All days are written, so the result does not depend on the state before.
            process
                .mark(self.code.clone(), Some(self.guest), self.id, Marking::Stroke(days.clone()))
                .await
                .unwrap();
            if turn % 50 == 0 {
                // What says less than a meeting holds, or concerns everybody.
                let text = title(&format!("{} {turn}", self.number));
                let change = description(Some(text), None);
                process.describe(self.code.clone(), Some(self.organizer), change).await.unwrap();
            }
            for reader in processes.iter().chain(&processes) {
                let seen = reader.read(&self.code, Some(&self.guest)).await.unwrap();
                assert_eq!(letters(&seen, self.number), days, "turn {turn} of {}", self.number);
                assert!(seen.participants[self.number].own && !seen.participants[1 - self.number].own);
                acknowledged.fetch_max(seen.meeting.version, Ordering::SeqCst);
            }
        }
    }
}

/// Reads until the writers have ended; returns how often.
async fn watch(
    process: Meetings,
    code: UrlCode,
    acknowledged: Arc<AtomicU64>,
    ended: Arc<AtomicBool>,
) -> usize {
    let mut reads = 0;
    while !ended.load(Ordering::SeqCst) {
        let known = acknowledged.load(Ordering::SeqCst);
        let seen = process.read_for_page(&code, None, None).await.unwrap();
        assert!(seen.found.meeting.version >= known);
        assert_eq!(seen.timeline.entries().last().unwrap().number, seen.found.meeting.version);
        reads += 1;
    }
    reads
}

async fn what_is_followed_is_what_is_read(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    let kit = world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let other = meetings_on(world.database.open().await, HostLimits::default());
    let without = open(&world.database.url, OpenOptions { cache_bytes: 0, ..open_options() }).await.unwrap();
    let without = meetings_on(without, HostLimits::default());
    for turn in 0..12 {
        // Each of the caches knows the meeting of before.
        for process in [&world.meetings, &other] {
            process.read_for_page(&code, None, Some(&guest)).await.unwrap();
        }
        let comment = async |text: &str| {
            let text = CommentText::parse(text).unwrap();
            let signature = Signature::Participant(kit);
            world.meetings.comment(code.clone(), Some(guest), signature, text, None).await.unwrap();
        };
        let meetings = world.meetings.clone();
        match turn {
            0 => {
                meetings.mark(code.clone(), Some(guest), kit, Marking::Stroke("bs.f.".into())).await.unwrap();
            }
            1 => meetings.mark(code.clone(), Some(guest), kit, Marking::AllDaysWork).await.unwrap(),
            2 => comment("one").await,
            3 => comment("two").await,
            4 => {
                let page = meetings.read_for_page(&code, None, None).await.unwrap();
                let last = page.found.meeting.version;
                meetings.remove_comment(code.clone(), Some(guest), last).await.unwrap();
            }
            5 => meetings.rename(code.clone(), Some(guest), kit, name("Kat")).await.unwrap(),
            6 => {
                let change = description(Some(title("Hike")), None);
                meetings.describe(code.clone(), Some(organizer), change).await.unwrap();
            }
            7 => drop(meetings.join(code.clone(), Some(guest), name("Lee"), None).await.unwrap()),
            8 => {
                let day = "2026-12-02".parse().unwrap();
                meetings.decide(code.clone(), Some(organizer), day, true).await.unwrap();
            }
            9 => meetings.withdraw_decision(code.clone(), Some(organizer)).await.unwrap(),
            10 => {
                let change = ClosingChange { by_hand: Some(false), ..ClosingChange::default() };
                meetings.set_closing(code.clone(), Some(organizer), change).await.unwrap();
            }
            _ => meetings.remove(code.clone(), Some(guest), kit).await.unwrap(),
        }
        let expected = without.read_for_page(&code, None, Some(&guest)).await.unwrap();
        let ids = without.read_with_date_ids(&code, None).await.unwrap();
        for process in [&world.meetings, &other] {
            let page = process.read_for_page(&code, None, Some(&guest)).await.unwrap();
            assert_eq!(page.found.meeting, expected.found.meeting, "turn {turn}");
            assert_eq!(page.found.participants, expected.found.participants, "turn {turn}");
            assert_eq!(page.timeline, expected.timeline, "turn {turn}");
            assert_eq!(page.written, expected.written, "turn {turn}");
            assert_eq!(page.reserved, expected.reserved, "turn {turn}");
            assert_eq!(process.read_with_date_ids(&code, None).await.unwrap(), ids, "turn {turn}");
        }
    }
}

async fn a_version_that_comes_twice_after_a_backup_is_restored_is_read_again(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let read = async || world.meetings.read(&code, None).await.unwrap().meeting.title.as_str().to_owned();
    assert_eq!(read().await, "팀 회식 🍖");
    // As if the database were that of before the dates were set, and something else had happened since.
    execute(world, "UPDATE meetings SET title = 'Restored'").await;
    execute(world, "UPDATE timeline SET created_at = '2026-11-24 10:00:00' WHERE number = 2").await;
    assert_eq!(read().await, "Restored");
    // The same, but with more changes than the cache knows.
    execute(world, "UPDATE meetings SET title = 'Again', version = 3").await;
    execute(world, "UPDATE timeline SET created_at = '2026-11-24 11:00:00' WHERE number = 2").await;
    let further = "INSERT INTO timeline (meeting_id, number, created_at, actor, event) \
        SELECT meeting_id, 3, created_at, actor, '{\"note_changed\":{\"note\":\"\"}}' FROM timeline WHERE number = 2";
    execute(world, further).await;
    assert_eq!(read().await, "Again");
}

async fn who_owns_what_is_read_with_each_request(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let guest = device();
    world.meetings.join(code.clone(), Some(guest), name("Kit"), None).await.unwrap();
    let owns = async |device: DeviceHash| {
        let found = world.meetings.read(&code, Some(&device)).await.unwrap();
        (found.access.own, found.participants[0].own)
    };
    for _ in 0..2 {
        assert_eq!(owns(organizer).await, (true, false));
        assert_eq!(owns(guest).await, (false, true));
        assert_eq!(owns(device()).await, (false, false));
    }
    // No version says this.
    world.meetings.forget_device(&guest).await.unwrap();
    assert_eq!(owns(guest).await, (false, false));
}

async fn a_reserved_name_that_is_taken_by_renaming_is_no_longer_offered(world: &World) {
    let (before, organizer) = five_days(&world.meetings).await;
    for who in ["Kit", "Lee"] {
        world.meetings.join(before.clone(), Some(device()), name(who), None).await.unwrap();
    }
    let code = world.meetings.again(&before, Some(organizer), None).await.unwrap();
    world.meetings.set_dates(code.clone(), Some(organizer), dates("2026-12-01", "2026-12-05")).await.unwrap();
    let guest = device();
    let lou = world.meetings.join(code.clone(), Some(guest), name("Lou"), None).await.unwrap();
    let other = meetings_on(world.database.open().await, HostLimits::default());
    let processes = [&world.meetings, &other];
    for process in processes {
        let page = process.read_for_page(&code, None, None).await.unwrap();
        assert_eq!(*page.reserved, [name("Kit"), name("Lee")]);
    }
    world.meetings.rename(code.clone(), Some(guest), lou, name("Kit")).await.unwrap();
    for process in processes {
        let page = process.read_for_page(&code, None, None).await.unwrap();
        assert_eq!(*page.reserved, [name("Lee")]);
    }
}

//! Reads meetings, from the cache where that has what is current.

use std::sync::Arc;

use app::domain::{ENTRIES_WITH_BOARD, Entry, Event, UrlCode};
use app::meetings::{
    DeviceHash, EntriesSince, MeetingForPage, MeetingForViewer, MeetingWithDateIds, RequestContext,
    StoredTimeline,
};

use super::database_error::DatabaseError;
use super::engine::{Pool, Tx, Value};
use super::entry_rows::CheckRow;
use super::meeting_cache::{self, CachedMeeting, KnownMeeting, MeetingCache, OnPage, whole_seconds};
use super::rows::ReadMeeting;
use super::{queries, timeline};

/// How many entries a cached meeting follows, its own newest one among them. After more it is read again.
const MAX_FOLLOWED: u32 = 20;

/// The version of a meeting, and when the newest entry of its timeline was written, which two keys find. The last value
/// is the code. `$number` is the number of that entry.
macro_rules! check {
    ($access:expr) => {
        check!($access, "m.version")
    };
    ($access:expr, $number:literal) => {
        concat!(
            "SELECT m.version, ",
            $access,
            "t.created_at AS changed_at FROM meetings m ",
            "LEFT JOIN timeline t ON t.meeting_id = m.url_code AND t.number = ",
            $number,
            " WHERE m.url_code = ?"
        )
    };
}

/// What a device owns: two values for the meeting itself, and three for its participants, whose ids are in a range.
macro_rules! access {
    ($comments:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM meeting_devices o WHERE o.device_hash = ? AND o.meeting_id = m.url_code) AS own, ",
            "(SELECT GROUP_CONCAT(o.participant_id) FROM participant_devices o ",
            "WHERE o.device_hash = ? AND o.participant_id BETWEEN ? AND ?) AS own_participants, ",
            $comments,
            " AS own_comments, "
        )
    };
}

/// What those own who have no device, or of whom nobody wants to know it.
macro_rules! no_access {
    () => {
        "FALSE AS own, NULL AS own_participants, NULL AS own_comments, "
    };
}

/// Without what a device owns.
const CHECK: &str = check!(no_access!());

/// With what a device owns, beside comments.
const CHECK_FOR_DEVICE: &str = check!(access!("NULL"));

/// With the comments that the device wrote: two more values, the number of the first and the device.
const CHECK_WITH_COMMENTS: &str = check!(access!(
    "(SELECT GROUP_CONCAT(c.number) FROM comments c \
    WHERE c.meeting_id = m.url_code AND c.number >= ? AND c.device_hash = ?)"
));

/// The same while the meeting is locked: its version is already that of the change.
const CHECK_LOCKED: &str = check!(no_access!(), "m.version - 1");
const CHECK_LOCKED_FOR_DEVICE: &str = check!(access!("NULL"), "m.version - 1");

/// Reads the meeting with this code.
pub(super) async fn read(
    pool: &Pool,
    cache: &MeetingCache,
    url_code: &UrlCode,
    device: Option<&DeviceHash>,
) -> Result<Option<MeetingForViewer>, DatabaseError> {
    if let Some(current) = current(pool, cache, url_code, device).await? {
        return Ok(Some(current.for_viewer()));
    }
    let read = read_whole(pool, cache, url_code, device).await?;
    Ok(read.map(|read| for_viewer(&read)))
}

/// Reads the meeting with this code, and the ids of its participant dates; any that is at least as new as
/// `known_version`, if that is given.
pub(super) async fn read_with_date_ids(
    pool: &Pool,
    cache: &MeetingCache,
    url_code: &UrlCode,
    known_version: Option<u64>,
) -> Result<Option<MeetingWithDateIds>, DatabaseError> {
    if let Some(known_version) = known_version
        && let Some(cached) = cache.get(url_code).filter(|cached| cached.version() >= known_version)
    {
        return Ok(Some(cached.meeting));
    }
    if let Some(current) = current(pool, cache, url_code, None).await? {
        return Ok(Some(current.cached.meeting));
    }
    Ok(read_whole(pool, cache, url_code, None).await?.map(|read| read.meeting))
}

/// Reads what the page of the meeting with this code shows.
pub(super) async fn read_for_page(
    pool: &Pool,
    cache: &MeetingCache,
    url_code: &UrlCode,
    before: Option<u64>,
    device: Option<&DeviceHash>,
) -> Result<Option<MeetingForPage>, DatabaseError> {
    let current = current(pool, cache, url_code, device).await?;
    let on_page = current.as_ref().and_then(|current| current.cached.on_page.clone());
    if let (Some(current), Some(OnPage { timeline, reserved }), None) = (&current, on_page, before) {
        let oldest = timeline.oldest();
        let shown = |number: &u64| oldest.is_some_and(|oldest| *number >= oldest);
        let written = current.own_comments.iter().copied().filter(shown).collect();
        return Ok(Some(MeetingForPage { found: current.for_viewer(), timeline, written, reserved }));
    }
    let (cached, found) = match current {
        Some(current) => (current.cached.clone(), current.for_viewer()),
        None => match read_whole(pool, cache, url_code, device).await? {
            Some(read) => (CachedMeeting::of(&read), for_viewer(&read)),
            None => return Ok(None),
        },
    };
    // Entries added since the meeting was read are left out: they come with the next read.
    let end = found.meeting.version + 1;
    let shown_before = before.map_or(end, |before| before.min(end));
    let newest = timeline::newest(pool, url_code, shown_before, ENTRIES_WITH_BOARD, device).await?;
    let written = newest.iter().filter(|item| item.own).map(|item| item.entry.number).collect();
    let entries: Vec<Entry> = newest.into_iter().map(|item| item.entry).collect();
    let timeline = StoredTimeline::of(&entries);
    let reserved =
        if cached.has_reserved_names { queries::reserved_names(pool, url_code).await? } else { Vec::new() };
    let reserved = Arc::new(reserved);
    if before.is_none() {
        let on_page = OnPage { timeline: timeline.clone(), reserved: Arc::clone(&reserved) };
        meeting_cache::keep(cache, cached.shown_on_page(on_page));
    }
    Ok(Some(MeetingForPage { found, timeline, written, reserved }))
}

/// The cached meeting, after it was made current. `None` if it is not cached, or has to be read again.
async fn current(
    pool: &Pool,
    cache: &MeetingCache,
    url_code: &UrlCode,
    device: Option<&DeviceHash>,
) -> Result<Option<KnownMeeting>, DatabaseError> {
    let Some(cached) = cache.get(url_code) else { return Ok(None) };
    let Some(row) = check(pool, &cached, url_code, device).await? else {
        cache.remove(url_code);
        return Ok(None);
    };
    let current = if row.version()? == cached.version() {
        let is_same = row.changed_at.map(whole_seconds) == cached.changed_at;
        is_same.then_some(cached)
    } else {
        follow(pool, cache, url_code, &cached, device).await?
    };
    current.map(|cached| known(cached, &row)).transpose()
}

/// Reads whether a cached meeting is current, and what the device owns of it; `None` if it is gone.
async fn check(
    pool: &Pool,
    cached: &CachedMeeting,
    url_code: &UrlCode,
    device: Option<&DeviceHash>,
) -> Result<Option<CheckRow>, DatabaseError> {
    let (code, owner) = (Value::Text(url_code.as_str()), Value::device_or_nobody(device));
    let [first, last] = participant_ids(cached);
    let rows = match (device, cached.first_comment()) {
        (None, _) => pool.rows(CHECK, &[code]).await?,
        (Some(_), None) => pool.rows(CHECK_FOR_DEVICE, &[owner, owner, first, last, code]).await?,
        (Some(_), Some(comment)) => {
            let values = [owner, owner, first, last, timeline::integer(comment), owner, code];
            pool.rows(CHECK_WITH_COMMENTS, &values).await?
        }
    };
    Ok(rows.into_iter().next())
}

/// The lowest and the highest id of the participants.
fn participant_ids(cached: &CachedMeeting) -> [Value<'static>; 2] {
    let ids = || cached.meeting.meeting.participants.iter().map(|one| one.id.0);
    [Value::Int(ids().min().unwrap_or(0)), Value::Int(ids().max().unwrap_or(0))]
}

/// The cached meeting while the meeting is locked, if it is what the lock found.
pub(super) async fn known_under_lock(
    tx: &mut Tx,
    cache: &MeetingCache,
    context: &RequestContext,
) -> Result<Option<KnownMeeting>, DatabaseError> {
    let Some(cached) = cache.get(&context.url_code) else { return Ok(None) };
    let owner = Value::device_or_nobody(context.device.as_ref());
    let [first, last] = participant_ids(&cached);
    let code = Value::Text(context.url_code.as_str());
    let row: Option<CheckRow> = match context.device {
        Some(_) => tx.row(CHECK_LOCKED_FOR_DEVICE, &[owner, owner, first, last, code]).await?,
        None => tx.row(CHECK_LOCKED, &[code]).await?,
    };
    let Some(row) = row else { return Ok(None) };
    let before = row.version()? - 1;
    if before == cached.version() && row.changed_at.map(whole_seconds) == cached.changed_at {
        return known(cached, &row).map(Some);
    }
    if before <= cached.version() {
        // A backup was restored.
        cache.remove(&context.url_code);
    }
    Ok(None)
}

/// A current meeting with what a check said of the device.
fn known(cached: CachedMeeting, row: &CheckRow) -> Result<KnownMeeting, DatabaseError> {
    let (own_participants, own_comments) = (row.own_participants()?, row.own_comments()?);
    Ok(KnownMeeting { cached, owns: row.own, own_participants, own_comments })
}

/// The cached meeting after what was added to its timeline since. `None` if it has to be read again.
async fn follow(
    pool: &Pool,
    cache: &MeetingCache,
    url_code: &UrlCode,
    cached: &CachedMeeting,
    device: Option<&DeviceHash>,
) -> Result<Option<CachedMeeting>, DatabaseError> {
    // With its own newest entry, which is another one if the database is that of a backup.
    let known = cached.version().saturating_sub(1);
    let since = timeline::entries_since(pool, url_code, known, MAX_FOLLOWED).await?;
    let Some(EntriesSince { version, mut entries }) = since else { return Ok(None) };
    let newer = entries.split_off(usize::from(cached.version() > 0).min(entries.len()));
    let newest_known = entries.first().map(|entry| whole_seconds(entry.at));
    // Whether a new comment is the device's own was not asked yet.
    let is_comment = |entry: &Entry| matches!(entry.event, Event::Commented { .. });
    if newest_known != cached.changed_at || device.is_some() && newer.iter().any(is_comment) {
        return Ok(None);
    }
    let followed = cached.after(&newer).filter(|followed| followed.version() == version);
    Ok(followed.map(|followed| meeting_cache::keep(cache, followed)))
}

/// Reads the whole meeting, and keeps it.
async fn read_whole(
    pool: &Pool,
    cache: &MeetingCache,
    url_code: &UrlCode,
    device: Option<&DeviceHash>,
) -> Result<Option<ReadMeeting>, DatabaseError> {
    let Some(mut read) = queries::read(pool, url_code, device).await? else {
        cache.remove(url_code);
        return Ok(None);
    };
    read.meeting = meeting_cache::keep(cache, CachedMeeting::of(&read)).meeting;
    Ok(Some(read))
}

fn for_viewer(read: &ReadMeeting) -> MeetingForViewer {
    MeetingForViewer {
        meeting: Arc::clone(&read.meeting.meeting),
        access: read.access,
        participants: read.participants.clone(),
    }
}

//! Range, title and location of a meeting.

use app::domain::DateRange;
use app::domain::{Location, Title, UrlCode, Weekdays};
use app::meetings::Refusal;

use crate::World;
use crate::helpers::{dates, description, five_days, refused, title};
use crate::support::device;

crate::on_both_engines!(
    the_range_is_set_once,
    excluded_weekdays_are_kept,
    only_the_organizer_sets_the_range,
    an_open_meeting_is_changed_by_anybody,
    title_and_location_change_each_with_its_entry,
    the_same_title_again_changes_nothing,
    only_the_organizer_changes_the_title,
    an_unknown_code_is_not_found,
    text_that_looks_like_sql_is_kept_as_typed,
);

async fn the_range_is_set_once(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let again =
        world.meetings.set_dates(code.clone(), Some(organizer), dates("2027-01-01", "2027-01-02")).await;
    assert_eq!(
        refused(again).to_string(),
        format!("meeting: {code} start: 2026-12-01 end: 2026-12-05 are already set")
    );
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!(seen.meeting.dates, Some(dates("2026-12-01", "2026-12-05")));
    assert_eq!(seen.meeting.version, 2, "a refusal leaves the version");
}

async fn excluded_weekdays_are_kept(world: &World) {
    let organizer = device();
    let code = create(world, Some(organizer)).await;
    let sundays = Weekdays::from_iso([7]).unwrap();
    let range = dates("2026-12-01", "2026-12-28");
    let range = DateRange::new(range.first(), range.last(), sundays).unwrap();
    world.meetings.set_dates(code.clone(), Some(organizer), range).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!(seen.meeting.dates, Some(range));
    assert_eq!(seen.meeting.expires_on.to_string(), "2027-03-28");
    assert_eq!(seen.meeting.version, 2);
}

async fn only_the_organizer_sets_the_range(world: &World) {
    let code = create(world, Some(device())).await;
    for stranger in [Some(device()), None] {
        let answer =
            world.meetings.set_dates(code.clone(), stranger, dates("2026-12-01", "2026-12-02")).await;
        assert_eq!(refused(answer), Refusal::NotOrganizer);
    }
}

async fn an_open_meeting_is_changed_by_anybody(world: &World) {
    let code = create(world, None).await;
    world.meetings.set_dates(code.clone(), Some(device()), dates("2026-12-01", "2026-12-02")).await.unwrap();
    world.meetings.describe(code.clone(), None, description(Some(title("등산")), None)).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((&seen.meeting.title, seen.meeting.version), (&title("등산"), 3));
}

async fn title_and_location_change_each_with_its_entry(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let location = Location::parse("한강").unwrap();
    let answer = world
        .meetings
        .describe(code.clone(), Some(organizer), description(Some(title("등산")), Some(location.clone())))
        .await;
    answer.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!((&seen.meeting.title, &seen.meeting.location), (&title("등산"), &location));
    assert_eq!(seen.meeting.version, 4);
}

async fn the_same_title_again_changes_nothing(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let same = Some(title("팀 회식 🍖"));
    world.meetings.describe(code.clone(), Some(organizer), description(same, None)).await.unwrap();
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting.version, 2);
}

async fn only_the_organizer_changes_the_title(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let answer =
        world.meetings.describe(code, Some(device()), description(Some(Title::default()), None)).await;
    assert_eq!(refused(answer), Refusal::NotOrganizer);
}

async fn an_unknown_code_is_not_found(world: &World) {
    let code = UrlCode::parse("nobody").unwrap();
    assert_eq!(refused(world.meetings.read(&code, None).await), Refusal::MeetingNotFound(code.to_string()));
    let answer = world.meetings.describe(code.clone(), None, description(Some(Title::default()), None)).await;
    assert_eq!(refused(answer), Refusal::MeetingNotFound(code.to_string()));
}

async fn text_that_looks_like_sql_is_kept_as_typed(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    let text = r#"'; DROP TABLE meetings; -- " ? \ %_ <b>"#;
    let location = Location::parse(text).unwrap();
    let answer = world
        .meetings
        .describe(code.clone(), Some(organizer), description(Some(title(text)), Some(location)))
        .await;
    answer.unwrap();
    world.meetings.join(code.clone(), None, crate::support::name(text), None).await.unwrap();
    let seen = world.meetings.read(&code, None).await.unwrap();
    assert_eq!(seen.meeting.title.as_str(), text);
    assert_eq!(seen.meeting.location.as_str(), text);
    assert_eq!(seen.meeting.participants[0].name.as_str(), text);
}

async fn create(world: &World, organizer: Option<app::meetings::DeviceHash>) -> UrlCode {
    world.meetings.create(organizer, Title::default(), Location::default(), None, None).await.unwrap()
}

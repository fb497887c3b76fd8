//! Forms work without JavaScript: they do what they should, and the response is a page or a redirect to one.

use app::live_protocol::{Envelope, MeetingUpdate, decode};

use crate::browser::Server;

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_goes_from_its_form_to_its_best_day() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let id = organizer.join(&code, "Sunny").await;
    let page = format!("/m/{code}");
    let fields = [
        ("url_code", code.as_str()),
        ("participant", &id),
        ("seen", "fffff"),
        ("day[0]", "b"),
        ("day[1]", "f"),
        ("day[2]", "s"),
        ("day[3]", "f"),
        ("day[4]", "f"),
    ];
    organizer.send("/api/choose_days", &fields).await.leads_to(&format!("{page}#days"));
    organizer.open(&page).await.shows(200, &["They show up here when two people have answered."]);
    let mut guest = server.browser();
    let other = guest.join(&code, "Moon").await;
    guest.send("/api/all_days_work", &[("url_code", code.as_str()), ("participant", &other)]).await;
    let shown = organizer.open(&page).await.text;
    let shown =
        shown.split("<ol class=best-days>").nth(1).and_then(|list| list.split("</ol>").next()).unwrap();
    let best: Vec<_> =
        shown.match_indices("<time datetime=").map(|(at, _)| &shown[at + 15..at + 25]).collect();
    assert_eq!(best, ["2026-12-03", "2026-12-02", "2026-12-04"]);

    let all = [("url_code", code.as_str()), ("participant", &id)];
    organizer.send("/api/all_days_work", &all).await.leads_to(&format!("{page}#days"));
    organizer.open(&page).await.shows(200, &["name=\"seen\" value=\"ffsff\""]);

    let name = [("url_code", code.as_str()), ("participant", &id), ("name", "Sol")];
    organizer.send("/api/rename", &name).await.saves(&code, &format!("rename-{id}"));
    let texts = [("url_code", code.as_str()), ("title", "Hiking"), ("location", "Bukhansan")];
    organizer.send("/api/describe", &texts).await.saves(&code, "describe");
    organizer.open(&page).await.shows(200, &["Sol", "Hiking", "Bukhansan"]);

    organizer.send("/api/remove", &all).await.leads_to(&format!("{page}#people"));
    organizer.open(&page).await.shows(200, &["They show up here when the first people have answered."]);
    organizer.send("/api/delete", &[("url_code", &code), ("confirm", "true")]).await.leads_to("/");
    organizer.open(&page).await.shows(404, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_are_set_later_by_preset_without_a_weekday() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    organizer.open("/").await;
    let code = organizer.send("/api/create", &[]).await.code();
    let fields =
        [("url_code", code.as_str()), ("when", "next_4_weeks"), ("exclude[]", "7"), ("exclude[]", "6")];
    organizer.send("/api/set_dates", &fields).await.leads_to(&format!("/m/{code}"));
    let seen = server.meetings.read(&app::domain::UrlCode::parse(&code).unwrap(), None).await.unwrap();
    let dates = seen.meeting.dates.unwrap();
    assert_eq!((dates.first(), dates.len()), (server.meetings.today(), 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_makes_one_meeting_and_one_participant() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    organizer.open("/").await;
    let key = ("key", "0123456789abcdefghijkl");
    let days = [("when", "select_dates"), ("first", "2026-12-01"), ("last", "2026-12-05"), key];
    let code = organizer.send("/api/create", &days).await.code();
    assert_eq!(organizer.send("/api/create", &days).await.code(), code);
    for _ in 0..2 {
        let join = [("url_code", code.as_str()), ("name", "Sunny"), key];
        organizer.send("/api/join", &join).await.leads_to(&format!("/m/{code}#days"));
    }
    let seen = server.meetings.read(&app::domain::UrlCode::parse(&code).unwrap(), None).await.unwrap();
    assert_eq!(seen.meeting.participants.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_gets_data_and_a_status() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let id = organizer.join(&code, "Sunny").await;
    let marks = |text: &str| format!("url_code={code}&participant={id}&marks={text}&after=3");
    let answer = organizer.call("/api/mark", &marks("b...s")).await;
    answer.shows(200, &[]);
    let envelope = decode::<Envelope>(&answer.bytes).unwrap();
    let MeetingUpdate::Entries(entries) = envelope.update else { panic!("no entries") };
    assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [4]);
    organizer.call("/api/mark", &marks("b")).await.shows(422, &["detail"]);
    // A request that cannot be parsed is not a refusal: a page that is older than the server keeps its
    // pending edits.
    organizer.call("/api/mark", "").await.shows(422, &[r#"{"detail":"","retry":false}"#]);
    organizer.call("/api/nothing", "").await.shows(404, &[]);
    server.browser().call("/api/mark", &marks("b....")).await.shows(403, &["Only this person"]);
    let unknown = marks("b....").replace(&code, "nobody");
    organizer.call("/api/mark", &unknown).await.shows(404, &["no such meeting"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_description_changes_only_what_differs_from_what_its_form_showed() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.send("/api/create", &[("title", "Hiking"), ("location", "Seoul")]).await.code();
    let here = format!("/m/{code}");
    let seen = [("url_code", code.as_str()), ("seen_title", "Hiking"), ("seen_location", "Seoul")];
    for changed in
        [[("title", "Walking"), ("location", "Seoul")], [("title", "Hiking"), ("location", "Busan")]]
    {
        organizer.send("/api/describe", &[seen.as_slice(), &changed].concat()).await.saves(&code, "describe");
    }
    organizer.open(&here).await.shows(200, &["Walking", "Busan"]);
    // A form that showed empty texts changes none that somebody else has written since.
    let empty = [("url_code", code.as_str()), ("title", ""), ("location", ""), ("seen_title", "")];
    organizer.send("/api/describe", &empty).await.saves(&code, "describe");
    organizer.open(&here).await.shows(200, &["Walking", "Busan"]);
}

//! Deciding, the time of day, the note, closing, and calendar files: by the forms of pages.

use crate::browser::{Browser, Server};

/// Joins and says that all days work.
async fn answers(browser: &mut Browser<'_>, code: &str, name: &str) -> String {
    let id = browser.join(code, name).await;
    let fields = [("url_code", code), ("participant", id.as_str())];
    browser.send("/api/all_days_work", &fields).await.leads_to(&format!("/m/{code}#days"));
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_leads_with_the_decision_and_says_what_changed_since() {
    let server = Server::start().await;
    let (mut organizer, mut kit, mut lee) = (server.browser(), server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    let page = format!("/m/{code}");
    answers(&mut organizer, &code, "Sunny").await;
    let id = answers(&mut kit, &code, "Kit").await;
    lee.join(&code, "Lee").await;
    organizer.open(&page).await.shows(200, &["aria-labelledby=\"decision-title\" hidden"]);
    let decide = [("url_code", code.as_str()), ("date", "2026-12-02")];
    organizer.send("/api/decide", &decide).await.leads_to(&page);
    let busy = [("url_code", code.as_str()), ("participant", id.as_str()), ("marks", ".b...")];
    kit.send("/api/mark", &busy).await;
    let shown = organizer.open(&page).await;
    let cannot = "Cannot: <bdi translate=no>Kit</bdi><br>Not answered: <bdi translate=no>Lee</bdi>\
        <br><strong>Cannot any more: <bdi translate=no>Kit</bdi></strong>";
    shown.shows(200, &["It is decided", "Wednesday, December 2</time>", "1 can come", cannot]);
    organizer.send("/api/withdraw_decision", &[("url_code", &code)]).await.saves(&code, "decide");
    let shown = organizer.open(&page).await;
    shown.shows(
        200,
        &["aria-labelledby=\"decision-title\" hidden", "Wednesday, December 2 is not decided any more"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn note_and_time_are_kept_and_shown() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let note = [("url_code", code.as_str()), ("note", "Bring <boots>\r\nhttps://map.example/a, then left")];
    organizer.send("/api/describe", &note).await.saves(&code, "describe");
    let time = [("url_code", code.as_str()), ("start", "19:30"), ("zone", "Asia/Seoul"), ("duration", "120")];
    organizer.send("/api/set_time", &time).await.saves(&code, "time");
    organizer.send("/api/decide", &[("url_code", code.as_str()), ("date", "2026-12-02")]).await;
    let link = "Bring &lt;boots><br><a href=\"https://map.example/a\" rel=\"nofollow noopener noreferrer\" \
        target=\"_blank\">https://map.example/a</a>, then left";
    let time = "19:30 (<span translate=no>Asia/Seoul</span>), 120 minutes";
    organizer.open(&format!("/m/{code}")).await.shows(200, &[link, time]);
    organizer
        .open(&format!("/m/{code}/manage"))
        .await
        .shows(200, &["value=\"19:30\"", "Bring &lt;boots>\nhttps"]);
    let seen = "Bring <boots>\r\nhttps://map.example/a, then left";
    let other = [("url_code", code.as_str()), ("title", "Hiking"), ("note", seen), ("seen_note", seen)];
    organizer.send("/api/describe", &other).await.saves(&code, "describe");
    organizer.open(&format!("/m/{code}")).await.shows(200, &[link]);
    let cleared = [("url_code", code.as_str()), ("title", "Hiking"), ("note", ""), ("seen_note", seen)];
    organizer.send("/api/describe", &cleared).await.saves(&code, "describe");
    let page = organizer.open(&format!("/m/{code}")).await.text;
    // In the timeline it stays.
    assert!(!page.split("data-part").next().unwrap().contains("map.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_comes_back_with_a_sentence_beside_its_field() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    for (operation, field, typed, sentence) in [
        ("set_time", "start", "25:00", "Please write a time like 19:30."),
        ("set_time", "zone", "Asia/Atlantis", "There is no such time zone."),
        ("set_time", "duration", "0", "A meeting lasts at least 1 minute"),
        ("set_time", "duration", "-5", "A meeting lasts at least 1 minute"),
        ("set_time", "duration", "20161", "A meeting lasts at least 1 minute"),
        ("set_time", "duration", "90", "Please write when it starts, too."),
        ("set_time", "zone", "America/New_York", "Please write when it starts, too."),
        ("set_closing", "answer_by", "2026-11-01", "November 1 is over already."),
        ("set_closing", "answer_by", "tomorrow", "There is no such day."),
        ("set_closing", "answer_by", "+12026-12-01", "There is no such day."),
        ("set_closing", "answer_by", "0999-12-01", "There is no such day."),
        ("decide", "date", "2026-12-06", "December 6 is not one of the days to choose from."),
        ("decide", "date", "", "Please choose a day."),
    ] {
        let fields = [("url_code", code.as_str()), ("close", "true"), (field, typed)];
        let page = organizer.send(&format!("/api/{operation}"), &fields).await;
        page.shows(422, &[sentence]);
        let kept = if operation == "decide" { "checked" } else { &format!("value=\"{typed}\"") };
        page.shows(422, &[kept]);
    }
    let night = [("url_code", code.as_str()), ("start", "02:30"), ("zone", "America/New_York")];
    organizer.send("/api/set_time", &night).await.saves(&code, "time");
    let code = organizer
        .send(
            "/api/create",
            &[("when", "select_dates"), ("first", "2027-03-13"), ("last", "2027-03-15"), ("key", "spring")],
        )
        .await
        .code();
    let night = [("url_code", code.as_str()), ("start", "02:30"), ("zone", "America/New_York")];
    organizer.send("/api/set_time", &night).await.saves(&code, "time");
    let skipped = organizer.send("/api/decide", &[("url_code", code.as_str()), ("date", "2027-03-14")]).await;
    skipped.shows(422, &["02:30 does not exist on", "The next time that exists is", "3:00"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_meeting_asks_nobody_for_answers_and_refuses_them() {
    let server = Server::start().await;
    let (mut organizer, mut kit) = (server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    let page = format!("/m/{code}");
    let id = answers(&mut kit, &code, "Kit").await;
    organizer
        .send("/api/set_closing", &[("url_code", code.as_str()), ("closed", "true")])
        .await
        .saves(&code, "closing");
    let shown = kit.open(&page).await;
    shown.shows(200, &["The organizer has closed answering."]);
    assert!(!shown.text.contains("id=\"choose-days\"") && !shown.text.contains("/api/join"));
    let busy = [("url_code", code.as_str()), ("participant", id.as_str()), ("marks", "b....")];
    kit.send("/api/mark", &busy).await.shows(422, &["Answering is closed."]);
    let mut lee = server.browser();
    lee.send("/api/join", &[("url_code", code.as_str()), ("name", "Lee")])
        .await
        .shows(422, &["Answering is closed."]);
    organizer.open(&page).await.shows(200, &["/api/join"]);
    organizer
        .send("/api/set_closing", &[("url_code", code.as_str()), ("closed", "false")])
        .await
        .saves(&code, "closing");
    lee.join(&code, "Lee").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answering_closes_when_its_last_day_is_over_until_the_organizer_opens_it() {
    let server = Server::start().await;
    let (mut organizer, mut kit) = (server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    let (page, manage) = (format!("/m/{code}"), format!("/m/{code}/manage"));
    let today = [("url_code", code.as_str()), ("answer_by", "2026-11-24")];
    organizer.send("/api/set_closing", &today).await.saves(&code, "closing");
    kit.open(&page).await.shows(200, &["Please answer by Tuesday, November 24.", "/api/join"]);
    // Five minutes ago, by the clock of these tests.
    server.tamper("UPDATE meeting_settings SET answer_until = '2026-11-24 09:00:00'").await;
    // A change by hand has no version: the server of before may still have the meeting in its cache.
    let server = server.start_beside().await;
    let (mut organizer, mut kit) = (organizer.moved_to(&server), kit.moved_to(&server));
    let over = kit.open(&page).await;
    over.shows(200, &["Answers counted until Tuesday, November 24."]);
    assert!(!over.text.contains("/api/join"));
    kit.send("/api/join", &[("url_code", code.as_str()), ("name", "Kit")])
        .await
        .shows(422, &["Answering is closed."]);
    // One press opens it, whatever closed it.
    organizer.send("/api/set_closing", &[("url_code", code.as_str()), ("closed", "true")]).await;
    let shown = "<input type=\"hidden\" name=\"seen_answer_by\" value=\"2026-11-24\">";
    organizer.open(&manage).await.shows(200, &["Open answering again", shown]);
    let open = [("url_code", code.as_str()), ("closed", "false"), ("seen_answer_by", "2026-11-24")];
    organizer.send("/api/set_closing", &open).await.saves(&code, "closing");
    kit.join(&code, "Kit").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_organizers_change_at_once_is_kept_of_both() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let start = [("url_code", code.as_str()), ("start", "19:30"), ("zone", "Asia/Seoul")];
    organizer.send("/api/set_time", &start).await.saves(&code, "time");
    let seen = [("seen_start", "19:30"), ("seen_zone", "Asia/Seoul"), ("seen_duration", "")];
    let later = [("url_code", code.as_str()), ("start", "20:00"), ("zone", "Asia/Seoul"), ("duration", "")];
    organizer.send("/api/set_time", &[&later[..], &seen].concat()).await.saves(&code, "time");
    let longer =
        [("url_code", code.as_str()), ("start", "19:30"), ("zone", "Asia/Seoul"), ("duration", "90")];
    organizer.send("/api/set_time", &[&longer[..], &seen].concat()).await.saves(&code, "time");
    let (manage, time) = (format!("/m/{code}/manage"), ["value=\"20:00\"", "value=\"90\""]);
    organizer.open(&manage).await.shows(200, &time);
    // One clears the time meanwhile. The other's page says what is missing, and sent again it is what was typed.
    organizer
        .send("/api/set_time", &[("url_code", &code), ("seen_start", "20:00")])
        .await
        .saves(&code, "time");
    let seen = [("seen_start", "20:00"), ("seen_zone", "Europe/Berlin"), ("seen_duration", "")];
    let longer =
        [("url_code", code.as_str()), ("start", "20:00"), ("zone", "Europe/Berlin"), ("duration", "90")];
    let refused = organizer.send("/api/set_time", &[&longer[..], &seen].concat()).await;
    refused.shows(422, &["Please write when it starts, too.", "value=\"20:00\"", "name=\"seen_zone\""]);
    assert!(!refused.text.contains("name=\"seen_start\""));
    organizer.send("/api/set_time", &[&longer[..], &seen[1..]].concat()).await.saves(&code, "time");
    // A start is set with the zone that stands beside it.
    organizer.open(&manage).await.shows(200, &["value=\"20:00\"", "value=\"Europe/Berlin\"", "value=\"90\""]);
    // The last day of another organizer is not cleared by a page that shows an older one.
    let day = [("url_code", code.as_str()), ("answer_by", "2026-11-30")];
    organizer.send("/api/set_closing", &day).await.saves(&code, "closing");
    let opens = [("url_code", code.as_str()), ("closed", "false"), ("seen_answer_by", "2026-11-25")];
    organizer.send("/api/set_closing", &opens).await.saves(&code, "closing");
    organizer.open(&manage).await.shows(200, &["value=\"2026-11-30\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_and_typed_is_kept_when_answering_closes_meanwhile() {
    let server = Server::start().await;
    let (mut organizer, mut kit, mut lee) = (server.browser(), server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    let id = answers(&mut kit, &code, "Kit").await;
    organizer.send("/api/set_closing", &[("url_code", code.as_str()), ("closed", "true")]).await;
    let days = [
        ("url_code", code.as_str()),
        ("participant", &id),
        ("seen", "fffff"),
        ("day[0]", "b"),
        ("day[1]", "s"),
    ];
    let kept = ["Answering is closed.", "id=\"choose-days\""];
    kit.send("/api/choose_days", &days).await.shows(422, &kept);
    let name = [("url_code", code.as_str()), ("name", "Lee of the hills")];
    lee.send("/api/join", &name).await.shows(422, &["Answering is closed.", "value=\"Lee of the hills\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_are_left_out_do_not_count() {
    let server = Server::start().await;
    let (mut organizer, mut kit, mut lee) = (server.browser(), server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    answers(&mut organizer, &code, "Sunny").await;
    let id = answers(&mut kit, &code, "Kit").await;
    answers(&mut lee, &code, "Lee").await;
    let busy = [("url_code", code.as_str()), ("participant", id.as_str()), ("marks", "b....")];
    kit.send("/api/mark", &busy).await;
    let others = server.meetings.read(&app::domain::UrlCode::parse(&code).unwrap(), None).await.unwrap();
    let others: Vec<_> = others
        .meeting
        .participants
        .iter()
        .map(|one| one.id.0.to_string())
        .filter(|other| *other != id)
        .collect();
    organizer.open(&format!("/m/{code}")).await.shows(200, &["4 days work for everyone"]);
    for query in [format!("people={}", others.join(",")), format!("people={}", others.join("&people="))] {
        let page = organizer.open(&format!("/m/{code}?{query}")).await;
        page.shows(200, &["5 days work for everyone", "Counting 2 of 3 people."]);
    }
    for query in ["people=", "people=0", "people=x,,-1", "people=99999999999999999999"] {
        organizer.open(&format!("/m/{code}?{query}")).await.shows(200, &["4 days work for everyone"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_change_something_sees_the_page_for_managing() {
    let server = Server::start().await;
    let (mut organizer, mut kit, mut stranger) = (server.browser(), server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    kit.join(&code, "Kit").await;
    let manage = format!("/m/{code}/manage");
    organizer.open(&manage).await.shows(200, &["/api/decide", "/api/set_closing", "/api/delete", "Kit"]);
    let own = kit.open(&manage).await;
    own.shows(200, &["/api/rename", "/api/remove"]);
    assert!(!own.text.contains("/api/describe") && !own.text.contains("/api/decide"));
    stranger.open(&manage).await.shows(403, &["Only the organizer can do this"]);
    stranger.open("/m/nobody/manage").await.shows(404, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_file_follows_the_decision() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let (file, page) = (format!("/m/{code}/calendar.ics"), format!("/m/{code}/calendar"));
    organizer.open(&file).await.shows(404, &[]);
    organizer.open(&page).await.shows(404, &[]);
    let decide = [("url_code", code.as_str()), ("date", "2026-12-02")];
    organizer.send("/api/decide", &decide).await.leads_to(&format!("/m/{code}"));
    let day = organizer.open(&file).await;
    assert_eq!(day.header("content-type"), "text/calendar; charset=utf-8");
    let uid = format!("UID:{code}@meetifyr\r\n");
    day.shows(
        200,
        &["DTSTART;VALUE=DATE:20261202\r\nDTEND;VALUE=DATE:20261203\r\n", "STATUS:CONFIRMED\r\n", &uid],
    );
    assert!(day.text.contains("SEQUENCE:3\r\n"), "{}", day.text);
    organizer.open(&page).await.shows(
        200,
        &["webcal://", "calendar.google.com/calendar/render?action=TEMPLATE", "dates=20261202%2F20261203"],
    );
    let time = [("url_code", code.as_str()), ("start", "19:30"), ("zone", "Asia/Seoul")];
    organizer.send("/api/set_time", &time).await.saves(&code, "time");
    let evening = organizer.open(&file).await;
    evening.shows(
        200,
        &[
            "BEGIN:VTIMEZONE\r\nTZID:Asia/Seoul\r\nBEGIN:STANDARD\r\n",
            "TZOFFSETTO:+0900\r\nTZNAME:KST\r\n",
            "DTSTART;TZID=Asia/Seoul:20261202T193000\r\nDURATION:PT60M\r\n",
            "SEQUENCE:4\r\n",
            &uid,
        ],
    );
    organizer.open(&page).await.shows(200, &["dates=20261202T103000Z%2F20261202T113000Z"]);
    organizer.send("/api/withdraw_decision", &[("url_code", &code)]).await.saves(&code, "decide");
    organizer.open(&file).await.shows(200, &["STATUS:CANCELLED\r\n", "SEQUENCE:5\r\n", &uid]);
    organizer.open(&page).await.shows(404, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_lists_meetings_with_their_state_and_the_next_decided_one_first() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let later = organizer.make_five_days().await;
    let next = organizer
        .send(
            "/api/create",
            &[("title", "Next"), ("when", "select_dates"), ("first", "2026-12-01"), ("last", "2026-12-03")],
        )
        .await
        .code();
    organizer.send("/api/create", &[("title", "No dates")]).await.code();
    for (code, date) in [(&later, "2026-12-04"), (&next, "2026-12-02")] {
        organizer.send("/api/decide", &[("url_code", code.as_str()), ("date", date)]).await;
    }
    let open = organizer
        .send(
            "/api/create",
            &[("title", "Open"), ("when", "select_dates"), ("first", "2026-12-01"), ("last", "2026-12-03")],
        )
        .await
        .code();
    answers(&mut organizer, &open, "Sunny").await;
    server.browser().join(&open, "Kit").await;
    organizer.send("/api/set_closing", &[("url_code", open.as_str()), ("closed", "true")]).await;
    let page = organizer.open("/").await;
    page.shows(
        200,
        &["The day is Wednesday, December 2", "1 of 2 answered · Answering is closed", "no dates yet"],
    );
    let places: Vec<_> =
        [&next, &later, &open].iter().map(|code| page.text.find(&format!("/m/{code}\""))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_preview_has_a_picture_of_the_state_of_the_meeting() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let (page, picture) = (format!("/m/{code}"), format!("/m/{code}/card.png"));
    let image = format!("<meta property=\"og:image\" content=\"http://meet.test{picture}?v=2\">");
    organizer.open(&page).await.shows(200, &[&image, "content=\"summary_large_image\""]);
    let open = organizer.open(&picture).await;
    assert_eq!((open.status.as_u16(), open.header("content-type")), (200, "image/png"));
    assert!(open.bytes.starts_with(b"\x89PNG\r\n\x1a\n") && open.bytes.len() < 100_000);
    // Width and height.
    assert_eq!(open.bytes[16..24], [0, 0, 4, 0xb0, 0, 0, 2, 0x76]);
    let known = [("if-none-match", open.header("etag"))];
    let same = organizer.open_with(&picture, &known).await;
    assert_eq!((same.status.as_u16(), same.bytes.len()), (304, 0));
    organizer.send("/api/decide", &[("url_code", code.as_str()), ("date", "2026-12-02")]).await;
    let decided = organizer.open_with(&picture, &known).await;
    assert_eq!(decided.status.as_u16(), 200);
    assert_ne!(decided.bytes, open.bytes);
    organizer.open("/m/nobody/card.png").await.shows(404, &[]);
}

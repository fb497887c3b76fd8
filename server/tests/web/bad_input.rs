//! Bad input results in a clear message, and nothing that was typed is lost.

use app::domain::{ParticipantName, UrlCode};

use crate::browser::Server;

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_too_long_comes_back_with_its_problem_beside_it() {
    let server = Server::start().await;
    let long = "x".repeat(256);
    let fields = [("title", long.as_str()), ("location", &long), ("when", "next_month"), ("exclude[]", "3")];
    let page = server.browser().send("/api/create", &fields).await;
    page.shows(422, &["create-title-problem", "create-location-problem", "Please shorten it by 1."]);
    page.shows(422, &[&format!("value=\"{long}\""), "value=\"next_month\" checked", "value=\"3\" checked"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_that_cannot_be_come_back_as_they_were_typed() {
    let server = Server::start().await;
    // A date input would drop a value that is not a date.
    for (first, kind, last, words) in [
        ("2026-12-02", "date", "2026-12-01", "The first day is after the last."),
        ("2026-12-01", "date", "2027-02-01", "There is room for 62 days."),
        ("2026-02-30", "text", "2026-03-01", "There is no such day."),
        ("", "date", "2026-03-01", "Please choose a day."),
        ("0999-12-31", "date", "1000-01-02", "in the years 1000 to 9999"),
        ("10000-01-01", "text", "10000-01-02", "There is no such day."),
        ("12/24/2026", "text", "later", "There is no such day."),
    ] {
        let fields = [("when", "select_dates"), ("first", first), ("last", last), ("title", "Hiking")];
        let page = server.browser().send("/api/create", &fields).await;
        page.shows(
            422,
            &[words, &format!("value=\"{last}\""), "value=\"Hiking\"", "value=\"select_dates\" checked"],
        );
        page.shows(422, &[&format!("name=\"first\" type=\"{kind}\" value=\"{first}\"")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn weekdays_that_leave_no_day_are_refused() {
    let server = Server::start().await;
    let fields = [
        ("when", "select_dates"),
        ("first", "2026-12-05"),
        ("last", "2026-12-06"),
        ("exclude[]", "6"),
        ("exclude[]", "7"),
    ];
    let page = server.browser().send("/api/create", &fields).await;
    page.shows(422, &["exclude-problem", "No day is left.", "value=\"6\" checked", "value=\"7\" checked"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_of_another_day_are_shown_anew_to_confirm() {
    let server = Server::start().await;
    let fields = [("when", "this_month"), ("today", "2020-02-10"), ("title", "Hiking")];
    let page = server.browser().send("/api/create", &fields).await;
    let today = server.meetings.today();
    page.shows(422, &["The dates have moved on.", "value=\"this_month\" checked", "value=\"Hiking\""]);
    page.shows(422, &[&format!("name=\"today\" value=\"{today}\"")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_are_not_set_twice() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let fields = [("url_code", code.as_str()), ("when", "next_month")];
    let page = organizer.send("/api/set_dates", &fields).await;
    page.shows(422, &["The dates are set already: December 1 – 5."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn setting_no_dates_asks_for_some() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    organizer.open("/").await;
    let code = organizer.send("/api/create", &[]).await.code();
    let page = organizer.send("/api/set_dates", &[("url_code", &code)]).await;
    page.shows(422, &["Please choose when, roughly."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_joins_before_the_dates_are_set() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.send("/api/create", &[]).await.code();
    for browser in [&mut organizer, &mut server.browser()] {
        let page = browser.send("/api/join", &[("url_code", &code), ("name", "Kit")]).await;
        page.shows(422, &["role=\"alert\"", "There are no dates yet."]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_cannot_be_comes_back_with_its_problem() {
    let server = Server::start().await;
    let mut guest = server.browser();
    let code = guest.make_five_days().await;
    server.browser().join(&code, "Zoë").await;
    let long = "x".repeat(256);
    for (name, words) in [
        ("", "Please write a name."),
        (" \u{3000}\u{200B}", "Please write a name."),
        (&long, "Please shorten it by 1."),
        ("Zoë", "This name is taken."),
        ("zOE\u{308}", "This name is taken."),
    ] {
        let page = guest.send("/api/join", &[("url_code", &code), ("name", name)]).await;
        page.shows(422, &["join-name-problem", words, &format!("value=\"{name}\"")]);
    }
    let id = guest.join(&code, "Kit").await;
    let page = guest.send("/api/rename", &[("url_code", &code), ("participant", &id), ("name", "zoë")]).await;
    page.shows(422, &["This name is taken.", "value=\"zoë\"", &format!("rename-{id}-name-problem")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_501st_participant_does_not_fit_in() {
    let server = Server::start().await;
    let mut guest = server.browser();
    let code = guest.make_five_days().await;
    let url_code = UrlCode::parse(&code).unwrap();
    for number in 0..500 {
        let name = ParticipantName::parse(&format!("guest {number}")).unwrap();
        server.meetings.join(url_code.clone(), None, name, None).await.unwrap();
    }
    let page = guest.send("/api/join", &[("url_code", &code), ("name", "One more")]).await;
    page.shows(422, &["This meeting is full: 500 people are in.", "value=\"One more\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_that_is_not_there_is_not_found_whatever_is_done_to_it() {
    let server = Server::start().await;
    let mut browser = server.browser();
    for code in ["nobody", "not a code", "", "//elsewhere.test"] {
        for operation in
            ["set_dates", "describe", "join", "choose_days", "all_days_work", "rename", "remove", "delete"]
        {
            let fields = [
                ("url_code", code),
                ("participant", "1"),
                ("name", "Kit"),
                ("confirm", "true"),
                ("when", "this_month"),
            ];
            let answer = browser.send(&format!("/api/{operation}"), &fields).await;
            answer.shows(404, &["There is nothing here"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_of_another_meeting_is_not_found() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let (here, there) = (organizer.make_five_days().await, organizer.make_five_days().await);
    let id = organizer.join(&there, "Kit").await;
    for operation in ["choose_days", "all_days_work", "rename", "remove"] {
        let fields = [
            ("url_code", here.as_str()),
            ("participant", &id),
            ("name", "Kat"),
            ("seen", "fffff"),
            ("day[0]", "b"),
        ];
        let page = organizer.send(&format!("/api/{operation}"), &fields).await;
        page.shows(422, &["This person is no longer in the meeting."]);
    }
    organizer.open(&format!("/m/{there}")).await.shows(200, &["Kit", "name=\"seen\" value=\"fffff\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn days_that_were_chosen_come_back_as_they_were() {
    let server = Server::start().await;
    let mut guest = server.browser();
    let code = guest.make_five_days().await;
    let id = guest.join(&code, "Kit").await;
    // One day too few, as from a page of another meeting.
    let fields = [
        ("url_code", code.as_str()),
        ("participant", &id),
        ("seen", "fffff"),
        ("day[0]", "b"),
        ("day[1]", "s"),
    ];
    let page = guest.send("/api/choose_days", &fields).await;
    page.shows(422, &["The marks do not fit this meeting."]);
    page.shows(422, &["name=\"day[0]\" value=\"b\" checked", "name=\"day[1]\" value=\"s\" checked"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_needs_a_tick() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    organizer.send("/api/delete", &[("url_code", &code)]).await.shows(422, &["tick the box first"]);
    organizer.open(&format!("/m/{code}")).await.shows(200, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_cookie_is_replaced() {
    let server = Server::start().await;
    for cookie in ["meetifyr_device=short", "meetifyr_device=", "meetifyr_device=\"a b\"", "=;;="] {
        let mut browser = server.browser();
        browser.cookies.push(cookie.to_owned());
        browser.open("/").await;
        let code = browser.make_five_days().await;
        let device = browser.cookies.last().unwrap();
        assert_eq!(device.len(), "meetifyr_device=".len() + 43, "{device}");
        // What was created with it belongs to the new device.
        browser
            .send("/api/describe", &[("url_code", &code), ("title", "Mine")])
            .await
            .saves(&code, "describe");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_told_so() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let (large, huge) = ("x".repeat(65 * 1024), "x".repeat(5 * 1024 * 1024));
    for text in [&large, &huge] {
        let page = browser.send("/api/create", &[("title", text)]).await;
        page.shows(413, &["That is too long", "what you typed is still there"]);
    }
    browser.call("/api/mark", &large).await.shows(413, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_no_page_has_is_told_so_on_the_page_it_came_from() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    browser.join(&code, "Kit").await;
    let from = [("referer", format!("http://meet.test/m/{code}"))];
    let from: Vec<_> = from.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let fields = [("url_code", code.as_str()), ("participant", "Kit")];
    let page = browser.send_with("/api/choose_days", &fields, &from).await;
    page.shows(422, &["What was sent could not be read.", "Kit"]);
    browser.send("/api/nothing", &[]).await.shows(422, &["What was sent could not be read."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn text_that_looks_like_html_or_sql_is_shown_as_typed() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let text = r#"</title><script>alert(1)</script> '"; DROP TABLE meetings; -- &amp;"#;
    let days = [("when", "select_dates"), ("first", "2026-12-01"), ("last", "2026-12-05")];
    let fields = [&[("title", text), ("location", text)], days.as_slice()].concat();
    let code = browser.send("/api/create", &fields).await.code();
    browser.join(&code, text).await;
    let page = browser.open(&format!("/m/{code}")).await;
    assert!(!page.text.contains("<script>alert"), "{}", page.text);
    page.shows(200, &["&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;amp;"]);
    // Text that is returned in a field is escaped too.
    let page = browser.send("/api/join", &[("url_code", &code), ("name", text)]).await;
    page.shows(422, &["This name is taken."]);
    assert!(!page.text.contains("<script>alert"), "{}", page.text);
    assert!(!page.text.contains(r#"value="</title><script>alert(1)</script> '""#), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_descriptions_that_look_like_html_or_sql_are_shown_as_typed() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let id = organizer.join(&code, "Kit").await;
    let typed = "</title><b>O'Reilly</b> & '); DROP TABLE meetings; --";
    let shown = "&lt;b&gt;O'Reilly&lt;/b&gt; &amp; '); DROP TABLE meetings; --";
    let fields = [("url_code", code.as_str()), ("title", typed), ("location", typed)];
    organizer.send("/api/describe", &fields).await.saves(&code, "describe");
    let fields = [("url_code", code.as_str()), ("participant", &id), ("name", typed)];
    organizer.send("/api/rename", &fields).await.saves(&code, &format!("rename-{id}"));
    let page = organizer.open(&format!("/m/{code}")).await;
    page.shows(200, &[shown]);
    assert!(!page.text.contains("<b>O'Reilly"), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_name_that_cannot_be_comes_back_with_its_problem() {
    let server = Server::start().await;
    let mut guest = server.browser();
    let code = guest.make_five_days().await;
    let id = guest.join(&code, "Kit").await;
    let long = "x".repeat(256);
    for (name, words) in [
        ("", "Please write a name."),
        (" \u{3000}", "Please write a name."),
        (&long, "Please shorten it by 1."),
    ] {
        let fields = [("url_code", code.as_str()), ("participant", &id), ("name", name)];
        let page = guest.send("/api/rename", &fields).await;
        page.shows(422, &[&format!("rename-{id}-name-problem"), words, &format!("value=\"{name}\"")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_description_that_is_too_long_comes_back_with_its_problem() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let long = "x".repeat(256);
    let fields = [("url_code", code.as_str()), ("title", "Hiking"), ("location", &long), ("seen_title", "?")];
    let page = organizer.send("/api/describe", &fields).await;
    page.shows(422, &["describe-location-problem", "Please shorten it by 1.", &format!("value=\"{long}\"")]);
    page.shows(422, &["value=\"Hiking\"", "name=\"seen_title\" value=\"?\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_that_cannot_be_set_come_back_as_they_were_typed() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.send("/api/create", &[]).await.code();
    for (first, last, exclude, words) in [
        ("2026-12-02", "2026-12-01", "1", "The first day is after the last."),
        ("2026-12-01", "2027-02-01", "1", "There is room for 62 days."),
        ("2026-02-30", "2026-03-01", "1", "There is no such day."),
        ("2026-12-05", "2026-12-05", "6", "No day is left."),
    ] {
        let days = [("when", "select_dates"), ("first", first), ("last", last), ("exclude[]", exclude)];
        let fields = [[("url_code", code.as_str())].as_slice(), &days].concat();
        let page = organizer.send("/api/set_dates", &fields).await;
        page.shows(422, &[words, &format!("value=\"{first}\""), &format!("value=\"{last}\"")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_the_database_did_not_take_comes_back_with_its_key() {
    let server = Server::start().await;
    server.store.close().await;
    let fields = [("title", "Hiking"), ("when", "next_month"), ("key", "0123456789abcdefghijkl")];
    let page = server.browser().send("/api/create", &fields).await;
    page.shows(503, &["create-problem", "value=\"Hiking\"", "value=\"next_month\" checked"]);
    page.shows(503, &["name=\"key\" value=\"0123456789abcdefghijkl\""]);
    server
        .browser()
        .call("/api/mark", "url_code=a&participant=1&marks=b")
        .await
        .shows(503, &["\"retry\":true"]);
    server.browser().open("/m/a").await.shows(503, &["Something went wrong"]);
    server.browser().open("/readyz").await.shows(503, &[]);
}

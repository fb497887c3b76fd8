//! The device cookie of browsers, and what happens in a browser that keeps no cookies.

use server::limits::RequestLimits;
use server::visitor_address::AddressRules;

use crate::browser::{Options, Server};

const DAYS: [(&str, &str); 4] =
    [("title", "Hiking"), ("when", "select_dates"), ("first", "2026-12-01"), ("last", "2026-12-05")];

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_comes_late_does_not_replace_a_device_that_has_joined() {
    let server = Server::start().await;
    let code = server.browser().make_five_days().await;
    let page = format!("/m/{code}");
    // The same link in two tabs at once: neither request has a cookie.
    let late = server.browser_without_cookies().open(&page).await;
    let mut browser = server.browser();
    browser.open(&page).await;
    let id = browser.join(&code, "Kit").await;
    browser.keep(late);
    let fields = [("url_code", code.as_str()), ("participant", &id)];
    browser.send("/api/all_days_work", &fields).await.leads_to(&format!("{page}#days"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_was_offered_becomes_the_browsers_own_with_its_first_change() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let offered = browser.open("/").await.header("set-cookie").to_owned();
    assert!(offered.starts_with("meetifyr_offer="), "{offered}");
    assert_eq!(browser.open("/").await.header("set-cookie"), "");
    let refused = browser.send("/api/create", &[("title", &"x".repeat(256))]).await;
    assert_eq!((refused.status.as_u16(), refused.header("set-cookie")), (422, ""));
    let made = browser.send("/api/create", &DAYS).await;
    let secret = offered.split(['=', ';']).nth(1).unwrap();
    assert!(made.header("set-cookie").starts_with(&format!("meetifyr_device={secret};")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_comes_without_a_cookie_is_carried_on_by_a_page_that_sets_it() {
    let server = Server::start().await;
    let mut browser = server.browser_without_cookies();
    let text = "a \"quoted\" <b>title</b>\n& more";
    let asked = browser.send("/api/create", &[("title", text), ("exclude[]", "6"), ("exclude[]", "7")]).await;
    asked.shows(422, &["One more step", "action=\"/api/create\"", "name=\"cookie_asked\" value=\"1\""]);
    asked.shows(
        422,
        &["value=\"6\"", "value=\"7\"", "a &quot;quoted&quot; &lt;b&gt;title&lt;/b&gt;\n&amp; more"],
    );
    assert!(asked.header("set-cookie").starts_with("meetifyr_offer="));
    // The button of that page, in a browser that has the cookie by then.
    let mut browser = server.browser();
    browser.keep(asked);
    let sent_on = [DAYS.as_slice(), &[("cookie_asked", "1")]].concat();
    let code = browser.send("/api/create", &sent_on).await.code();
    browser.open(&format!("/m/{code}")).await.shows(200, &["Manage the meeting"]);
    let stranger = server.browser().open(&format!("/m/{code}")).await;
    assert!(!stranger.text.contains("Manage the meeting") && !stranger.text.contains("id=\"open\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_without_cookies_makes_is_open_and_says_so() {
    let server = Server::start().await;
    let mut browser = server.browser_without_cookies();
    let asked = browser.send("/api/create", &DAYS).await;
    asked.shows(422, &["everybody who has the link will be able to change what you make now"]);
    let again = [DAYS.as_slice(), &[("cookie_asked", "1")]].concat();
    let code = browser.send("/api/create", &again).await.code();
    let page = format!("/m/{code}");
    let open = "Everybody who has the link can change this meeting.";
    browser.open(&page).await.shows(200, &[open, "Manage the meeting"]);
    let joined =
        browser.send("/api/join", &[("url_code", &code), ("name", "Kit"), ("cookie_asked", "1")]).await;
    // Only the address tells whose days these are.
    let seat = joined.header("location").split('#').next().unwrap().to_owned();
    let id = seat.strip_prefix(&format!("{page}?seat=")).unwrap().to_owned();
    let shown = browser.open(&seat).await;
    shown.shows(200, &["can change this meeting and these days", "name=\"seen\" value=\"fffff\""]);
    let fields = [("url_code", code.as_str()), ("participant", &id), ("seat", &id), ("cookie_asked", "1")];
    browser.send("/api/all_days_work", &fields).await.leads_to(&format!("{seat}#days"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_sends_a_form_without_a_cookie_makes_what_is_open() {
    let server = Server::start().await;
    let code = server.browser().call("/api/create", "title=Hiking").await;
    code.shows(200, &[]);
    let code = code.text.trim_matches('"').to_owned();
    let mut anybody = server.browser();
    let fields = [("url_code", code.as_str()), ("title", "Walking")];
    anybody.send("/api/describe", &fields).await.saves(&code, "describe");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_that_differ_change_nothing_and_get_no_cookie() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let mut other = server.browser();
    other.make_five_days().await;
    organizer.cookies.retain(|cookie| cookie.starts_with("meetifyr_device="));
    organizer
        .cookies
        .extend(other.cookies.into_iter().filter(|cookie| cookie.starts_with("meetifyr_device=")));
    let fields = [("url_code", code.as_str()), ("title", "Taken over"), ("location", "Seoul")];
    let refused = organizer.send("/api/describe", &fields).await;
    refused.shows(403, &["two different cookies"]);
    assert_eq!(refused.header("set-cookie"), "");
    let page = organizer.open(&format!("/m/{code}")).await;
    assert_eq!((page.status.as_u16(), page.header("set-cookie")), (200, ""));
    assert!(!page.text.contains("Taken over"));
    let program = server.program().with("cookie", &organizer.cookies.join("; "));
    program.post("/meetings", &serde_json::json!({})).await.says(401, "device is malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_only_a_cookie_that_no_other_host_can_set_counts() {
    let server =
        Server::start_as(Options { public_url: Some("https://meet.test"), ..Options::default() }).await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    assert!(
        browser.cookies.iter().all(|cookie| cookie.starts_with("__Host-meetifyr_")),
        "{:?}",
        browser.cookies
    );
    let fields = [("url_code", code.as_str()), ("title", "Taken over")];
    for cookie in &mut browser.cookies {
        *cookie = cookie.replace("__Host-", "");
    }
    browser.send("/api/describe", &fields).await.shows(422, &["One more step"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_cookie_is_told_to_programs_like_a_malformed_bearer() {
    let server = Server::start().await;
    let program = server.program().with("cookie", "meetifyr_device=short");
    program.post("/meetings", &serde_json::json!({})).await.says(401, "device is malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_is_told_how_long_to_wait_and_keeps_what_was_typed() {
    let request_limits = RequestLimits::with_limits(AddressRules::default());
    let server = Server::start_as(Options { request_limits, ..Options::default() }).await;
    let mut browser = server.browser();
    let mut answers = Vec::new();
    for _ in 0..70 {
        answers.push(browser.send("/api/create", &DAYS).await);
    }
    let made = answers.iter().filter(|answer| answer.status == 303).count();
    assert!((20..30).contains(&made), "{made}");
    let refused = answers.last().unwrap();
    refused.shows(429, &["That was a lot at once.", "value=\"Hiking\"", "value=\"select_dates\" checked"]);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    browser.call("/api/create", "title=x").await.shows(429, &["That was a lot at once."]);
    let program = server.program();
    let mut last = program.post("/meetings", &serde_json::json!({})).await;
    for _ in 0..70 {
        last = program.post("/meetings", &serde_json::json!({})).await;
    }
    last.is(429);
    assert!(last.text.contains("too many requests; try again in "), "{}", last.text);
    // Other requests still work.
    browser.open("/").await.shows(200, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_no_page_has_is_not_carried_on() {
    let server = Server::start().await;
    let mut browser = server.browser_without_cookies();
    browser.send("/api/nothing", &[("title", "x")]).await.shows(422, &["could not be read"]);
    let many = vec![("title", "x"); 101];
    let answer = browser.send("/api/create", &many).await;
    assert!(!answer.text.contains("One more step"), "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_told_to_wait_comes_back_to_the_seat_it_was_sent_from() {
    let request_limits = RequestLimits::with_limits(AddressRules::default());
    let server = Server::start_as(Options { request_limits, ..Options::default() }).await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    let id = browser.join(&code, "Kit").await;
    let fields =
        [("url_code", code.as_str()), ("seat", &id), ("participant", &id), ("text", "a half-typed comment")];
    let mut last = browser.send("/api/comment", &fields).await;
    for _ in 0..40 {
        last = browser.send("/api/comment", &fields).await;
    }
    let seat = format!("name=\"seat\" value=\"{id}\"");
    last.shows(429, &["That was a lot at once.", "a half-typed comment", &seat]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_is_left_out_of_the_list_and_put_back() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    let field = "name=\"hidden\" value=\"true\"";
    browser.open("/").await.shows(200, &["Leave out of this list", field]);
    let hide = [("url_code", code.as_str()), ("hidden", "true")];
    browser.send("/api/hide_meeting", &hide).await.leads_to("/#my-meetings");
    browser.open("/").await.shows(200, &["1 meeting left out", "Put back"]);
    let show = [("url_code", code.as_str()), ("hidden", "false")];
    browser.send("/api/hide_meeting", &show).await.leads_to("/#my-meetings");
    assert!(!browser.open("/").await.text.contains("left out"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_forgotten_starts_anew() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    let copy = browser.cookies.clone();
    let manage = format!("/m/{code}/manage");
    browser.open("/device").await.shows(200, &[&manage, "Yes, forget this browser"]);
    let forgotten = browser.send("/api/forget_device", &[]).await;
    forgotten.leads_to("/");
    assert_eq!(forgotten.header("clear-site-data"), "\"storage\"");
    let cookie = forgotten.header("set-cookie").to_owned();
    assert!(cookie.starts_with("meetifyr_device=;") && cookie.contains("Max-Age=0"), "{cookie}");
    // The next page offers another device.
    browser.cookies.retain(|cookie| !cookie.ends_with('='));
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    let offered = browser.open("/").await.header("set-cookie").to_owned();
    assert!(!copy.iter().any(|old| offered.contains(old.split('=').nth(1).unwrap())), "{offered}");
    // The secret is worth nothing any more, wherever it was copied to.
    browser.cookies = copy;
    browser.open(&manage).await.shows(403, &["Only the organizer"]);
    assert!(!browser.open("/").await.text.contains("my-meetings"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_meets_again_finds_their_name() {
    let server = Server::start().await;
    let (mut organizer, mut kit) = (server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    kit.join(&code, "Kit <3").await;
    organizer.join(&code, "Sunny").await;
    organizer.open(&format!("/m/{code}/manage")).await.shows(200, &["/api/again"]);
    let key = [("url_code", code.as_str()), ("key", "0123456789abcdefghijkl")];
    let new = organizer.send("/api/again", &key).await.code();
    assert_eq!(organizer.send("/api/again", &key).await.code(), new);
    kit.send("/api/again", &key).await.shows(403, &["Only the organizer"]);
    let days = [
        ("url_code", new.as_str()),
        ("when", "select_dates"),
        ("first", "2026-12-01"),
        ("last", "2026-12-03"),
    ];
    organizer.send("/api/set_dates", &days).await.leads_to(&format!("/m/{new}"));
    let page = format!("/m/{new}");
    kit.open(&page)
        .await
        .shows(200, &["I am <bdi translate=no>Kit &lt;3</bdi>", "I am <bdi translate=no>Sunny</bdi>"]);
    let typed = kit.send("/api/join", &[("url_code", new.as_str()), ("name", "kit <3")]).await;
    typed.shows(422, &["was there last time", "I am <bdi translate=no>Kit &lt;3</bdi>"]);
    assert!(!typed.text.contains("I am <bdi translate=no>Sunny</bdi>"));
    let takes = [("url_code", new.as_str()), ("name", "Kit <3"), ("takes_reserved", "true")];
    kit.send("/api/join", &takes).await.leads_to(&format!("{page}#days"));
    assert!(!organizer.open(&page).await.text.contains("I am <bdi translate=no>Kit"));
}

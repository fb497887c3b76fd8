//! Personal and organizer links: by the forms of pages, and by the API.

use serde_json::json;

use crate::browser::{Server, TestResponse};

/// The path of the link that a page shows.
fn link(page: &TestResponse) -> String {
    page.shows(200, &["It is shown only this once."]);
    assert_eq!(page.header("cache-control"), "no-store");
    let start = page.text.find("http://meet.test/claim/").unwrap();
    page.text[start..].split('"').next().unwrap().strip_prefix("http://meet.test").unwrap().to_owned()
}

/// The fields of the form for an organizer link.
fn organizers(code: &str) -> [(&'static str, &str); 2] {
    [("url_code", code), ("organizer", "true")]
}

fn token(path: &str) -> &str {
    path.strip_prefix("/claim/").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_personal_link_is_shown_once_opened_by_anybody_and_claimed_by_a_form() {
    let server = Server::start().await;
    let (mut kit, mut phone, mut robot) = (server.browser(), server.browser(), server.browser());
    let code = server.browser().make_five_days().await;
    let id = kit.join(&code, "Kit").await;
    let fields = [("url_code", code.as_str()), ("participant", &id)];
    let made = kit.send("/api/make_link", &fields).await;
    made.shows(200, &["Link for <bdi translate=no>Kit</bdi>", "<svg", "It works once, until"]);
    let path = link(&made);
    let manage = format!("/m/{code}/manage");
    let later = kit.open(&manage).await;
    later.shows(200, &["not used yet"]);
    assert!(!later.text.contains(token(&path)));
    // Opening it claims nothing.
    let opened = robot.open(&path).await;
    opened.shows(200, &["you can change the days of <bdi translate=no>Kit</bdi>", "/api/claim"]);
    assert_eq!(opened.header("x-robots-tag"), "noindex");
    assert_eq!(opened.header("cache-control"), "no-store");
    assert!(!opened.text.contains(&code));
    let busy = [("url_code", code.as_str()), ("participant", &id), ("marks", "b....")];
    phone.send("/api/mark", &busy).await.shows(403, &[]);
    phone.open(&path).await.shows(200, &["That’s me, go on here"]);
    let seat = format!("/m/{code}?seat={id}");
    phone.send("/api/claim", &[("token", token(&path))]).await.leads_to(&seat);
    phone.open(&format!("/m/{code}")).await.shows(200, &["Your days"]);
    // Who has it already is led on; others read why it does not work.
    phone.open(&path).await.shows(200, &["can do that already"]);
    phone.send("/api/claim", &[("token", token(&path))]).await.leads_to(&seat);
    robot.open(&path).await.shows(410, &["This link works once"]);
    robot.send("/api/claim", &[("token", token(&path))]).await.shows(410, &["This link works once"]);
    kit.open(&manage).await.shows(200, &["used by 1 device"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_does_not_work_says_why() {
    let server = Server::start().await;
    let (mut organizer, mut guest) = (server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    let path = link(&organizer.send("/api/make_link", &organizers(&code)).await);
    let unknown = format!("/claim/{}", "A".repeat(43));
    for broken in ["/claim/abc", "/claim/-", &unknown, "/claim/%F0%9F%8D%96"] {
        guest.open(broken).await.shows(404, &["This link does not work"]);
        guest.send("/api/claim", &[("token", broken)]).await.shows(404, &["This link does not work"]);
    }
    let mut forgetful = server.browser_without_cookies();
    let claim = [("token", token(&path)), ("cookie_asked", "1")];
    forgetful.send("/api/claim", &claim).await.shows(403, &["keeps no cookies", token(&path)]);
    server.tamper("UPDATE links SET id = 7").await;
    organizer
        .send("/api/revoke_link", &[("url_code", code.as_str()), ("link", "7")])
        .await
        .leads_to(&format!("/m/{code}/manage"));
    guest.open(&path).await.shows(404, &["It was revoked, or the meeting is gone."]);
    let again = organizer.send("/api/revoke_link", &[("url_code", code.as_str()), ("link", "7")]).await;
    again.shows(422, &["It was revoked"]);
    let path = link(&organizer.send("/api/make_link", &organizers(&code)).await);
    organizer.send("/api/delete", &[("url_code", code.as_str()), ("confirm", "true")]).await.leads_to("/");
    guest.open(&path).await.shows(404, &["the meeting is gone"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organizer_link_is_offered_with_a_new_meeting_and_makes_an_organizer() {
    let server = Server::start().await;
    let (mut organizer, mut helper) = (server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    organizer.open(&format!("/m/{code}")).await.shows(200, &["on another device too", "/api/make_link"]);
    assert!(!helper.open(&format!("/m/{code}")).await.text.contains("/api/make_link"));
    helper.send("/api/make_link", &organizers(&code)).await.shows(403, &["Only the organizer"]);
    let path = link(&organizer.send("/api/make_link", &organizers(&code)).await);
    helper.open(&path).await.shows(200, &["an organizer of the meeting"]);
    helper.send("/api/claim", &[("token", token(&path))]).await.leads_to(&format!("/m/{code}/manage"));
    helper
        .send("/api/describe", &[("url_code", code.as_str()), ("title", "By Lee")])
        .await
        .saves(&code, "describe");
    // A field that got lost does not make an organizer.
    for lost in [vec![("url_code", code.as_str())], vec![("url_code", code.as_str()), ("participant", "")]] {
        let page = organizer.send("/api/make_link", &lost).await;
        assert!(page.status.is_client_error() && !page.text.contains("/claim/"), "{}", page.text);
    }
    // Who revokes their own link has nothing more to manage.
    let revoke = [("url_code", code.as_str()), ("link", "1")];
    helper.send("/api/revoke_link", &revoke).await.leads_to(&format!("/m/{code}"));
    // What is open is taken over by nobody.
    let open = server.program().make().await;
    organizer.send("/api/make_link", &organizers(&open)).await.shows(403, &["Only the organizer"]);
    assert!(!organizer.open(&format!("/m/{open}/manage")).await.text.contains("/api/make_link"));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_make_list_claim_and_revoke_links() {
    let server = Server::start().await;
    let anybody = server.program();
    let (organizer, phone) = (server.program_with_device().await, server.program_with_device().await);
    let code = organizer.make_three_days().await;
    let (kit, dates) = organizer.join(&code, "Kit").await;
    let links = format!("/meetings/{code}/links");
    let made = organizer.post(&links, &json!({"participant_id": kit})).await.json();
    assert_eq!(made["path"], format!("/claim/{}", made["token"].as_str().unwrap()));
    phone.mark(&code, "off", dates[0]).await.is(403);
    let claim = json!({"token": made["token"]});
    let claimed = phone.post("/links/claim", &claim).await.json();
    assert_eq!(claimed, json!({"url_code": code, "participant_id": kit}));
    phone.mark(&code, "off", dates[0]).await.is(200);
    let listed = phone.get(&links).await.json();
    assert_eq!((&listed[0]["participant_id"], &listed[0]["devices"]), (&json!(kit), &json!(1)));
    assert_eq!(anybody.get(&links).await.json(), json!([]));
    server.program_with_device().await.post("/links/claim", &claim).await.says(410, "link was used already");
    anybody.post("/links/claim", &json!({"token": "abc"})).await.says(404, "link not found");
    let organizers = organizer.post(&links, &json!({"participant_id": null})).await.json();
    for lost in [json!({}), json!({"participant": 1}), json!(null)] {
        organizer.post(&links, &lost).await.finds(&[(&["body", "participant_id"], "missing")]);
    }
    let claim = json!({"token": organizers["token"]});
    anybody.post("/links/claim", &claim).await.says(403, "a device is required");
    let refused = "only the participant's own device and the organizer may do this";
    anybody.post(&links, &json!({"participant_id": kit})).await.says(403, refused);
    organizer.delete(&format!("{links}/{}", listed[0]["id"])).await.is(204);
    phone.mark(&code, "on", dates[0]).await.is(403);
    organizer.delete(&format!("{links}/99")).await.says(404, "link not found");
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_meet_again_and_take_reserved_names() {
    let server = Server::start().await;
    let organizer = server.program_with_device().await;
    let code = organizer.make_three_days().await;
    organizer.join(&code, "Kit").await;
    let again = organizer.post(&format!("/meetings/{code}/again"), &json!(null)).await.json();
    let new = again["url_code"].as_str().unwrap();
    let names = format!("/meetings/{new}/reserved_names");
    assert_eq!(organizer.get(&names).await.json(), json!(["Kit"]));
    let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
    organizer.patch(&format!("/meetings/{new}/date_range"), &range).await.is(200);
    let kit = json!({"meeting_url_code": new, "name": "kit"});
    organizer.post("/participants", &kit).await.says(409, "name: kit is reserved");
    let takes = json!({"meeting_url_code": new, "name": "Kit", "takes_reserved": true});
    organizer.post("/participants", &takes).await.is(200);
    assert_eq!(organizer.get(&names).await.json(), json!([]));
    let stranger = server.program();
    let refused = "only the organizer of this meeting may do this";
    stranger.post(&format!("/meetings/{code}/again"), &json!(null)).await.says(403, refused);
    stranger
        .get("/meetings/nobody/reserved_names")
        .await
        .says(404, "meeting with url_code: nobody not found");
}

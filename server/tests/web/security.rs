//! What the server does not do.

use crate::browser::Server;

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_says_what_the_browser_may_do() {
    let server = Server::start().await;
    for address in ["/", "/nowhere", "/healthz", "/pkg/nothing.js", "/favicon.svg"] {
        let answer = server.browser().open(address).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'; "), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scripts_of_a_page_carry_its_nonce_and_no_two_pages_share_one() {
    let server = Server::start().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = server.browser().open("/").await;
        let policy = page.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let scripts = page.text.matches("<script").count();
        assert!(scripts > 0);
        assert_eq!(page.text.matches(&format!("nonce=\"{nonce}\"")).count(), scripts);
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_is_refused() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let fields = [("url_code", code.as_str()), ("title", "Taken over")];
    for header in [("origin", "https://elsewhere.test"), ("sec-fetch-site", "cross-site"), ("origin", "null")]
    {
        let answer = organizer.send_with("/api/describe", &fields, &[header]).await;
        assert_eq!(answer.status.as_u16(), 403, "{header:?}");
        // Browsers keep the cookie to themselves then; it must not be replaced by another.
        let without_cookie = server.browser().send_with("/api/describe", &fields, &[header]).await;
        assert_eq!(without_cookie.status.as_u16(), 403, "{header:?}");
        assert_eq!(without_cookie.header("set-cookie"), "", "{header:?}");
    }
    let own = [("origin", "http://meet.test")];
    organizer.send_with("/api/describe", &fields, &own).await.leads_to(&format!("/m/{code}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_changes_nothing_by_any_form() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let id = organizer.join(&code, "Sunny").await;
    let before = organizer.open(&format!("/m/{code}")).await;
    let mut stranger = server.browser();
    stranger.join(&code, "Kit").await;
    for operation in ["describe", "set_dates", "all_days_work", "rename", "remove", "delete", "choose_days"] {
        let fields = [
            ("url_code", code.as_str()),
            ("participant", &id),
            ("name", "Moon"),
            ("title", "Taken over"),
            ("when", "this_month"),
            ("confirm", "true"),
            ("seen", "fffff"),
            ("day[0]", "b"),
            ("day[1]", "f"),
            ("day[2]", "f"),
            ("day[3]", "f"),
            ("day[4]", "f"),
        ];
        let answer = stranger.send(&format!("/api/{operation}"), &fields).await;
        answer.shows(403, &["Only "]);
    }
    before.shows(200, &["name=\"seen\" value=\"fffff\""]);
    let after = organizer.open(&format!("/m/{code}")).await;
    after.shows(200, &["name=\"seen\" value=\"fffff\"", "Sunny"]);
    assert!(!after.text.contains("Taken over") && !after.text.contains("Moon"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_devices_secret_is_neither_on_the_page_nor_in_an_answer_to_a_program() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    browser.join(&code, "Sunny").await;
    let secret = browser.cookie.clone().unwrap().split_once('=').unwrap().1.to_owned();
    assert!(!browser.open(&format!("/m/{code}")).await.text.contains(&secret));
    let answer = browser.call("/api/mark", "").await;
    assert_eq!(answer.header("set-cookie"), "");
    assert!(!answer.text.contains(&secret));
}

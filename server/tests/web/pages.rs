//! Pages are complete in the first response.

use crate::browser::Server;

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_is_complete_in_the_first_answer() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    organizer.join(&code, "Sunny").await;
    let page = organizer.open(&format!("/m/{code}")).await;
    page.shows(
        200,
        &[
            "<html lang=\"en\" dir=\"ltr\" ",
            "December 2026",
            "Sunny",
            "Best days",
            "0 of 1 can, 1 has not answered",
        ],
    );
    page.shows(200, &[&format!("value=\"http://meet.test/m/{code}\"")]);
    assert!(!page.text.contains("Loading"), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_speak_the_visitors_language() {
    let server = Server::start().await;
    for (wishes, tag, button) in [
        ("ko-KR,ko;q=0.9", "ko", "미팅 만들기"),
        ("ja", "ja", "集まりを作る"),
        ("xx", "en", "Make the meeting"),
    ] {
        let request = axum::http::Request::get("/").header("accept", "text/html");
        let request = request.header("accept-language", wishes).body(axum::body::Body::empty()).unwrap();
        server.ask(request).await.shows(200, &[&format!("<html lang=\"{tag}\" dir=\"ltr\" "), button]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_a_page_is_a_page_with_status_404() {
    let server = Server::start().await;
    for address in ["/m/nobody", "/m/not-a-code", "/m/%F0%9F%8D%96", "/nowhere", "/m/a/b", "/pkgs"] {
        server.browser().open(address).await.shows(404, &["There is nothing here", "</html>"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_lists_the_meetings_of_this_device_only() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    organizer.open("/").await;
    let code = organizer.send("/api/create", &[("title", "Hiking")]).await.code();
    organizer.open("/").await.shows(200, &["Hiking", &format!("href=\"/m/{code}\"")]);
    let stranger = server.browser().open("/").await;
    assert!(!stranger.text.contains("Hiking"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_says_that_it_is_alive_and_ready() {
    let server = Server::start().await;
    server.browser().open("/healthz").await.shows(200, &["alive"]);
    server.browser().open("/readyz").await.shows(200, &["ready"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_the_rules_do_not_allow_is_a_fault_of_the_server_on_pages_and_in_the_api() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    server.tamper("UPDATE meetings SET end_date = '2020-01-01'").await;
    organizer.open(&format!("/m/{code}")).await.shows(500, &["Something went wrong", "</html>"]);
    let form = [("url_code", code.as_str()), ("name", "Kit")];
    organizer.send("/api/join", &form).await.shows(500, &["</html>"]);
    let join = format!("url_code={code}&name=Kit");
    organizer.call("/api/join", &join).await.shows(500, &["\"retry\":false"]);
    server
        .program()
        .get(&format!("/meetings/{code}"))
        .await
        .says(500, "the database holds what the rules do not allow");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_says_that_older_meetings_are_not_listed() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    for number in 0..51 {
        organizer.send("/api/create", &[("title", &format!("meeting {number}."))]).await;
        if number == 49 {
            let page = organizer.open("/").await;
            assert!(page.text.contains("meeting 0.") && !page.text.contains("Older ones are not listed"));
        }
    }
    let page = organizer.open("/").await;
    page.shows(200, &["meeting 50.", "meeting 1.", "Older ones are not listed"]);
    assert!(!page.text.contains("meeting 0."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_about_privacy_is_linked_from_every_page() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    for page in ["/".to_owned(), format!("/m/{code}"), format!("/m/{code}/manage"), "/nowhere".to_owned()] {
        assert!(browser.open(&page).await.text.contains("href=\"/privacy\""), "{page}");
    }
    let said = ["90 days after its last day", "30 days after it was made", "for whoever sent you the link"];
    browser.open("/privacy").await.shows(200, &said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_meeting_has_a_preview_that_escapes_what_was_typed() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    organizer.send("/api/describe", &[("url_code", code.as_str()), ("title", "\"<b>R&D</b>")]).await;
    organizer.join(&code, "Sunny").await;
    let address = format!("og:url\" content=\"http://meet.test/m/{code}\"");
    let page = organizer.open(&format!("/m/{code}")).await;
    page.shows(
        200,
        &[
            "December 1 – 5 · 0 of 1 answered",
            "<meta property=\"og:title\" content=\"&quot;&lt;b&gt;R&amp;D",
            &address,
        ],
    );
    let decide = [("url_code", code.as_str()), ("date", "2026-12-02")];
    organizer.send("/api/decide", &decide).await;
    organizer
        .open(&format!("/m/{code}"))
        .await
        .shows(200, &["0 of 1 answered · The day is Wednesday, December 2"]);
}

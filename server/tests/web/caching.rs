//! What is kept in memory for many visitors shows each of them what is theirs, and nothing that is over.

use serde_json::json;

use crate::browser::{Browser, Server};

/// The value of an attribute that stands once before another text.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(value, _)| value).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_comes_again_as_it_was_but_for_nonce_and_key() {
    let server = Server::start().await;
    let (mut organizer, mut guest) = (server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    guest.join(&code, "Kit").await;
    let path = format!("/m/{code}");
    for browser in [&mut organizer, &mut guest] {
        opens_the_same(browser, &path).await;
    }
    let mut pages = Vec::new();
    for _ in 0..3 {
        pages.push(opens_the_same(&mut server.browser(), &path).await);
    }
    assert!(pages[0] == pages[1] && pages[1] == pages[2]);
}

/// Opens a page three times; returns it without nonce and key.
async fn opens_the_same(browser: &mut Browser<'_>, path: &str) -> String {
    let mut pages = Vec::new();
    for _ in 0..3 {
        let page = browser.open(path).await;
        let policy = page.header("content-security-policy");
        let nonce = between(policy, "'nonce-", "'").to_owned();
        // Both scripts have the nonce of their own response.
        assert_eq!(
            page.text.matches(&format!("nonce=\"{nonce}\"")).count(),
            page.text.matches("<script").count()
        );
        let key = between(&page.text, "name=\"key\" value=\"", "\"").to_owned();
        pages.push((page.text.replace(&nonce, "N").replace(&key, "K"), nonce, key));
    }
    assert!(pages[0].0 == pages[1].0 && pages[1].0 == pages[2].0);
    assert!(pages[0].1 != pages[1].1 && pages[1].1 != pages[2].1);
    assert!(pages[0].2 != pages[1].2 && pages[1].2 != pages[2].2);
    pages.swap_remove(0).0
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_device_is_no_more_than_its_own_after_its_rights_changed() {
    let server = Server::start().await;
    let (mut organizer, mut second) = (server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    let path = format!("/m/{code}");
    let manage = format!("{path}/manage");
    // Rights change without a new version of the meeting: by a link that is claimed, and by its revocation.
    organizer.open(&path).await.shows(200, &[&manage]);
    assert!(!second.open(&path).await.text.contains(&manage));
    let fields = [("url_code", code.as_str()), ("organizer", "true")];
    let link = organizer.send("/api/make_link", &fields).await;
    let token = link.text.split_once("http://meet.test/claim/").unwrap().1;
    let token: String =
        token.chars().take_while(|char| char.is_alphanumeric() || "-_".contains(*char)).collect();
    second.send("/api/claim", &[("token", token.as_str())]).await;
    for _ in 0..2 {
        second.open(&path).await.shows(200, &[&manage]);
    }
    let list = organizer.open(&manage).await;
    let id = between(&list.text, "name=\"link\" value=\"", "\"").to_owned();
    organizer.send("/api/revoke_link", &[("url_code", code.as_str()), ("link", &id)]).await;
    for _ in 0..2 {
        assert!(!second.open(&path).await.text.contains(&manage));
        organizer.open(&path).await.shows(200, &[&manage]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_guest_is_nobody_elses_and_never_of_before() {
    let server = Server::start().await;
    let (mut organizer, mut guest, mut other) = (server.browser(), server.browser(), server.browser());
    let code = organizer.make_five_days().await;
    let path = format!("/m/{code}");
    for _ in 0..2 {
        other.open(&path).await.shows(200, &["/api/join"]);
        let own = organizer.open(&path).await;
        own.shows(200, &[&format!("{path}/manage")]);
    }
    let kit = guest.join(&code, "Kit").await;
    let seat = format!("name=\"participant\" value=\"{kit}\"");
    for _ in 0..2 {
        guest.open(&path).await.shows(200, &[&seat]);
        let seen = other.open(&path).await;
        seen.shows(200, &["Kit"]);
        assert!(!seen.text.contains(&seat) && !seen.text.contains("/manage"));
    }
    // A comment makes no participant, but it is the guest's own.
    let comment = [("url_code", code.as_str()), ("name", "Lee"), ("text", "Hello")];
    other.send("/api/comment", &comment).await;
    for _ in 0..2 {
        other.open(&path).await.shows(200, &["/api/remove_comment"]);
        assert!(!server.browser().open(&path).await.text.contains("/api/remove_comment"));
    }
    organizer.send("/api/set_closing", &[("url_code", code.as_str()), ("closed", "true")]).await;
    let closed = server.browser().open(&path).await;
    closed.shows(200, &["data-part=\"days\""]);
    assert!(!closed.text.contains("/api/join"));
    let confirmed = [("url_code", code.as_str()), ("confirm", "true")];
    organizer.send("/api/delete", &confirmed).await.leads_to("/");
    server.browser().open(&path).await.shows(404, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_of_one_meeting_read_it_in_their_language_appearance_and_under_their_address() {
    let server = Server::start().await;
    let code = server.browser().make_five_days().await;
    let path = format!("/m/{code}");
    for _ in 0..2 {
        server.browser().open(&path).await.shows(200, &["lang=\"en\"", &format!("http://meet.test{path}")]);
        let korean = [("cookie", "meetifyr_language=ko")];
        server.browser().open_with(&path, &korean).await.shows(200, &["lang=\"ko\""]);
        let dark = [("cookie", "meetifyr_theme=dark")];
        server.browser().open_with(&path, &dark).await.shows(200, &["data-theme=\"dark\""]);
    }
}

#[tokio::test]
async fn a_program_that_has_a_version_is_told_so_without_a_body() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    let path = format!("/meetings/{code}");
    let first = program.get(&path).await;
    let tag = first.header("etag").to_owned();
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let strong = tag.strip_prefix("W/").unwrap().to_owned();
    for known in [tag.clone(), format!("\"x\", {tag}"), "*".to_owned(), strong.clone()] {
        let same = program.with("if-none-match", &known).get(&path).await;
        assert_eq!((same.status.as_u16(), same.text.as_str(), same.header("etag")), (304, "", tag.as_str()));
        assert_eq!(same.header("vary"), first.header("vary"));
    }
    for unknown in ["\"x\"".to_owned(), format!("W/{tag}"), strong.replace('"', "")] {
        program.with("if-none-match", &unknown).get(&path).await.is(200);
    }
    program.patch(&format!("{path}/closing"), &json!({"closed": true})).await.is(204);
    let changed = program.with("if-none-match", &tag).get(&path).await;
    assert_eq!(changed.status.as_u16(), 200);
    assert_ne!(changed.header("etag"), tag);
    // A change is answered by what it led to, whatever is known.
    let (_, dates) = {
        program.patch(&format!("{path}/closing"), &json!({"closed": false})).await.is(204);
        program.join(&code, "Kit").await
    };
    assert_eq!(program.mark(&code, "off", dates[0]).await.json()["version"], 6);
}

/// A meeting is written anew with each version, and the tag says what is written: the same version has another one if
/// a backup is restored.
#[tokio::test]
async fn two_meetings_with_one_version_have_two_tags() {
    let server = Server::start().await;
    let program = server.program();
    let (one, other) = (program.make_three_days().await, program.make_three_days().await);
    let tags = [one, other].map(async |code| {
        let read = program.get(&format!("/meetings/{code}")).await;
        (read.json()["version"].clone(), read.header("etag").to_owned())
    });
    let [one, other] = futures::future::join_all(tags).await.try_into().unwrap();
    assert_eq!(one.0, other.0);
    assert_ne!(one.1, other.1);
}

#[tokio::test]
async fn a_body_is_the_same_compressed_and_plain() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    let path = format!("/meetings/{code}");
    let plain = program.get(&path).await;
    for _ in 0..2 {
        let compressed = program.with("accept-encoding", "br").get(&path).await;
        assert_eq!(compressed.header("content-encoding"), "br");
        let mut text = Vec::new();
        brotli::BrotliDecompress(&mut &*compressed.bytes, &mut text).unwrap();
        assert_eq!(text, plain.bytes);
        let compressed = program.with("accept-encoding", "gzip").get(&path).await;
        assert_eq!(compressed.header("content-encoding"), "gzip");
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*compressed.bytes), &mut text).unwrap();
        assert_eq!(text, plain.bytes);
    }
}

//! Security: response headers, CSP nonces, requests from other sites or devices, hosts, and caching.

use crate::browser::{Options, Server};

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
        answer.shows(403, &["This form was sent by a page of another site", "value=\"Taken over\""]);
        // Browsers do not send the cookie in this case; it must not be replaced by another.
        let without_cookie =
            server.browser_without_cookies().send_with("/api/describe", &fields, &[header]).await;
        without_cookie.shows(403, &["This form was sent by a page of another site"]);
        assert_eq!(without_cookie.header("set-cookie"), "", "{header:?}");
    }
    // The page's script marks what is chosen in the form of days: nothing that another site chose may be in it.
    organizer.join(&code, "Sunny").await;
    let days =
        [("url_code", code.as_str()), ("seen", "fffff"), ("day[0]", "b"), ("key", "0123456789abcdefghijkl")];
    let cross_site = [("sec-fetch-site", "cross-site")];
    let page = organizer.send_with("/api/choose_days", &days, &cross_site).await;
    page.shows(403, &["name=\"day[0]\" value=\"f\" checked"]);
    assert!(!page.text.contains("value=\"b\" checked") && !page.text.contains("0123456789abcdefghijkl"));
    let own = [("origin", "http://meet.test")];
    organizer.send_with("/api/describe", &fields, &own).await.saves(&code, "describe");
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
    let secret = browser.cookies.last().unwrap().split_once('=').unwrap().1.to_owned();
    assert!(!browser.open(&format!("/m/{code}")).await.text.contains(&secret));
    let answer = browser.call("/api/mark", "").await;
    assert_eq!(answer.header("set-cookie"), "");
    assert!(!answer.text.contains(&secret));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_none_goes_no_further() {
    let server = Server::start().await;
    for host in ["a b", "evil.example/x", "x@meet.test", "<script>", "meet.test:http"] {
        let request = axum::http::Request::get("/").header("accept", "text/html").header("host", host);
        server.ask(request.body(axum::body::Body::empty()).unwrap()).await.shows(400, &["no host"]);
    }
    // A request target without a path is meant for a proxy.
    let request = axum::http::Request::get("meet.test:80").body(axum::body::Body::empty()).unwrap();
    server.ask(request).await.shows(400, &["no path"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_and_forms_know_the_public_url_and_the_address_of_http_2() {
    let server =
        Server::start_as(Options { public_url: Some("https://meet.test"), ..Options::default() }).await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let page = organizer.open(&format!("/m/{code}")).await;
    page.shows(200, &[&format!("value=\"https://meet.test/m/{code}\"")]);
    // A proxy that sends another host to the server.
    let fields = [("url_code", code.as_str()), ("title", "Walking")];
    let headers = [("origin", "https://meet.test"), ("host", "10.0.0.7:3000")];
    organizer.send_with("/api/describe", &fields, &headers).await.saves(&code, "describe");
    // With HTTP/2 the host is part of the address.
    let server = Server::start().await;
    let code = server.browser().make_five_days().await;
    let request =
        axum::http::Request::get(format!("http://meet.test:8080/m/{code}")).header("accept", "text/html");
    let page = server.ask(request.body(axum::body::Body::empty()).unwrap()).await;
    page.shows(200, &[&format!("value=\"http://meet.test:8080/m/{code}\"")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_files_of_the_site_are_kept_by_browsers() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("pkg")).unwrap();
    for (file, content) in [
        ("site.json", r#"{ "output_name": "meetifyr.abc", "style": "meetifyr.abc.css" }"#),
        ("pkg/meetifyr.abc.css", "body {}"),
        ("pkg/meetifyr.abc.css.br", "compressed"),
    ] {
        std::fs::write(folder.path().join(file), content).unwrap();
    }
    let server =
        Server::start_as(Options { site: Some(folder.path().to_owned()), ..Options::default() }).await;
    let get = |path: &str, coding: &str| {
        axum::http::Request::get(path)
            .header("accept-encoding", coding)
            .body(axum::body::Body::empty())
            .unwrap()
    };
    let forever = "public, max-age=31536000, immutable";
    for (path, coding, status, policy, body) in [
        ("/pkg/meetifyr.abc.css", "identity", 200, forever, "body {}"),
        ("/pkg/meetifyr.abc.css", "gzip, br", 200, forever, "compressed"),
        ("/pkg/meetifyr.old.css", "br", 404, "no-store", ""),
        ("/pkg/..%2fsite.json", "br", 404, "no-store", ""),
    ] {
        let response = server.ask(get(path, coding)).await;
        assert_eq!(
            (response.status.as_u16(), response.header("cache-control"), response.text.as_str()),
            (status, policy, body),
            "{path} {coding}"
        );
    }
}

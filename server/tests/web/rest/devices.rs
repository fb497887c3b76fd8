//! Ownership by device in the HTTP API.

use serde_json::{Value, json};

use crate::browser::Server;

const ORGANIZER: &str = "only the organizer of this meeting may do this";
const THEIRS: &str = "only the participant's own device and the organizer may do this";

#[tokio::test]
async fn what_a_device_made_is_closed_to_others() {
    let server = Server::start().await;
    let (owner, other, nobody) =
        (server.program_with_device().await, server.program_with_device().await, server.program());
    let code = owner.make_three_days().await;
    let (kit, kits) = owner.join(&code, "Kit").await;
    for stranger in [&other, &nobody] {
        stranger.patch(&format!("/meetings/{code}/title"), &json!({"title": "x"})).await.says(403, ORGANIZER);
        stranger.delete(&format!("/meetings/{code}")).await.says(403, ORGANIZER);
        let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
        stranger.patch(&format!("/meetings/{code}/date_range"), &range).await.says(403, ORGANIZER);
        let rename = json!({"meeting_url_code": code, "name": "x"});
        stranger.patch(&format!("/participants/{kit}"), &rename).await.says(403, THEIRS);
        stranger.delete(&format!("/participants/{kit}?meeting_url_code={code}")).await.says(403, THEIRS);
        for verb in ["on", "off", "star", "unstar"] {
            stranger.mark(&code, verb, kits[0]).await.says(403, THEIRS);
        }
        assert_eq!(stranger.read(&code).await["participants"][0]["name"], "Kit");
    }
    let (ann, anns) = other.join(&code, "Ann").await;
    other.mark(&code, "off", anns[0]).await.is(200);
    owner.mark(&code, "star", anns[0]).await.is(200);
    owner.delete(&format!("/participants/{ann}?meeting_url_code={code}")).await.is(204);
    owner.delete(&format!("/meetings/{code}")).await.is(204);
    owner.get(&format!("/meetings/{code}")).await.is(404);
}

#[tokio::test]
async fn what_nobody_owns_everybody_changes_and_nobody_deletes() {
    let server = Server::start().await;
    let (nobody, somebody) = (server.program(), server.program_with_device().await);
    let code = nobody.make_three_days().await;
    let (_, kits) = nobody.join(&code, "Kit").await;
    for anybody in [&nobody, &somebody] {
        anybody.patch(&format!("/meetings/{code}/title"), &json!({"title": "x"})).await.is(204);
        anybody.mark(&code, "off", kits[0]).await.is(200);
        anybody.delete(&format!("/meetings/{code}")).await.says(403, ORGANIZER);
    }
    let (_, anns) = somebody.join(&code, "Ann").await;
    nobody.mark(&code, "off", anns[0]).await.says(403, THEIRS);
}

#[tokio::test]
async fn a_malformed_bearer_is_said_so_whatever_else_is_wrong() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make().await;
    for wrong in ["Bearer", "Bearer ", "Bearer abc", "bearer abc", "BEARER ü", "Bearer\tabc", "Bearer a b"] {
        let program = program.with("authorization", wrong);
        for answer in [
            program.get(&format!("/meetings/{code}")).await,
            program.post("/devices", &Value::Null).await,
            program.send("POST", "/meetings", "{").await,
            program.mark("no-code", "on", 1).await,
        ] {
            answer.says(401, "device is malformed");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn a_bearer_that_nobody_knows_owns_nothing_and_other_schemes_are_not_ours() {
    let server = Server::start().await;
    let closed = server.program_with_device().await.make().await;
    let title = json!({"title": "x"});
    let unknown = server.program_with_device().await;
    unknown.patch(&format!("/meetings/{closed}/title"), &title).await.says(403, ORGANIZER);
    let proxied = server.program().with("authorization", "Basic dXNlcjpwYXNz");
    let open = proxied.make().await;
    proxied.patch(&format!("/meetings/{open}/title"), &title).await.is(204);
    server.program().patch(&format!("/meetings/{open}/title"), &title).await.is(204);
}

#[tokio::test]
async fn the_cookie_of_the_pages_counts_and_the_api_sets_none() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    let path = format!("/meetings/{code}/title");
    let title = json!({"title": "x"});
    server.program().patch(&path, &title).await.says(403, ORGANIZER);
    let program = server.program().with("cookie", &browser.cookies.join("; "));
    let changed = program.patch(&path, &title).await;
    changed.is(204);
    assert_eq!(changed.header("set-cookie"), "");
    let asked = server.program().with("accept", "text/html").post("/meetings", &json!({})).await;
    assert_eq!(asked.header("set-cookie"), "");
}

#[tokio::test]
async fn a_page_of_another_site_cannot_use_the_cookie() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    let program = server.program().with("cookie", &browser.cookies.join("; "));
    let foreign = program.with("origin", "https://evil.example").with("sec-fetch-site", "cross-site");
    let refused = foreign.delete(&format!("/meetings/{code}")).await;
    refused.says(403, "pages of other sites may not do this");
    program.get(&format!("/meetings/{code}")).await.is(200);
}

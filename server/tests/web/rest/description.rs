//! The `OpenAPI` description of the HTTP API.

use serde_json::Value;

use crate::browser::Server;

/// All routes of the API.
const ROUTES: [&str; 28] = [
    "DELETE /meetings/{url_code}",
    "DELETE /meetings/{url_code}/comments/{number}",
    "DELETE /meetings/{url_code}/decision",
    "DELETE /meetings/{url_code}/links/{link_id}",
    "DELETE /participants/{participant_id}",
    "GET /meetings/{url_code}",
    "GET /meetings/{url_code}/links",
    "GET /meetings/{url_code}/reserved_names",
    "GET /meetings/{url_code}/timeline",
    "PATCH /meetings/{url_code}/closing",
    "PATCH /meetings/{url_code}/date_range",
    "PATCH /meetings/{url_code}/location",
    "PATCH /meetings/{url_code}/note",
    "PATCH /meetings/{url_code}/time",
    "PATCH /meetings/{url_code}/title",
    "PATCH /participant_dates/off",
    "PATCH /participant_dates/on",
    "PATCH /participant_dates/star",
    "PATCH /participant_dates/unstar",
    "PATCH /participants/{participant_id}",
    "POST /devices",
    "POST /links/claim",
    "POST /meetings",
    "POST /meetings/{url_code}/again",
    "POST /meetings/{url_code}/comments",
    "POST /meetings/{url_code}/links",
    "POST /participants",
    "PUT /meetings/{url_code}/decision",
];

async fn description(server: &Server) -> Value {
    let mut browser = server.browser();
    let answer = browser.open("/openapi.json").await;
    answer.json()
}

#[tokio::test]
async fn every_route_is_described_with_examples_and_every_error() {
    let server = Server::start().await;
    let description = description(&server).await;
    assert_eq!(description["openapi"], "3.1.0");
    let mut described = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            described.push(format!("{} {path}", method.to_uppercase()));
            assert!(operation["summary"].is_string() && operation["operationId"].is_string(), "{path}");
            for (status, response) in operation["responses"].as_object().unwrap() {
                if status.as_str() >= "400" {
                    let examples = &response["content"]["application/json"]["examples"];
                    assert!(!examples.as_object().unwrap().is_empty(), "{method} {path} {status}");
                }
            }
        }
    }
    described.sort();
    assert_eq!(described, ROUTES);
}

#[tokio::test]
async fn every_described_route_answers_below_both_prefixes() {
    let server = Server::start().await;
    for prefix in ["/v1", "/v1/mysql"] {
        let program = server.program().below(prefix).with("authorization", "Bearer malformed");
        for route in ROUTES {
            let (method, path) = route.split_once(' ').unwrap();
            let path = path.replace("{url_code}", "abc").replace("{participant_id}", "1");
            program.send(method, &path, "").await.says(401, "device is malformed");
        }
    }
}

#[tokio::test]
async fn the_documentation_is_served_from_the_binary() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let page = browser.open("/docs/").await;
    page.shows(200, &["swagger-ui"]);
    assert!(!page.text.contains("https://"), "{}", page.text);
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    for file in ["swagger-ui-bundle.js", "swagger-ui.css", "swagger-initializer.js"] {
        assert!(page.text.contains(file), "{}", page.text);
        browser.open(&format!("/docs/{file}")).await.is(200);
    }
}

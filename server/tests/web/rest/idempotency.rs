//! Idempotency keys in the HTTP API.

use serde_json::json;

use crate::browser::Server;

const KEY: &str = "0123456789abcdefghijkl";

#[tokio::test]
async fn a_request_that_is_sent_twice_is_done_once() {
    let server = Server::start().await;
    for program in [server.program(), server.program_with_device().await] {
        let again = program.with("idempotency-key", KEY);
        let body = json!({"title": "회식"});
        let first = again.post("/meetings", &body).await.json();
        assert_eq!(again.post("/meetings", &body).await.json(), first);
        let code = program.make_three_days().await;
        let join = json!({"meeting_url_code": code, "name": "Kit"});
        let first = again.post("/participants", &join).await.json();
        assert_eq!(again.post("/participants", &join).await.json(), first);
        assert_eq!(program.read(&code).await["participants"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_key_that_comes_back_with_another_body_is_refused() {
    let server = Server::start().await;
    let program = server.program();
    let again = program.with("idempotency-key", KEY);
    let reused = "idempotency key was used for another request";
    again.post("/meetings", &json!({"title": "회식"})).await.is(200);
    again.post("/meetings", &json!({"title": "다른"})).await.says(409, reused);
    let (one, other) = (program.make_three_days().await, program.make_three_days().await);
    again.post("/participants", &json!({"meeting_url_code": one, "name": "Kit"})).await.is(200);
    again.post("/participants", &json!({"meeting_url_code": one, "name": "Ann"})).await.says(409, reused);
    again.post("/participants", &json!({"meeting_url_code": other, "name": "Kit"})).await.says(409, reused);
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make().await;
    let again = program.with("idempotency-key", KEY);
    let join = json!({"meeting_url_code": code, "name": "Kit"});
    again.post("/participants", &join).await.is(400);
    let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
    program.patch(&format!("/meetings/{code}/date_range"), &range).await.is(200);
    again.post("/participants", &join).await.is(200);
}

#[tokio::test]
async fn keys_of_devices_are_their_own_and_open_ones_are_long() {
    let server = Server::start().await;
    let (one, other) = (server.program_with_device().await, server.program_with_device().await);
    let body = json!({});
    let first = one.with("idempotency-key", "1").post("/meetings", &body).await.json();
    assert_ne!(other.with("idempotency-key", "1").post("/meetings", &body).await.json(), first);
    let place: &[&str] = &["header", "Idempotency-Key"];
    for wrong in ["1", &KEY[1..], "", "spaces are not visible characters", &"k".repeat(256)] {
        let open = server.program().with("idempotency-key", wrong);
        open.post("/meetings", &body).await.finds(&[(place, "value_error")]);
    }
}

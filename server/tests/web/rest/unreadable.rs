//! Malformed requests get an error for each field, and never a 500.

use serde_json::{Value, json};

use crate::browser::Server;

#[tokio::test]
async fn bodies_that_are_no_json_objects_are_refused() {
    let server = Server::start().await;
    let program = server.program();
    for (path, method) in
        [("/meetings", "POST"), ("/participants", "POST"), ("/participant_dates/on", "PATCH")]
    {
        for (body, kind) in [
            ("{", "json_invalid"),
            ("\u{0}", "json_invalid"),
            ("{\"title\": 1e999}", "json_invalid"),
            ("[]", "object_type"),
            ("\"text\"", "object_type"),
            ("7", "object_type"),
        ] {
            program.send(method, path, body).await.finds(&[(&["body"], kind)]);
        }
        program.send(method, path, &"[".repeat(10_000)).await.finds(&[(&["body"], "json_invalid")]);
        program.send(method, path, &" ".repeat(70_000)).await.says(413, "body is too large");
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_with_what_is_wrong() {
    let server = Server::start().await;
    let program = server.program();
    let range = "/meetings/abc/date_range";
    let (start, end): (&[&str], &[&str]) = (&["body", "start_date"], &["body", "end_date"]);
    program.patch(range, &json!({})).await.finds(&[(start, "missing"), (end, "missing")]);
    for day in [
        "2026-02-30",
        "2026-2-3",
        "20261201",
        "0999-12-31",
        "+12026-12-01",
        "-2026-12-01",
        "",
        "2026-12-01T00:00:00",
    ] {
        let wrong = program.patch(range, &json!({"start_date": day, "end_date": "2026-12-01"})).await;
        wrong.finds(&[(start, "date_parsing")]);
    }
    let good = json!("2026-12-01");
    for (weekdays, kind) in [
        (json!("1"), "list_type"),
        (json!([0]), "value_error"),
        (json!([8]), "value_error"),
        (json!([1.5]), "value_error"),
        (json!([256]), "value_error"),
        (json!(["1"]), "value_error"),
    ] {
        let body = json!({"start_date": good, "end_date": good, "excluded_weekdays": weekdays});
        program.patch(range, &body).await.finds(&[(&["body", "excluded_weekdays"], kind)]);
    }
    let long = "가".repeat(256);
    let title: &[&str] = &["body", "title"];
    program.post("/meetings", &json!({"title": long})).await.finds(&[(title, "value_error")]);
    for (wrong, kind) in
        [(json!(7), "string_type"), (Value::Null, "string_type"), (json!(long), "value_error")]
    {
        program.patch("/meetings/abc/title", &json!({"title": wrong})).await.finds(&[(title, kind)]);
    }
    let name: &[&str] = &["body", "name"];
    for blank in ["", " \t", "\u{200b}"] {
        let body = json!({"meeting_url_code": "abc", "name": blank});
        program.post("/participants", &body).await.finds(&[(name, "value_error")]);
    }
    let code: &[&str] = &["body", "meeting_url_code"];
    program.post("/participants", &json!({})).await.finds(&[(code, "missing"), (name, "missing")]);
    let id: &[&str] = &["body", "participant_date_id"];
    for wrong in [json!("1"), json!(1.5), json!(9_223_372_036_854_775_808_u64), Value::Null, json!(true)] {
        let body = json!({"meeting_url_code": "abc", "participant_date_id": wrong});
        program.patch("/participant_dates/off", &body).await.finds(&[(id, "int_type")]);
    }
}

#[tokio::test]
async fn addresses_that_cannot_be_read_are_named() {
    let server = Server::start().await;
    let program = server.program();
    program.get("/meetings/%FF").await.finds(&[(&["path", "url_code"], "string_type")]);
    for number in ["abc", "1.5", "9223372036854775808", "%20"] {
        let path = format!("/participants/{number}?meeting_url_code=abc");
        program.delete(&path).await.finds(&[(&["path", "participant_id"], "int_type")]);
    }
    for query in ["", "?", "?meeting_url_cod=abc"] {
        let path = format!("/participants/1{query}");
        program.delete(&path).await.finds(&[(&["query", "meeting_url_code"], "missing")]);
    }
}

#[tokio::test]
async fn markup_and_sql_are_only_text() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    for text in ["<script>alert(1)</script>", "'; DROP TABLE meetings; --", "👩‍👩‍👧 \\u0000 %s {}"]
    {
        program.patch(&format!("/meetings/{code}/title"), &json!({"title": text})).await.is(204);
        program.join(&code, text).await;
        assert_eq!(program.read(&code).await["title"], text);
    }
}

//! Test client for the HTTP API.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, HOST};
use serde_json::{Value, json};

use crate::browser::{Server, TestResponse};

/// An API client with the headers that it sends each time.
pub struct Program<'a> {
    server: &'a Server,
    prefix: &'static str,
    headers: Vec<(&'static str, String)>,
}

impl Server {
    /// An API client as the Python service knew it: without a device.
    pub fn program(&self) -> Program<'_> {
        Program { server: self, prefix: "/v1", headers: Vec::new() }
    }

    /// An API client that requested a device.
    pub async fn program_with_device(&self) -> Program<'_> {
        let program = self.program();
        let device = program.post("/devices", &Value::Null).await.json();
        program.with("authorization", &format!("Bearer {}", device["device"].as_str().unwrap()))
    }
}

impl Program<'_> {
    /// The same client with another path prefix.
    pub fn below(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// The same client with an additional header.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut headers = self.headers.clone();
        headers.push((name, value.to_owned()));
        Self { headers, ..*self }
    }

    pub async fn get(&self, path: &str) -> TestResponse {
        self.send("GET", path, "").await
    }

    pub async fn post(&self, path: &str, body: &Value) -> TestResponse {
        self.send("POST", path, &body.to_string()).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> TestResponse {
        self.send("PATCH", path, &body.to_string()).await
    }

    pub async fn delete(&self, path: &str) -> TestResponse {
        self.send("DELETE", path, "").await
    }

    /// Sends a body as it is.
    pub async fn send(&self, method: &str, path: &str, body: &str) -> TestResponse {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.prefix))
            .header(HOST, "meet.test")
            .header(CONTENT_TYPE, "application/json");
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        self.server.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Creates a meeting and returns its code.
    pub async fn make(&self) -> String {
        let made = self.post("/meetings", &json!({"title": "회식", "location": "마포"})).await.json();
        made["url_code"].as_str().unwrap().to_owned()
    }

    /// Creates a meeting on the first three days of December.
    pub async fn make_three_days(&self) -> String {
        let code = self.make().await;
        let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
        self.patch(&format!("/meetings/{code}/date_range"), &range).await.is(200);
        code
    }

    /// Joins and returns the ids of the participant and of its dates.
    pub async fn join(&self, code: &str, name: &str) -> (i64, Vec<i64>) {
        let joined =
            self.post("/participants", &json!({"meeting_url_code": code, "name": name})).await.json();
        let dates = joined["participant_dates"].as_array().unwrap();
        let dates = dates.iter().map(|date| date["id"].as_i64().unwrap()).collect();
        (joined["participant_id"].as_i64().unwrap(), dates)
    }

    /// Sends one of the four verbs for a day.
    pub async fn mark(&self, code: &str, verb: &str, date: i64) -> TestResponse {
        let date = json!({"participant_date_id": date, "meeting_url_code": code});
        self.patch(&format!("/participant_dates/{verb}"), &date).await
    }

    /// Reads the meeting.
    pub async fn read(&self, code: &str) -> Value {
        self.get(&format!("/meetings/{code}")).await.json()
    }
}

impl TestResponse {
    /// Asserts that the response is JSON with status 200, and returns it.
    pub fn json(&self) -> Value {
        assert_eq!(
            (self.status.as_u16(), self.header("content-type")),
            (200, "application/json"),
            "{}",
            self.text
        );
        serde_json::from_str(&self.text).unwrap()
    }

    /// Asserts that the response has this status.
    pub fn is(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
    }

    /// Asserts that the response is an error with this status and this `detail`.
    pub fn says(&self, status: u16, detail: &str) {
        self.is(status);
        assert_eq!(serde_json::from_str::<Value>(&self.text).unwrap(), json!({"detail": detail}));
    }

    /// Asserts that the response lists exactly these fields as invalid, with these messages.
    pub fn finds(&self, wrong: &[(&[&str], &str)]) {
        self.is(422);
        let said: Value = serde_json::from_str(&self.text).unwrap();
        let found: Vec<_> =
            said["detail"].as_array().unwrap().iter().map(|one| json!([one["loc"], one["type"]])).collect();
        let wrong: Vec<_> = wrong.iter().map(|(place, kind)| json!([place, kind])).collect();
        assert_eq!(found, wrong, "{}", self.text);
    }
}

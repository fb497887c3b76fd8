//! Every call uses a fixed number of SQL statements whatever the size of the meeting, on both engines.
//!
//! This is a test binary of its own with one test, because it counts the statements that the drivers log, and
//! SQLite's driver logs them on threads of its own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use app::meetings::{Device, Meetings};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::application::{Application, Limits};
use server::random::{self, RandomCodes};
use support::{Database, FixedClock, application, device, now};
use tower::ServiceExt;
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts the statements that the drivers log, except those that begin and end transactions and those that
/// set up a connection: the pool may open one at any time.
struct Counter;

/// Whether a statement is one of these exceptions.
#[derive(Default)]
struct Frames(bool);

impl Visit for Frames {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let text = format!("{value:?}");
        let first = text.trim_matches('"').split(' ').next();
        let frames = ["SET", "PRAGMA", "BEGIN", "COMMIT", "ROLLBACK"].map(Some);
        self.0 |= field.name() == "summary" && frames.contains(&first);
    }
}

impl<S: tracing::Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut frames = Frames::default();
            event.record(&mut frames);
            STATEMENTS.fetch_add(usize::from(!frames.0), Ordering::SeqCst);
        }
    }
}

/// The number of statements of each call.
const COSTS: [(&str, usize); 47] = [
    ("POST /devices", 0),
    ("POST /meetings", 3),
    ("POST /meetings with a key", 5),
    ("PATCH /meetings/{code}/date_range", 5),
    ("PATCH /meetings/{code}/title", 4),
    ("PATCH /meetings/{code}/title again", 2),
    ("PATCH /meetings/{code}/location", 4),
    ("POST /participants", 9),
    ("POST /participants with a key", 11),
    ("POST /participants with that key again", 5),
    ("PATCH /participants/{id}", 6),
    ("PATCH /participant_dates/off, the first", 7),
    ("PATCH /participant_dates/star", 4),
    ("PATCH /participant_dates/star again", 2),
    ("GET /meetings/{code}", 1),
    ("GET /meetings/{code}/timeline", 1),
    ("POST /meetings/{code}/comments", 4),
    ("POST /meetings/{code}/comments with a key", 6),
    ("DELETE /meetings/{code}/comments/{number}", 5),
    ("PATCH /meetings/{code}/note, the first setting", 5),
    ("PATCH /meetings/{code}/time", 4),
    ("PATCH /meetings/{code}/closing", 4),
    ("PUT /meetings/{code}/decision", 6),
    ("PUT /meetings/{code}/decision again", 3),
    ("the page with the decision", 2),
    ("the page with ways to add the day to a calendar", 1),
    ("the calendar file", 1),
    ("the table of answers", 1),
    ("the feed", 2),
    ("the preview picture", 1),
    ("DELETE /meetings/{code}/decision", 5),
    ("the page of the meeting", 2),
    ("the page of a meeting that is not there", 1),
    ("the table of people by days", 1),
    ("what happened since", 1),
    ("the versions of all meetings that somebody looks at", 1),
    ("POST /meetings/{code}/links", 7),
    ("the page of a link", 1),
    ("POST /links/claim", 9),
    ("GET /meetings/{code}/links", 2),
    ("DELETE /meetings/{code}/links/{id}", 8),
    ("POST /meetings/{code}/again", 10),
    ("what the page for managing reads", 2),
    ("leaving the meeting out of the list", 6),
    ("the list of a device's meetings", 1),
    ("DELETE /participants/{id}", 5),
    ("DELETE /meetings/{code}", 3),
];

/// The costs with or without a cache, as in this run. Marks know the meeting from the cache; without one they read it and
/// its participant, and the answer reads it again.
fn costs_here() -> Vec<(&'static str, usize)> {
    let more = |name: &str| if name.starts_with("PATCH /participant_dates/star") { 2 } else { 0 };
    let is_off = support::open_options().cache_bytes == 0;
    COSTS.into_iter().map(|(name, cost)| (name, if is_off { cost + more(name) } else { cost })).collect()
}

/// An API client that counts the statements of its calls.
struct Accountant {
    router: Router,
    device: String,
    costs: Vec<(&'static str, usize)>,
}

impl Accountant {
    async fn call(&mut self, name: &'static str, method: &str, path: &str, body: Value) -> Value {
        self.call_with(name, method, path, body, "").await
    }

    async fn call_with(
        &mut self,
        name: &'static str,
        method: &str,
        path: &str,
        body: Value,
        key: &str,
    ) -> Value {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(AUTHORIZATION, format!("Bearer {}", self.device))
            .header(CONTENT_TYPE, "application/json");
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        let before = STATEMENTS.load(Ordering::SeqCst);
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let cost = STATEMENTS.load(Ordering::SeqCst) - before;
        assert!(status.is_success(), "{name}: {status} {body:?}");
        self.costs.push((name, cost));
        serde_json::from_slice(&body).unwrap_or_default()
    }

    async fn read_missing(&mut self, name: &'static str, path: &str) {
        let before = STATEMENTS.load(Ordering::SeqCst);
        let answer =
            self.router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), 404);
        self.costs.push((name, STATEMENTS.load(Ordering::SeqCst) - before));
    }

    async fn count(&mut self, name: &'static str, asked: impl Future<Output = app::meetings::Result<()>>) {
        let before = STATEMENTS.load(Ordering::SeqCst);
        asked.await.unwrap();
        self.costs.push((name, STATEMENTS.load(Ordering::SeqCst) - before));
    }

    /// Makes every call once, in a meeting on the days until `last` with this number of further participants.
    async fn go_through(
        mut self,
        meetings: &Meetings,
        last: &str,
        people: usize,
    ) -> Vec<(&'static str, usize)> {
        self.call("POST /devices", "POST", "/v1/devices", Value::Null).await;
        let made = self.call("POST /meetings", "POST", "/v1/meetings", json!({})).await;
        let key = random::token();
        self.call_with("POST /meetings with a key", "POST", "/v1/meetings", json!({}), &key).await;
        let code = made["url_code"].as_str().unwrap();
        let path = format!("/v1/meetings/{code}");
        let range = json!({"start_date": "2026-12-01", "end_date": last});
        self.call("PATCH /meetings/{code}/date_range", "PATCH", &format!("{path}/date_range"), range).await;
        let title = format!("{path}/title");
        for name in ["PATCH /meetings/{code}/title", "PATCH /meetings/{code}/title again"] {
            self.call(name, "PATCH", &title, json!({"title": "회식"})).await;
        }
        let location = format!("{path}/location");
        self.call("PATCH /meetings/{code}/location", "PATCH", &location, json!({"location": "마포"})).await;
        let url_code = app::domain::UrlCode::parse(code).unwrap();
        for number in 0..people {
            meetings
                .join(url_code.clone(), Some(device()), support::name(&number.to_string()), None)
                .await
                .unwrap();
        }
        let join = |name: &str| json!({"meeting_url_code": code, "name": name});
        let kit = self.call("POST /participants", "POST", "/v1/participants", join("Kit")).await;
        for name in ["POST /participants with a key", "POST /participants with that key again"] {
            self.call_with(name, "POST", "/v1/participants", join("Ann"), &key).await;
        }
        let whose = format!("/v1/participants/{}", kit["participant_id"]);
        self.call("PATCH /participants/{id}", "PATCH", &whose, join("Kat")).await;
        let date =
            json!({"meeting_url_code": code, "participant_date_id": kit["participant_dates"][0]["id"]});
        for (name, verb) in [
            ("PATCH /participant_dates/off, the first", "off"),
            ("PATCH /participant_dates/star", "star"),
            ("PATCH /participant_dates/star again", "star"),
        ] {
            self.call(name, "PATCH", &format!("/v1/participant_dates/{verb}"), date.clone()).await;
        }
        let meeting = self.call("GET /meetings/{code}", "GET", &path, Value::Null).await;
        assert_eq!(meeting["participants"].as_array().unwrap().len(), people + 2);
        self.call("GET /meetings/{code}/timeline", "GET", &format!("{path}/timeline?after=0"), Value::Null)
            .await;
        let (comments, comment) = (format!("{path}/comments"), json!({"text": "좋아요", "name": "Kit"}));
        let said = self.call("POST /meetings/{code}/comments", "POST", &comments, comment.clone()).await;
        let name = "POST /meetings/{code}/comments with a key";
        self.call_with(name, "POST", &comments, comment, &key).await;
        let said = format!("{comments}/{}", said["number"]);
        self.call("DELETE /meetings/{code}/comments/{number}", "DELETE", &said, Value::Null).await;
        self.decide(code).await;
        self.call("the page of the meeting", "GET", &format!("/m/{code}"), Value::Null).await;
        self.read_missing("the page of a meeting that is not there", "/m/none").await;
        self.call("the table of people by days", "GET", &format!("/m/{code}/table"), Value::Null).await;
        let update = async { meetings.update_since(&url_code, 1).await.map(drop) };
        self.count("what happened since", update).await;
        let watched = vec![url_code.clone(); 5 + people];
        let versions = async { meetings.versions(&watched).await.map(drop) };
        self.count("the versions of all meetings that somebody looks at", versions).await;
        self.link(code, &kit["participant_id"]).await;
        let again = format!("{path}/again");
        self.call("POST /meetings/{code}/again", "POST", &again, Value::Null).await;
        let device = Device::parse(&self.device).unwrap().hash();
        let manage = async {
            let found = meetings.read(&url_code, Some(&device)).await?;
            meetings.links(&found).await.map(drop)
        };
        self.count("what the page for managing reads", manage).await;
        let hide = async { meetings.hide_meeting(url_code.clone(), Some(device), true).await };
        self.count("leaving the meeting out of the list", hide).await;
        let of_device = async { meetings.meetings_of(&device).await.map(drop) };
        self.count("the list of a device's meetings", of_device).await;
        let remove = format!("{whose}?meeting_url_code={code}");
        self.call("DELETE /participants/{id}", "DELETE", &remove, Value::Null).await;
        self.call("DELETE /meetings/{code}", "DELETE", &path, Value::Null).await;
        self.costs
    }
}

impl Accountant {
    /// Makes a personal link, opens it, claims it with another device, and revokes it.
    async fn link(&mut self, code: &str, participant: &Value) {
        let links = format!("/v1/meetings/{code}/links");
        let personal = json!({"participant_id": participant});
        let made = self.call("POST /meetings/{code}/links", "POST", &links, personal).await;
        let organizer = std::mem::replace(&mut self.device, random::device().secret());
        let path = made["path"].as_str().unwrap();
        self.call("the page of a link", "GET", path, Value::Null).await;
        let claim = json!({"token": made["token"]});
        self.call("POST /links/claim", "POST", "/v1/links/claim", claim).await;
        self.device = organizer;
        let listed = self.call("GET /meetings/{code}/links", "GET", &links, Value::Null).await;
        let link = format!("{links}/{}", listed[0]["id"]);
        self.call("DELETE /meetings/{code}/links/{id}", "DELETE", &link, Value::Null).await;
    }

    /// Sets everything that the organizer sets, reads what comes of it, and takes the decision back.
    async fn decide(&mut self, code: &str) {
        let (path, page) = (format!("/v1/meetings/{code}"), format!("/m/{code}"));
        let time = json!({"start_time": "19:30", "time_zone": "Asia/Seoul"});
        for (name, what, body) in [
            ("PATCH /meetings/{code}/note, the first setting", "note", json!({"note": "Bring boots."})),
            ("PATCH /meetings/{code}/time", "time", time),
            ("PATCH /meetings/{code}/closing", "closing", json!({"answer_by": "2026-11-30"})),
        ] {
            self.call(name, "PATCH", &format!("{path}/{what}"), body).await;
        }
        let decision = format!("{path}/decision");
        for name in ["PUT /meetings/{code}/decision", "PUT /meetings/{code}/decision again"] {
            self.call(name, "PUT", &decision, json!({"date": "2026-12-01"})).await;
        }
        for (name, path) in [
            ("the page with the decision", page.clone()),
            ("the page with ways to add the day to a calendar", format!("{page}/calendar")),
            ("the calendar file", format!("{page}/calendar.ics")),
            ("the table of answers", format!("{page}/answers.csv")),
            ("the feed", format!("{page}/feed.atom")),
            ("the preview picture", format!("{page}/card.png")),
        ] {
            self.call(name, "GET", &path, Value::Null).await;
        }
        self.call("DELETE /meetings/{code}/decision", "DELETE", &decision, Value::Null).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_takes_the_same_number_of_statements_whatever_the_size_of_the_meeting() {
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Counter)).unwrap();
    for (engine, database) in [("SQLite", Database::sqlite()), ("MySQL", Database::mysql().await)] {
        let store = database.open().await;
        let (clock, codes) = (FixedClock(now()), RandomCodes::default());
        let Application { meetings, router, .. } =
            application(store.clone(), clock, codes, Limits::default());
        for (last, people) in [("2026-12-01", 0), ("2026-12-10", 3), ("2027-01-31", 40)] {
            let device = random::device().secret();
            let accountant = Accountant { router: router.clone(), device, costs: Vec::new() };
            let costs = accountant.go_through(&meetings, last, people).await;
            assert_eq!(costs, costs_here(), "{engine}: {people} people until {last}");
        }
        store.close().await;
        database.remove().await;
    }
}

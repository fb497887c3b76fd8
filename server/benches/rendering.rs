//! What it takes to answer with a meeting, without the network: the page, and the JSON of the HTTP API.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on ends")]

#[path = "../tests/support/fixed_clock.rs"]
mod fixed_clock;

use std::sync::Arc;

use app::domain::{DateRange, Location, Marking, ParticipantName, Title, UrlCode, Weekdays};
use app::meetings::Meetings;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, HOST};
use criterion::Criterion;
use fixed_clock::{FixedClock, now, open_options};
use http_body_util::BodyExt;
use server::application::{Application, Limits};
use server::random::{self, RandomCodes};
use server::store::open;
use server::web::Site;
use tower::ServiceExt;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A meeting in which everybody has marked some days.
async fn meeting(meetings: &Meetings, people: usize, days: usize) -> UrlCode {
    let first = now().date();
    let last = first + chrono::Days::new(days as u64 - 1);
    let dates = DateRange::new(first, last, Weekdays::NONE).unwrap();
    let title = Title::parse("Year-end dinner").unwrap();
    let organizer = Some(random::device().hash());
    let code = meetings.create(organizer, title, Location::default(), Some(dates), None).await.unwrap();
    for person in 0..people {
        let owner = Some(random::device().hash());
        let name = ParticipantName::parse(&format!("Person {person}")).unwrap();
        let id = meetings.join(code.clone(), owner, name, None).await.unwrap();
        let stroke = (0..days).map(|day| ['f', 'f', 'b', 's'][(person * 3 + day) % 4]).collect();
        meetings.mark(code.clone(), owner, id, Marking::Stroke(stroke)).await.unwrap();
    }
    code
}

/// Sends a request to the server, and reads the whole response.
async fn get(router: &Router, path: &str, encoding: &'static str) -> usize {
    let request = Request::get(path).header(HOST, "meet.test").header(ACCEPT, "text/html");
    let request = request.header(ACCEPT_ENCODING, encoding).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert!(response.status().is_success());
    response.into_body().collect().await.unwrap().to_bytes().len()
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut criterion = Criterion::default().configure_from_args();
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("bench.db").display());
    let (router, codes) = runtime.block_on(async {
        let store = open(&database, open_options()).await.unwrap();
        let (clock, codes) = (Arc::new(FixedClock(now())), Arc::new(RandomCodes::default()));
        let site = Site::without_files(None);
        let Application { meetings, router, .. } =
            Application::build(store, clock, codes, &site, Limits::default());
        let codes = [meeting(&meetings, 8, 28).await, meeting(&meetings, 60, 62).await];
        (router, codes)
    });
    for (size, code) in ["8 people x 28 days", "60 people x 62 days"].iter().zip(&codes) {
        for (name, path) in [("page", format!("/m/{code}")), ("JSON", format!("/v1/meetings/{code}"))] {
            for encoding in ["identity", "br"] {
                criterion.bench_function(&format!("{name}, {size}, {encoding}"), |bencher| {
                    bencher.iter(|| runtime.block_on(get(&router, &path, encoding)));
                });
            }
        }
    }
    criterion.final_summary();
}

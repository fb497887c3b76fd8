//! Load test of the live view: many viewers while days are marked. Measures the delay until all of them have
//! a change, and the cost for the server. Run by `script/bench live`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on ends; it takes times, and prints"
)]

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::live_protocol::{Envelope, MeetingUpdate, decode};
use axum::body::Bytes;
use clap::Parser;
use futures::StreamExt;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{client_async_with_config, tungstenite::client::IntoClientRequest};

/// Measures the time from the request that marks a day until all viewers have the change.
#[derive(Parser)]
struct Options {
    /// The addresses of the servers; viewers and marks are spread over them
    #[arg(long, value_delimiter = ',', required = true)]
    servers: Vec<SocketAddr>,
    /// The process ids of the servers, whose memory and processor time are read
    #[arg(long, value_delimiter = ',', required = true)]
    processes: Vec<u32>,
    /// The number of viewers
    #[arg(long, default_value_t = 10_000)]
    viewers: usize,
    /// The number of meetings that they view
    #[arg(long, default_value_t = 1_000)]
    meetings: usize,
    /// The number of marks per second, over all meetings
    #[arg(long, default_value_t = 50)]
    rate: u64,
    /// The duration in seconds
    #[arg(long, default_value_t = 30)]
    seconds: u64,
}

/// A meeting with one participant, and the time of the request for each of its versions.
struct Meeting {
    code: String,
    dates: Vec<Value>,
    version: AtomicU64,
    asked: Mutex<HashMap<u64, Instant>>,
    viewers: usize,
    /// One mark at a time, so that the version of each is known in advance.
    turn: tokio::sync::Mutex<usize>,
}

/// A histogram of durations, in milliseconds.
struct Times([AtomicUsize; 10_000]);

impl Times {
    fn add(&self, time: Duration) {
        let millis = usize::try_from(time.as_millis()).unwrap_or(usize::MAX).min(self.0.len() - 1);
        self.0[millis].fetch_add(1, Ordering::Relaxed);
    }

    fn count(&self) -> usize {
        self.0.iter().map(|count| count.load(Ordering::Relaxed)).sum()
    }

    /// The duration that `part` of a thousand measurements do not exceed.
    fn of_thousand(&self, part: usize) -> usize {
        let wanted = self.count() * part / 1000;
        let mut seen = 0;
        let found = self.0.iter().position(|count| {
            seen += count.load(Ordering::Relaxed);
            seen >= wanted
        });
        found.unwrap_or_default()
    }
}

type Http = Client<HttpConnector, Full<Bytes>>;

async fn call(http: &Http, method: &str, server: SocketAddr, path: &str, body: Value) -> Value {
    let request = axum::http::Request::builder()
        .method(method)
        .uri(format!("http://{server}/v1{path}"))
        .header("content-type", "application/json")
        .body(Full::from(body.to_string()))
        .unwrap();
    let response = http.request(request).await.unwrap();
    assert!(response.status().is_success(), "{method} {path}: {}", response.status());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

async fn make(http: &Http, server: SocketAddr, viewers: usize) -> Meeting {
    let made = call(http, "POST", server, "/meetings", Value::Null).await;
    let code = made["url_code"].as_str().unwrap().to_owned();
    let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-28"});
    call(http, "PATCH", server, &format!("/meetings/{code}/date_range"), range).await;
    let kit = json!({"meeting_url_code": code, "name": "Kit"});
    let joined = call(http, "POST", server, "/participants", kit).await;
    let dates =
        joined["participant_dates"].as_array().unwrap().iter().map(|date| date["id"].clone()).collect();
    let version =
        call(http, "GET", server, &format!("/meetings/{code}"), Value::Null).await["version"].clone();
    let version = AtomicU64::new(version.as_u64().unwrap());
    Meeting { code, dates, version, asked: Mutex::default(), viewers, turn: tokio::sync::Mutex::new(0) }
}

/// Marks a day: busy in one round, free in the next.
async fn mark(http: &Http, server: SocketAddr, meeting: &Meeting) {
    let mut turn = meeting.turn.lock().await;
    let verb = if (*turn / meeting.dates.len()).is_multiple_of(2) { "off" } else { "on" };
    let date = &meeting.dates[*turn % meeting.dates.len()];
    let body = json!({"participant_date_id": date, "meeting_url_code": meeting.code});
    let version = meeting.version.fetch_add(1, Ordering::SeqCst) + 1;
    meeting.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(version, Instant::now());
    call(http, "PATCH", server, &format!("/participant_dates/{verb}"), body).await;
    *turn += 1;
}

/// Views the meeting until the connection ends.
async fn look_on(server: SocketAddr, meeting: Arc<Meeting>, times: Arc<Times>, ready: Arc<AtomicUsize>) {
    let after = meeting.version.load(Ordering::SeqCst);
    let address = format!("ws://{server}/live/{}?after={after}", meeting.code).into_client_request().unwrap();
    let stream = tokio::net::TcpStream::connect(server).await.unwrap();
    let small = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
    let (mut socket, _) = client_async_with_config(address, stream, Some(small)).await.unwrap();
    ready.fetch_add(1, Ordering::SeqCst);
    while let Some(Ok(message)) = socket.next().await {
        let Message::Binary(bytes) = message else { continue };
        let now = Instant::now();
        if let Some(MeetingUpdate::Entries(entries)) =
            decode::<Envelope>(&bytes).map(|envelope| envelope.update)
        {
            let asked = meeting.asked.lock().unwrap_or_else(PoisonError::into_inner);
            for entry in entries {
                times.add(now - asked[&entry.number]);
            }
        }
    }
    ready.fetch_sub(1, Ordering::SeqCst);
}

/// The memory of a process in bytes, and its processor time.
fn usage(process: u32) -> (u64, Duration) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let kilobytes: u64 = resident.split_whitespace().next().unwrap().parse().unwrap();
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // User and system time, in hundredths of a second.
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    (kilobytes * 1024, Duration::from_millis(ticks * 10))
}

fn usages(processes: &[u32]) -> (u64, Duration) {
    processes
        .iter()
        .map(|process| usage(*process))
        .fold((0, Duration::ZERO), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

#[tokio::main]
async fn main() {
    let Options { servers, processes, viewers, meetings, rate, seconds } = Options::parse();
    let http: Http = Client::builder(TokioExecutor::new()).build_http();
    let server = |index: usize| servers[index % servers.len()];
    let mut all = Vec::new();
    for index in 0..meetings {
        let looking = viewers / meetings + usize::from(index < viewers % meetings);
        all.push(Arc::new(make(&http, server(index), looking).await));
    }
    let (memory_before, _) = usages(&processes);

    let times = Arc::new(Times(std::array::from_fn(|_| AtomicUsize::new(0))));
    let ready = Arc::new(AtomicUsize::new(0));
    let mut number = 0;
    for meeting in &all {
        for _ in 0..meeting.viewers {
            number += 1;
            tokio::spawn(look_on(
                server(number),
                Arc::clone(meeting),
                Arc::clone(&times),
                Arc::clone(&ready),
            ));
            // Not all at the same time: nobody opens ten thousand pages in a moment.
            while number - ready.load(Ordering::SeqCst) > 200 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }
    while ready.load(Ordering::SeqCst) < viewers {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (memory, time_before) = usages(&processes);

    let began = Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_nanos(1_000_000_000 / rate));
    let mut expected = 0;
    let mut marks = Vec::new();
    for index in 0..usize::try_from(rate * seconds).unwrap() {
        ticks.tick().await;
        let meeting = Arc::clone(&all[index % all.len()]);
        expected += meeting.viewers;
        let (http, server) = (http.clone(), server(index));
        marks.push(tokio::spawn(async move { mark(&http, server, &meeting).await }));
    }
    for mark in marks {
        mark.await.unwrap();
    }
    let took = began.elapsed();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (memory_after, time_after) = usages(&processes);

    println!(
        "{viewers} viewers of {meetings} meetings, {} server processes, {rate} marks/s for {seconds} s",
        servers.len()
    );
    println!(
        "  from a mark's request to its arrival: p50 {} ms, p99 {} ms, longest {} ms",
        times.of_thousand(500),
        times.of_thousand(990),
        times.of_thousand(1000)
    );
    println!(
        "  arrived {} of {expected}; connections lost {}",
        times.count(),
        viewers - ready.load(Ordering::SeqCst)
    );
    let each = |bytes: u64| bytes.saturating_sub(memory_before) / viewers as u64;
    println!(
        "  server memory: {} bytes a viewer before the marks, {} after",
        each(memory),
        each(memory_after)
    );
    let busy = time_after.saturating_sub(time_before).as_secs_f64() / took.as_secs_f64() * 100.0;
    println!("  server processor: {busy:.0} % of one core");
}

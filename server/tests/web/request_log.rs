//! The log line of each request, and its id.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;

use crate::browser::Server;

/// Collects what is logged on this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

// One thread, so that the collected log is that of this test.
#[tokio::test]
async fn a_request_is_logged_with_its_id_and_without_what_is_private() {
    let server = Server::start().await;
    let mut kit = server.browser();
    let code = kit.make_five_days().await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let get = |path: String, id: &str| {
        let request = Request::get(path).header("accept", "text/html").header("x-request-id", id);
        request.body(Body::empty()).unwrap()
    };
    let page = server.ask(get(format!("/m/{code}?seat=Kit"), "from-the-proxy")).await;
    assert_eq!(page.header("x-request-id"), "from-the-proxy");
    let read = server.ask(get(format!("/v1/meetings/{code}"), "two words")).await;
    let new_id = read.header("x-request-id");
    assert_eq!(new_id.len(), 22, "{new_id}");

    let text = log.text();
    let start = &code[..4];
    for expected in [
        "id=\"from-the-proxy\" method=GET route=\"/m/{url_code}\"",
        &format!("id=\"{new_id}\" method=GET route=\"/v1/meetings/{{url_code}}\" code=\"{start}\""),
        "status=200 milliseconds=",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    for private in [code.as_str(), "seat=", "Kit"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
}

//! Test server in process, one per test, and browsers that send requests to it.

use std::path::PathBuf;
use std::sync::Arc;

use app::meetings::{HostLimits, Meetings};
use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use server::application::{Application, Limits};
use server::limits::RequestLimits;
use server::live::{Hub, ViewerLimits};
use server::random::RandomCodes;
use server::store::{self, OpenOptions, SqlStore};
use server::web::Site;
use sqlx::Connection;
use tower::ServiceExt;

use crate::fixed_clock::{FixedClock, now, open_options};

/// A server on a database that is deleted after the test.
pub struct Server {
    pub meetings: Meetings,
    pub store: SqlStore,
    pub hub: Hub,
    pub router: Router,
    folder: Arc<tempfile::TempDir>,
}

/// A browser with its cookies.
pub struct Browser<'a> {
    server: &'a Server,
    /// Each cookie as `name=value`.
    pub cookies: Vec<String>,
    keeps_cookies: bool,
}

/// The settings of a test server.
pub struct Options {
    pub host_limits: HostLimits,
    pub limits: ViewerLimits,
    pub request_limits: RequestLimits,
    pub public_url: Option<&'static str>,
    pub site: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        let Limits { host, viewers, requests, .. } = Limits::default();
        Self { host_limits: host, limits: viewers, request_limits: requests, public_url: None, site: None }
    }
}

/// A response of the server.
pub struct TestResponse {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub bytes: axum::body::Bytes,
}

impl Server {
    pub async fn start() -> Self {
        Self::start_as(Options::default()).await
    }

    /// A server with other settings.
    pub async fn start_as(options: Options) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        Self::in_folder(folder, options).await
    }

    /// Another server on the same database.
    pub async fn start_beside(&self) -> Self {
        Self::in_folder(Arc::clone(&self.folder), Options::default()).await
    }

    async fn in_folder(folder: Arc<tempfile::TempDir>, options: Options) -> Self {
        let Options { host_limits, limits, request_limits, public_url, site } = options;
        let limits =
            Limits { host: host_limits, viewers: limits, requests: request_limits, ..Limits::default() };
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let open_options = OpenOptions { retention: limits.host.retention, ..open_options() };
        let store = store::open(&url, open_options).await.unwrap();
        let public_url = public_url.map(|url| url.parse().unwrap());
        let site = match site {
            Some(root) => Site::open(Some(&root), public_url).unwrap(),
            None => Site::without_files(public_url),
        };
        let (clock, codes) = (Arc::new(FixedClock(now())), Arc::new(RandomCodes::default()));
        let Application { meetings, hub, router } =
            Application::build(store.clone(), clock, codes, &site, limits);
        Self { meetings, store, hub, router, folder }
    }

    /// Changes rows directly in the database.
    pub async fn tamper(&self, sql: &'static str) {
        let url = format!("sqlite:{}", self.folder.path().join("test.db").display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { server: self, cookies: Vec::new(), keeps_cookies: true }
    }

    /// A browser that keeps no cookies.
    pub fn browser_without_cookies(&self) -> Browser<'_> {
        Browser { keeps_cookies: false, ..self.browser() }
    }

    pub async fn ask(&self, request: Request<Body>) -> TestResponse {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&body).into_owned();
        TestResponse { status: parts.status, headers: parts.headers, text, bytes: body }
    }
}

impl Browser<'_> {
    /// The same browser, which talks to another server from now on.
    pub fn moved_to(self, server: &Server) -> Browser<'_> {
        Browser { server, cookies: self.cookies, keeps_cookies: self.keeps_cookies }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "meet.test")
            .header(ACCEPT, "text/html,application/xhtml+xml")
            .header(ACCEPT_LANGUAGE, "en");
        if self.cookies.is_empty() { request } else { request.header(COOKIE, self.cookies.join("; ")) }
    }

    /// Keeps the cookies of a response, as browsers do.
    pub fn keep(&mut self, answer: TestResponse) -> TestResponse {
        for given in answer.headers.get_all(SET_COOKIE).iter().filter(|_| self.keeps_cookies) {
            let cookie = given.to_str().unwrap().split(';').next().unwrap().to_owned();
            let name = cookie.split_inclusive('=').next().unwrap();
            self.cookies.retain(|kept| !kept.starts_with(name));
            self.cookies.push(cookie);
        }
        answer
    }

    pub async fn open(&mut self, path: &str) -> TestResponse {
        self.open_with(path, &[]).await
    }

    /// Opens an address with additional headers.
    pub async fn open_with(&mut self, path: &str, headers: &[(&'static str, &str)]) -> TestResponse {
        let mut request = self.request("GET", path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.server.ask(request.body(Body::empty()).unwrap()).await;
        self.keep(answer)
    }

    /// Submits a form.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        self.send_with(path, fields, &[]).await
    }

    /// Submits a form with additional headers.
    pub async fn send_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&'static str, &str)],
    ) -> TestResponse {
        // Nobody submits a form without having opened a page.
        if self.cookies.is_empty() && self.keeps_cookies {
            self.open("/").await;
        }
        let mut request =
            self.request("POST", path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = serde_urlencoded::to_string(fields).unwrap();
        let answer = self.server.ask(request.body(Body::from(body)).unwrap()).await;
        self.keep(answer)
    }

    /// Calls a server function as a program does.
    pub async fn call(&mut self, path: &str, form: &str) -> TestResponse {
        let form_type = "application/x-www-form-urlencoded";
        let mut request = Request::builder().method("POST").uri(path).header(CONTENT_TYPE, form_type);
        if !self.cookies.is_empty() {
            request = request.header(COOKIE, self.cookies.join("; "));
        }
        self.server.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// Creates a meeting on five days and returns its code.
    pub async fn make_five_days(&mut self) -> String {
        let days = [("when", "select_dates"), ("first", "2026-12-01"), ("last", "2026-12-05")];
        self.send("/api/create", &days).await.code()
    }

    /// Joins a meeting and returns the participant's id, read from the meeting page.
    pub async fn join(&mut self, code: &str, name: &str) -> String {
        let joined = self.send("/api/join", &[("url_code", code), ("name", name)]).await;
        joined.leads_to(&format!("/m/{code}#days"));
        let page = self.open(&format!("/m/{code}")).await.text;
        let marker = "name=\"participant\" value=\"";
        let from = page.rfind(marker).unwrap() + marker.len();
        page[from..].split('"').next().unwrap().to_owned()
    }
}

impl TestResponse {
    /// Asserts that the response is a redirect to this page.
    pub fn leads_to(&self, page: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        assert_eq!(self.header("location"), page);
    }

    /// Asserts that the response is a redirect to the page for managing, which says that this form was saved.
    pub fn saves(&self, code: &str, form: &str) {
        self.leads_to(&format!("/m/{code}/manage?saved={form}"));
    }

    /// The code of the meeting that the response redirects to.
    pub fn code(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        self.header("location").strip_prefix("/m/").unwrap().to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Asserts that the response has this status and contains all of these texts.
    pub fn shows(&self, status: u16, texts: &[&str]) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        for text in texts {
            assert!(self.text.contains(text), "{text} is not in {}", self.text);
        }
    }
}

//! Live viewers receive every change, and slow viewers do not block others.

use std::net::SocketAddr;
use std::time::Duration;

use app::domain::{Board, CommentText, DateRange, Location, ParticipantName, Title, UrlCode, Weekdays};
use app::live_protocol::{Applied, Envelope, MeetingUpdate, decode, decode_time, encode};
use app::meetings::{Description, Signature};
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use futures::{SinkExt, StreamExt};
use server::live::{ViewerLimits, poll_versions};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async, connect_async};
use tower::ServiceExt;

use crate::browser::{Options, Server};

/// Longer than any step of these tests takes.
const LONG: Duration = Duration::from_secs(20);

/// A server that accepts connections, and polls for changes made by other processes.
struct Listening {
    address: SocketAddr,
    tasks: [tokio::task::JoinHandle<()>; 2],
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.tasks.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

/// A live viewer, with the board that their page has.
struct Viewer {
    socket: WebSocketStream<TcpStream>,
    board: Board,
}

impl Server {
    async fn listen(&self) -> Listening {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = self.router.clone().into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Listening { address, tasks: [serving, poll_versions(self.hub.clone(), self.meetings.clone())] }
    }

    /// Creates an open meeting.
    async fn make(&self) -> UrlCode {
        let day = |text: &str| text.parse().unwrap();
        let dates = DateRange::new(day("2026-12-01"), day("2026-12-05"), Weekdays::NONE).ok();
        self.meetings.create(None, Title::default(), Location::default(), dates, None).await.unwrap()
    }

    async fn entitle(&self, code: &UrlCode, title: &str) {
        let title = Title::parse(title).ok();
        self.meetings
            .describe(code.clone(), None, Description { title, ..Description::default() })
            .await
            .unwrap();
    }

    /// The board after encoding and decoding it, as a page receives it.
    async fn board(&self, code: &UrlCode) -> Board {
        decode(&encode(&self.meetings.board(code).await.unwrap())).unwrap()
    }
}

impl Listening {
    /// Tries to connect to the live view; a refusal is returned as its status.
    async fn try_to_look(&self, code: &UrlCode, board: Board, origin: Option<&str>) -> Result<Viewer, u16> {
        let address = format!("ws://{}/live/{code}?after={}", self.address, board.version);
        let mut request = address.into_client_request().unwrap();
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let stream = socket.connect(self.address).await.unwrap();
        match client_async(request, stream).await {
            Ok((socket, _)) => Ok(Viewer { socket, board }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn look(&self, code: &UrlCode, board: Board) -> Viewer {
        self.try_to_look(code, board, None).await.unwrap()
    }
}

impl Viewer {
    /// The next message, or the close code if the connection is closed.
    async fn message(&mut self) -> Result<MeetingUpdate, u16> {
        loop {
            match timeout(LONG, self.socket.next()).await.expect("something is heard") {
                Some(Ok(Message::Binary(bytes))) if decode_time(&bytes).is_none() => {
                    return Ok(decode::<Envelope>(&bytes).unwrap().update);
                }
                Some(Ok(Message::Close(Some(frame)))) => return Err(frame.code.into()),
                Some(Ok(_)) => {}
                None | Some(Err(_)) => return Err(0),
            }
        }
    }

    /// Applies messages until the board has this version. Returns the number of messages.
    async fn hear_until(&mut self, version: u64) -> usize {
        let mut messages = 0;
        while self.board.version < version {
            let heard = self.message().await.expect("the connection stays").apply_to(&mut self.board);
            assert!(matches!(heard, Applied::New(_) | Applied::Whole), "{heard:?}");
            messages += 1;
        }
        messages
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_looks_on_hears_of_a_change() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    let mut viewers = [listening.look(&code, board.clone()).await, listening.look(&code, board).await];
    server.entitle(&code, "Hiking").await;
    for viewer in &mut viewers {
        viewer.hear_until(3).await;
        assert_eq!(viewer.board.title.as_str(), "Hiking");
    }
    assert_eq!(server.hub.viewers(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_of_other_meetings() {
    let server = Server::start().await;
    let (listening, code, other) = (server.listen().await, server.make().await, server.make().await);
    let mut viewer = listening.look(&code, server.board(&code).await).await;
    server.entitle(&other, "Secret").await;
    server.entitle(&code, "Hiking").await;
    let MeetingUpdate::Entries(entries) = viewer.message().await.unwrap() else { panic!("no entries") };
    assert_eq!(entries.len(), 1);
    assert!(format!("{entries:?}").contains("Hiking"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_late_hears_what_happened_meanwhile() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    server.entitle(&code, "Hiking").await;
    let mut viewer = listening.look(&code, board).await;
    viewer.hear_until(3).await;
    assert_eq!(viewer.board, server.board(&code).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_while_something_happens_hears_of_it() {
    let server = Server::start().await;
    let listening = server.listen().await;
    for _ in 0..50 {
        let code = server.make().await;
        let board = server.board(&code).await;
        let (mut viewer, ()) = tokio::join!(listening.look(&code, board), server.entitle(&code, "Hiking"));
        viewer.hear_until(3).await;
        assert_eq!(viewer.board.title.as_str(), "Hiking");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_missed_something_asks_from_where_on() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    server.entitle(&code, "Hiking").await;
    let mut viewer = listening.look(&code, server.board(&code).await).await;
    viewer.board = board;
    viewer.socket.send(Message::text("2")).await.unwrap();
    viewer.hear_until(3).await;
    assert_eq!(viewer.board, server.board(&code).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_in_quick_succession_share_messages() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let mut viewer = listening.look(&code, server.board(&code).await).await;
    for number in 0..40 {
        server.entitle(&code, &number.to_string()).await;
    }
    let messages = viewer.hear_until(42).await;
    assert!(messages < 40, "{messages} messages");
    assert_eq!(viewer.board.title.as_str(), "39");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_through_another_process_is_heard() {
    let server = Server::start().await;
    let other = server.start_beside().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let mut viewer = listening.look(&code, server.board(&code).await).await;
    other.entitle(&code, "From elsewhere").await;
    viewer.hear_until(3).await;
    assert_eq!(viewer.board.title.as_str(), "From elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_who_does_not_listen_holds_nobody_up_and_catches_up() {
    // Twelve megabytes: more than the buffers of the sockets hold.
    const COMMENTS: u64 = 3_000;
    let limits = ViewerLimits { send_timeout: LONG * 3, ..ViewerLimits::default() };
    let server = Server::start_as(Options { limits, ..Options::default() }).await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    let mut slow = listening.look(&code, board.clone()).await;
    let mut quick = listening.look(&code, board).await;
    let speaking = async {
        let text = CommentText::parse(&"🍲".repeat(1_000)).unwrap();
        for _ in 0..COMMENTS {
            let signature = Signature::Typed(ParticipantName::parse("Kit").unwrap());
            server.meetings.comment(code.clone(), None, signature, text.clone(), None).await.unwrap();
        }
    };
    let (heard, ()) = tokio::join!(quick.hear_until(2 + COMMENTS), speaking);
    assert_eq!(server.hub.viewers(), 2, "the slow one is still being waited for");
    assert!(slow.hear_until(2 + COMMENTS).await < heard, "it reads what it missed in one piece");
    assert_eq!(slow.board.version, quick.board.version);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_answer_is_gone_and_who_answers_stays() {
    let limits = ViewerLimits { ping_interval: Duration::from_millis(500), ..ViewerLimits::default() };
    let server = Server::start_as(Options { limits, ..Options::default() }).await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    let mut awake = listening.look(&code, board.clone()).await;
    let _asleep = listening.look(&code, board).await;
    let only_one_is_left = async {
        // Reading also sends the pongs: the library does this.
        while server.hub.viewers() > 1 {
            awake.socket.next().await.unwrap().unwrap();
        }
        for _ in 0..6 {
            awake.socket.next().await.unwrap().unwrap();
        }
    };
    timeout(LONG, only_one_is_left).await.unwrap();
    assert_eq!(server.hub.viewers(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_at_a_meeting_that_is_deleted_is_told_and_sent_away() {
    let server = Server::start().await;
    let listening = server.listen().await;
    let organizer = Some(server::random::device().hash());
    let (title, location) = (Title::default(), Location::default());
    let code = server.meetings.create(organizer, title, location, None, None).await.unwrap();
    let mut viewer = listening.look(&code, server.board(&code).await).await;
    server.meetings.delete(code.clone(), organizer).await.unwrap();
    assert_eq!(viewer.message().await, Ok(MeetingUpdate::Gone));
    assert_eq!(viewer.message().await, Err(1000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_ends_sends_its_viewers_to_another() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    let mut viewer = listening.look(&code, board.clone()).await;
    let (closed, ()) = tokio::join!(viewer.message(), server.hub.close());
    assert_eq!(closed, Err(1012));
    assert_eq!(server.hub.viewers(), 0);
    assert_eq!(listening.try_to_look(&code, board, None).await.err(), Some(503));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_pages_of_ours_look_on() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    let here = format!("http://{}", listening.address);
    assert!(listening.try_to_look(&code, board.clone(), Some(&here)).await.is_ok());
    for origin in ["https://elsewhere.test", "null", "http://127.0.0.1"] {
        let refused = listening.try_to_look(&code, board.clone(), Some(origin)).await.err();
        assert_eq!(refused, Some(403), "{origin}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_look_at_one_meeting() {
    let limits = ViewerLimits { viewers: 2, connections: 9, ..ViewerLimits::default() };
    let server = Server::start_as(Options { limits, ..Options::default() }).await;
    let (listening, code, other) = (server.listen().await, server.make().await, server.make().await);
    let board = server.board(&code).await;
    let first = listening.look(&code, board.clone()).await;
    let _second = listening.look(&code, board.clone()).await;
    assert_eq!(listening.try_to_look(&code, board.clone(), None).await.err(), Some(503));
    let _elsewhere = listening.look(&other, board.clone()).await;
    drop(first);
    // The place is free as soon as the server notices the disconnect.
    let again = async {
        while listening.try_to_look(&code, board.clone(), None).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, again).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_look_on_from_one_address() {
    let limits = ViewerLimits { viewers: 9, connections: 1, ..ViewerLimits::default() };
    let server = Server::start_as(Options { limits, ..Options::default() }).await;
    let (listening, code, other) = (server.listen().await, server.make().await, server.make().await);
    let board = server.board(&code).await;
    let _first = listening.look(&code, board.clone()).await;
    assert_eq!(listening.try_to_look(&other, board, None).await.err(), Some(429));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_what_no_page_says_is_sent_away() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    for wrong in [Message::text("hello"), Message::text("1".repeat(1000)), Message::binary(vec![0; 100_000])]
    {
        let mut viewer = listening.look(&code, server.board(&code).await).await;
        // The server may close the connection before everything is written.
        let _ = viewer.socket.send(wrong).await;
        assert!(viewer.message().await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_meeting_is_gone_or_not_found() {
    let server = Server::start().await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    let nobody = UrlCode::parse("nobody").unwrap();
    for after in [board.version, 0, u64::MAX, u64::MAX] {
        let mut viewer = listening.look(&nobody, Board { version: after, ..board.clone() }).await;
        assert_eq!(viewer.message().await, Ok(MeetingUpdate::Gone));
    }
    for wrong in ["/live/a-b?after=1", "/live/abc", "/live/abc?after=x"] {
        let answer = connect_async(format!("ws://{}{wrong}", listening.address)).await;
        assert!(matches!(answer, Err(Error::Http(response)) if response.status().is_client_error()));
    }
}

impl Server {
    /// The response to a page that reads by a request what happened after it has this board.
    async fn poll(&self, code: &UrlCode, board: &Board) -> Response<Body> {
        let request =
            Request::get(format!("/live/{code}?after={}", board.version)).header("host", "meet.test");
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_a_websocket_reads_what_happened_by_a_request() {
    let server = Server::start().await;
    let code = server.make().await;
    let mut board = server.board(&code).await;
    server.entitle(&code, "Hiking").await;
    let response = server.poll(&code, &board).await;
    assert_eq!(response.headers()["cache-control"], "no-store");
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let Envelope { update, .. } = decode(&bytes).unwrap();
    assert!(matches!(update.apply_to(&mut board), Applied::New(entries) if entries.len() == 1));
    assert_eq!(board.title.as_str(), "Hiking");
}

#[tokio::test(flavor = "multi_thread")]
async fn viewers_beyond_the_limit_can_still_read_by_requests() {
    let limits = ViewerLimits { viewers: 0, ..ViewerLimits::default() };
    let server = Server::start_as(Options { limits, ..Options::default() }).await;
    let (listening, code) = (server.listen().await, server.make().await);
    let board = server.board(&code).await;
    assert_eq!(listening.try_to_look(&code, board.clone(), None).await.err(), Some(503));
    assert_eq!(server.poll(&code, &board).await.status(), 200);
}

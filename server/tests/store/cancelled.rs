//! Requests that are cancelled while the database works leave its connections in a clean state.

use std::time::Duration;

use app::domain::CommentText;
use app::meetings::Signature;
use futures::FutureExt;
use futures::stream::{self, StreamExt};
use tokio::time::timeout;

use crate::World;
use crate::helpers::{description, five_days};
use crate::support::name;

crate::on_both_engines!(
    requests_that_are_cancelled_at_any_moment_cost_no_connection,
    a_change_is_carried_out_although_who_asked_went_away,
);

/// The number of concurrent requests, and of all requests.
const AT_ONCE: usize = 40;
const REQUESTS: u64 = 2_000;

async fn requests_that_are_cancelled_at_any_moment_cost_no_connection(world: &World) {
    let (code, organizer) = five_days(&world.meetings).await;
    stream::iter(0..REQUESTS)
        .for_each_concurrent(AT_ONCE, |number| {
            let (meetings, code) = (&world.meetings, code.clone());
            async move {
                // The times of cancellation are spread over the duration of a request, so that each part of
                // it is hit.
                let moment = Duration::from_micros(number * 37 % 3_000);
                if number % 2 == 0 {
                    let _ = timeout(moment, meetings.read(&code, Some(&organizer))).await;
                } else {
                    let signature = Signature::Typed(name("Kit"));
                    let text = CommentText::parse(&number.to_string()).unwrap();
                    let _ = timeout(moment, meetings.comment(code, None, signature, text, None)).await;
                }
            }
        })
        .await;
    // Several times as many reads as there are connections, and a change.
    let reads = stream::iter(0..120).map(|_| world.meetings.read(&code, None)).buffer_unordered(60);
    let read = timeout(Duration::from_secs(20), reads.collect::<Vec<_>>()).await.expect("all are answered");
    assert!(read.iter().all(Result::is_ok), "{read:?}");
    world.meetings.describe(code, Some(organizer), description(None, None)).await.unwrap();
}

async fn a_change_is_carried_out_although_who_asked_went_away(world: &World) {
    let (code, _) = five_days(&world.meetings).await;
    let text = CommentText::parse("still here").unwrap();
    let comment = world.meetings.comment(code.clone(), None, Signature::Typed(name("Kit")), text, None);
    // The future is polled once: the change begins, and nobody waits for its end.
    assert!(comment.now_or_never().is_none());
    let written = async {
        while world.meetings.timeline(&code, 9, None).await.unwrap().len() < 3 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(10), written).await.expect("the comment is written");
}

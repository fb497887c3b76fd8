//! The table of refusals (status and exact `detail`) of the HTTP API.

use app::meetings::HostLimits;
use serde_json::json;

use crate::browser::{Options, Server};

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    let (other_kit, others) = program.join(&program.make_three_days().await, "Kit").await;
    for unknown in ["nosuchcode", "no-code", "%EA%B0%80"] {
        let shown = if unknown.starts_with('%') { "가" } else { unknown };
        let not_found = format!("meeting with url_code: {shown} not found");
        program.get(&format!("/meetings/{unknown}")).await.says(404, &not_found);
        program.delete(&format!("/meetings/{unknown}")).await.says(404, &not_found);
        program
            .patch(&format!("/meetings/{unknown}/title"), &json!({"title": ""}))
            .await
            .says(404, &not_found);
        program.mark(shown, "on", 1).await.says(404, &not_found);
        let join = json!({"meeting_url_code": shown, "name": "Kit"});
        program.post("/participants", &join).await.says(404, &not_found);
        let gone = program.delete(&format!("/participants/1?meeting_url_code={unknown}")).await;
        gone.says(404, &not_found);
    }
    let renamed = json!({"meeting_url_code": code, "name": "Kat"});
    let not_found = format!("participant with id: {other_kit} not found");
    program.patch(&format!("/participants/{other_kit}"), &renamed).await.says(404, &not_found);
    let not_found = format!("participant_date with id: {} not found", others[0]);
    for verb in ["on", "off", "star", "unstar"] {
        program.mark(&code, verb, others[0]).await.says(404, &not_found);
    }
    program.mark(&code, "off", -1).await.says(404, "participant_date with id: -1 not found");
    program.get("/nowhere").await.says(404, "Not Found");
    program.get("/participants").await.says(405, "Method Not Allowed");
}

#[tokio::test]
async fn a_range_over_62_days_is_refused_before_the_meeting_is_looked_up_and_all_else_after() {
    let server = Server::start().await;
    let program = server.program();
    let range =
        |first: &str, last: &str| json!({"start_date": first, "end_date": last, "excluded_weekdays": [2]});
    let long = "start 2026-12-01 and end 2027-02-01 should be within 62 days";
    let reversed = "start 2026-12-02 should not be after end 2026-12-01";
    let none = "no day is left between start 2026-12-01 and end 2026-12-01";
    let path = "/meetings/nosuchcode/date_range";
    let not_found = "meeting with url_code: nosuchcode not found";
    program.patch(path, &range("2026-12-01", "2027-02-01")).await.says(422, long);
    program.patch(path, &range("2026-12-02", "2026-12-01")).await.says(404, not_found);
    program.patch(path, &range("2026-12-01", "2026-12-01")).await.says(404, not_found);
    let code = program.make().await;
    let path = format!("/meetings/{code}/date_range");
    program.patch(&path, &range("2026-12-01", "2027-02-01")).await.says(422, long);
    program.patch(&path, &range("2026-12-02", "2026-12-01")).await.says(422, reversed);
    program.patch(&path, &range("2026-12-01", "2026-12-01")).await.says(422, none);
    program.patch(&path, &range("2026-12-01", "2027-01-31")).await.is(200);
    let set = format!("meeting: {code} start: 2026-12-01 end: 2027-01-31 are already set");
    program.patch(&path, &range("2026-12-01", "2027-01-31")).await.says(422, &set);
}

#[tokio::test]
async fn joining_needs_a_range_a_free_name_and_room() {
    let host_limits = HostLimits { max_participants: 2, ..HostLimits::default() };
    let server = Server::start_as(Options { host_limits, ..Options::default() }).await;
    let program = server.program();
    let code = program.make().await;
    let join = |code: &str, name: &str| json!({"meeting_url_code": code, "name": name});
    program.post("/participants", &join(&code, "Kit")).await.says(400, "start and end should be set.");
    let code = program.make_three_days().await;
    program.join(&code, "Kit").await;
    program.post("/participants", &join(&code, "KIT")).await.says(409, "name: KIT is already taken");
    let (ann, _) = program.join(&code, "Ann").await;
    let taken = program.patch(&format!("/participants/{ann}"), &join(&code, "kit")).await;
    taken.says(409, "name: kit is already taken");
    let full = format!("meeting: {code} already has 2 participants");
    program.post("/participants", &join(&code, "Bo")).await.says(409, &full);
}

#[tokio::test]
async fn a_database_that_fails_is_a_503_and_not_a_500() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    server.store.close().await;
    let failed = "the database did not answer; try again";
    program.get(&format!("/meetings/{code}")).await.says(503, failed);
    program.post("/meetings", &json!({})).await.says(503, failed);
    program.mark(&code, "on", 1).await.says(503, failed);
}

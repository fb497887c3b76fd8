//! The requests that clients of the Python service send, and the responses that they expect.

use serde_json::{Value, json};

use crate::browser::Server;

#[tokio::test]
async fn a_meeting_goes_from_its_creation_to_its_best_days_below_both_prefixes() {
    let server = Server::start().await;
    for prefix in ["/v1", "/v1/mysql"] {
        let program = server.program().below(prefix);
        let code = program.make().await;
        let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
        let set = program.patch(&format!("/meetings/{code}/date_range"), &range).await.json();
        assert_eq!(set["start_date"], "2026-12-01");
        let (kit, kits) = program.join(&code, " Kit ").await;
        let (ann, anns) = program.join(&code, "Ann").await;
        program.mark(&code, "off", kits[0]).await.is(200);
        let answer = program.mark(&code, "star", anns[2]).await.json();
        let date = |day: &str, id: i64, enabled: bool, starred: bool| json!({"date": day, "id": id, "enabled": enabled, "starred": starred});
        let expected = json!({
            "url_code": code,
            "start_date": "2026-12-01",
            "end_date": "2026-12-03",
            "title": "회식",
            "location": "마포",
            "participants": [
                {"id": kit, "name": "Kit", "dates": [
                    date("2026-12-01", kits[0], false, false),
                    date("2026-12-02", kits[1], true, false),
                    date("2026-12-03", kits[2], true, false),
                ]},
                {"id": ann, "name": "Ann", "dates": [
                    date("2026-12-01", anns[0], true, false),
                    date("2026-12-02", anns[1], true, false),
                    date("2026-12-03", anns[2], true, true),
                ]},
            ],
            "best_dates": ["2026-12-03", "2026-12-02", "2026-12-01"],
            "version": 6,
            "excluded_weekdays": [],
            "note": "",
            "time": null,
            "closed": false,
            "closed_cause": null,
            "answer_by": null,
            "decision": null,
            "expires_on": answer["expires_on"],
        });
        assert_eq!(answer, expected);
        assert_eq!(program.read(&code).await, expected);
    }
}

#[tokio::test]
async fn what_was_wrong_with_the_python_service_is_right() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    let (_, dates) = program.join(&code, "Kit").await;
    assert_eq!(dates.len(), 3, "the last day is one of them");
    let title = json!({"title": "같은 제목"});
    for _ in 0..2 {
        program.patch(&format!("/meetings/{code}/title"), &title).await.is(204);
    }
    program.patch(&format!("/meetings/{code}/location"), &json!({"location": " Mapo "})).await.is(204);
    let meeting = program.read(&code).await;
    assert_eq!((&meeting["title"], &meeting["location"]), (&json!("같은 제목"), &json!("Mapo")));
    let empty = program.post("/meetings", &Value::Null).await.json();
    assert_eq!(program.read(empty["url_code"].as_str().unwrap()).await["location"], "");
}

#[tokio::test]
async fn the_four_verbs_do_what_they_say_and_twice_is_once() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    let (_, dates) = program.join(&code, "Kit").await;
    for (verb, enabled, starred) in [
        ("star", true, true),
        ("on", true, true),
        ("off", false, false),
        ("unstar", false, false),
        ("on", true, false),
        ("off", false, false),
        ("star", true, true),
        ("unstar", true, false),
    ] {
        let once = program.mark(&code, verb, dates[1]).await.json();
        let day = &once["participants"][0]["dates"][1];
        assert_eq!((&day["enabled"], &day["starred"]), (&json!(enabled), &json!(starred)), "{verb}");
        let twice = program.mark(&code, verb, dates[1]).await.json();
        assert_eq!(twice["version"], once["version"], "{verb}");
    }
}

#[tokio::test]
async fn a_range_may_leave_out_weekdays() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make().await;
    let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-07", "excluded_weekdays": [6, 7]});
    let set = program.patch(&format!("/meetings/{code}/date_range"), &range).await.json();
    assert_eq!(set["excluded_weekdays"], json!([6, 7]));
    assert_eq!(program.join(&code, "Kit").await.1.len(), 5);
}

#[tokio::test]
async fn participants_are_renamed_and_removed() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    let (kit, _) = program.join(&code, "Kit").await;
    let kat = json!({"meeting_url_code": code, "name": "Kat"});
    program.patch(&format!("/participants/{kit}"), &kat).await.is(204);
    assert_eq!(program.read(&code).await["participants"][0]["name"], "Kat");
    program.delete(&format!("/participants/{kit}?meeting_url_code={code}")).await.is(204);
    assert_eq!(program.read(&code).await["participants"], json!([]));
}

#[tokio::test]
async fn a_meeting_of_the_api_is_the_meeting_of_the_pages() {
    let server = Server::start().await;
    let program = server.program();
    let code = program.make_three_days().await;
    program.join(&code, "Kit").await;
    server.browser().open(&format!("/m/{code}")).await.shows(200, &["회식", "Kit"]);
}

#[tokio::test]
async fn the_organizer_decides_closes_and_says_when() {
    let server = Server::start().await;
    let program = server.program_with_device().await;
    let code = program.make_three_days().await;
    let at = |path: &str| format!("/meetings/{code}/{path}");
    program.patch(&at("note"), &json!({"note": "Bring boots."})).await.is(204);
    let time = json!({"start_time": "19:30", "time_zone": "Asia/Seoul"});
    program.patch(&at("time"), &time).await.is(204);
    program.patch(&at("time"), &json!({"duration_minutes": 120})).await.is(204);
    program.patch(&at("closing"), &json!({"closed": true, "answer_by": "2026-11-30"})).await.is(204);
    let decided = program.send("PUT", &at("decision"), r#"{"date": "2026-12-02"}"#).await.json();
    assert_eq!(decided["note"], "Bring boots.");
    let time = json!({"start_time": "19:30", "time_zone": "Asia/Seoul", "duration_minutes": 120});
    assert_eq!(decided["time"], time);
    assert_eq!((&decided["closed"], &decided["closed_cause"]), (&json!(true), &json!("by_hand")));
    assert_eq!((&decided["answer_by"], &decided["decision"]), (&json!("2026-11-30"), &json!("2026-12-02")));
    // A key that is missing keeps, null clears.
    program.patch(&at("closing"), &json!({"closed": false})).await.is(204);
    program.patch(&at("time"), &json!({"duration_minutes": null})).await.is(204);
    let open = program.read(&code).await;
    assert_eq!((&open["closed"], &open["answer_by"]), (&json!(false), &json!("2026-11-30")));
    assert_eq!(open["time"]["duration_minutes"], Value::Null);
    program.patch(&at("time"), &json!({"start_time": null})).await.is(204);
    program.patch(&at("closing"), &json!({"answer_by": null})).await.is(204);
    let taken_back = program.delete(&at("decision")).await.json();
    assert_eq!((&taken_back["time"], &taken_back["answer_by"]), (&Value::Null, &Value::Null));
    assert_eq!(taken_back["decision"], Value::Null);
    program
        .send("PUT", &at("decision"), r#"{"date": "2026-12-24"}"#)
        .await
        .says(422, "date: 2026-12-24 is not a candidate day");
    let kinds = program.get(&at("timeline?after=2")).await.json();
    let kinds: Vec<_> =
        kinds["entries"].as_array().unwrap().iter().map(|entry| entry["what"]["kind"].clone()).collect();
    assert_eq!(
        kinds,
        [
            "note_changed",
            "time_changed",
            "time_changed",
            "closing_changed",
            "decided",
            "closing_changed",
            "time_changed",
            "time_changed",
            "closing_changed",
            "decision_withdrawn",
        ]
    );
}

#[tokio::test]
async fn a_closed_meeting_takes_answers_of_nobody_but_its_organizer() {
    let server = Server::start().await;
    let (organizer, anybody) = (server.program_with_device().await, server.program());
    let code = organizer.make_three_days().await;
    let (kit, dates) = anybody.join(&code, "Kit").await;
    organizer.patch(&format!("/meetings/{code}/closing"), &json!({"closed": true})).await.is(204);
    let closed = format!("meeting: {code} is closed");
    anybody.mark(&code, "off", dates[0]).await.says(409, &closed);
    let lee = json!({"meeting_url_code": code, "name": "Lee"});
    anybody.post("/participants", &lee).await.says(409, &closed);
    anybody.patch(&format!("/participants/{kit}"), &lee).await.says(409, &closed);
    anybody.delete(&format!("/participants/{kit}?meeting_url_code={code}")).await.says(409, &closed);
    organizer.mark(&code, "off", dates[0]).await.is(200);
    let text = json!({"text": "See you there", "name": "Kit"});
    anybody.post(&format!("/meetings/{code}/comments"), &text).await.is(200);
}

//! The prefix `/v1/edgedb`, where ids are UUIDs.

use serde_json::json;

use crate::browser::Server;

const NOBODY: &str = "6d656574-6966-8001-8000-0000000f4240";

#[tokio::test]
async fn a_meeting_goes_from_its_creation_to_its_best_days_with_uuids() {
    let server = Server::start().await;
    let (program, numbers) = (server.program().below("/v1/edgedb"), server.program());
    let code = program.make().await;
    let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
    program.patch(&format!("/meetings/{code}/date_range"), &range).await.is(200);
    let joined =
        program.post("/participants", &json!({"meeting_url_code": code, "name": "Kit"})).await.json();
    let kit = joined["participant_id"].as_str().unwrap();
    let days: Vec<_> =
        joined["participant_dates"].as_array().unwrap().iter().map(|day| day["id"].clone()).collect();
    let mark = json!({"meeting_url_code": code, "participant_date_id": days[1]});
    let marked = program.patch("/participant_dates/off", &mark).await.json();
    assert_eq!(marked["participants"][0]["id"], kit);
    assert_eq!(marked["participants"][0]["dates"][1]["id"], days[1]);
    assert_eq!(marked["participants"][0]["dates"][1]["enabled"], false);
    let said = json!({"text": "hello", "participant_id": kit});
    program.post(&format!("/meetings/{code}/comments"), &said).await.is(200);
    let renamed = json!({"meeting_url_code": code, "name": "Kit Lee"});
    program.patch(&format!("/participants/{kit}"), &renamed).await.is(204);
    let timeline = program.get(&format!("/meetings/{code}/timeline")).await.json();
    assert!(timeline.to_string().contains(kit), "{timeline}");
    // It is the same meeting below the other prefixes.
    let read = numbers.get(&format!("/meetings/{code}")).await.json();
    assert_eq!(read["participants"][0]["name"], "Kit Lee");
    assert!(read["participants"][0]["id"].is_i64());
    program.delete(&format!("/participants/{kit}?meeting_url_code={code}")).await.is(204);
}

#[tokio::test]
async fn a_compressed_response_has_uuids_too() {
    let server = Server::start().await;
    let program = server.program().below("/v1/edgedb");
    let code = program.make_three_days().await;
    program.post("/participants", &json!({"meeting_url_code": code, "name": "Kit"})).await.is(200);
    let path = format!("/meetings/{code}");
    let plain = program.get(&path).await;
    assert!(plain.json()["participants"][0]["id"].is_string());
    for _ in 0..2 {
        let compressed = program.with("accept-encoding", "gzip").get(&path).await;
        assert_eq!(compressed.header("content-encoding"), "gzip");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*compressed.bytes), &mut text)
            .unwrap();
        assert_eq!(text, plain.text);
    }
}

#[tokio::test]
async fn a_uuid_of_something_else_is_the_id_of_nothing() {
    let server = Server::start().await;
    let program = server.program().below("/v1/edgedb");
    let code = program.make().await;
    let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
    program.patch(&format!("/meetings/{code}/date_range"), &range).await.is(200);
    let joined =
        program.post("/participants", &json!({"meeting_url_code": code, "name": "Kit"})).await.json();
    let participant = joined["participant_id"].as_str().unwrap();
    let random = "0c8f8a3e-9d0c-4f6e-8a3e-0c8f8a3e9d0c";
    for id in [participant, NOBODY, random] {
        let mark = json!({"meeting_url_code": code, "participant_date_id": id});
        let refused = program.patch("/participant_dates/off", &mark).await;
        refused.says(404, &format!("participant_date with id: {id} not found"));
    }
    let renamed = json!({"meeting_url_code": code, "name": "Lee"});
    program.patch(&format!("/participants/{random}"), &renamed).await.is(404);
}

#[tokio::test]
async fn an_id_that_is_no_uuid_is_invalid() {
    let server = Server::start().await;
    let program = server.program().below("/v1/edgedb");
    let code = program.make().await;
    for id in [json!(19), json!("19"), json!(["6d656574-6966-8001-8000-000000000013"])] {
        let refused = program
            .patch("/participant_dates/off", &json!({"meeting_url_code": code, "participant_date_id": id}))
            .await;
        refused.finds(&[(&["body", "participant_date_id"], "uuid_parsing")]);
    }
    let refused = program.patch("/participants/7", &json!({"meeting_url_code": code, "name": "Lee"})).await;
    refused.finds(&[(&["path", "participant_id"], "uuid_parsing")]);
}
